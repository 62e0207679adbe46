// Takes the place of argon2 in the unit run (vitest.config.ts): the same hashes, made with little memory and one pass. That the
// product makes them with all that guessing must cost, test/auth/hashing.test.ts shows of the product as it is built.
import { createRequire } from 'node:module';

const argon2: typeof import('@node-rs/argon2') = createRequire(import.meta.url)('@node-rs/argon2');

export const { verify } = argon2;

export const hash: typeof argon2.hash = (password, options, signal) =>
  argon2.hash(password, { ...options, memoryCost: 64, timeCost: 1 }, signal);
