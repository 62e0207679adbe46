import { unlockAccount } from '../db/accounts/user-administration.js';
import { changeAccount } from './accounts.js';
import type { Verb } from './verb.js';

export const userUnlock: Verb = {
  name: 'user unlock',
  usage: 'user unlock CODE USERNAME',
  description: 'unlock an account',
  words: 2,
  options: {},
  run: (call) => changeAccount(call, unlockAccount, 'is unlocked'),
};
