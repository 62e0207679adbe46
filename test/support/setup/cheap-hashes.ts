// The cast's hashes are real ones, made cheap: a thousand tests log somebody in. What the product hashes itself is not.
import { hash } from '@node-rs/argon2';
import { answerKey } from '../../../src/domain/accounts/security-question.js';

export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFKC'), { memoryCost: 64, timeCost: 1, parallelism: 1 });

export const hashAnswer = (answer: string): Promise<string> => hashPassword(answerKey(answer));
