import { hash, verify } from '@node-rs/argon2';
import limited from 'p-limit';
import { answerKey } from '../domain/accounts/security-question.js';

/** argon2id, 19 MiB, two passes, one lane (OWASP's first choice). */
const options = { memoryCost: 19456, timeCost: 2, parallelism: 1 };

/** At most two hashes at a time: more would take the memory and the cores from everybody else. */
const inTurn = limited(2);

/** The encoded argon2id hash of a password, any Unicode, compared by NFKC as NIST 800-63B advises. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), options));
}

let nobody: Promise<string> | undefined;

/**
 * True if a password matches its hash. Without a hash (an unknown user) it takes as long and is false, so that the time
 * tells an outsider nothing (L1).
 */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const against = passwordHash ?? (await nobody);
  const same = await inTurn(() => verify(against, password.normalize('NFKC')));
  return same && passwordHash !== undefined;
}

/** The hash of an answer to a security question, as answers are compared (L5). */
export const hashAnswer = (answer: string): Promise<string> => hashPassword(answerKey(answer));

/** True if an answer matches its hash, compared without case and extra spaces (L5). */
export async function isAnswer(answer: string, answerHash: string): Promise<boolean> {
  if (await isPassword(answerKey(answer), answerHash)) return true;
  // Answers were once kept with the apostrophes and hyphens of the keyboard that they were typed on.
  const asTyped = answer.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
  return asTyped !== answerKey(answer) && isPassword(asTyped, answerHash);
}
