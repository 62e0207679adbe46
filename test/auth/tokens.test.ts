// The secret of forms under its masks.
import { expect, test } from 'vitest';
import { formSecretOf, maskSecret, unmaskSecret } from '../../src/auth/tokens.js';

test('a secret is under another mask each time, and comes back from under each', () => {
  const secret = formSecretOf('a token');
  // More than are drawn at once.
  const masked = Array.from({ length: 600 }, () => maskSecret(secret));
  const halves = masked.flatMap((one) => [one.slice(0, 32), one.slice(32)]);
  expect(new Set(halves).size).toBe(1200);
  expect(new Set(masked.map(unmaskSecret))).toEqual(new Set([secret]));
});
