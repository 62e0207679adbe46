import { reactivateAccount } from '../db/accounts/user-administration.js';
import { changeAccount } from './accounts.js';
import type { Verb } from './verb.js';

export const userReactivate: Verb = {
  name: 'user reactivate',
  usage: 'user reactivate CODE USERNAME',
  description: 'make an inactive account active again',
  words: 2,
  options: {},
  run: (call) => changeAccount(call, reactivateAccount, 'is active'),
};
