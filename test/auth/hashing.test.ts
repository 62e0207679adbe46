// What a guess at a stolen hash costs, of the product as it runs: in the unit run hashes are cheap (test/support/cheap-argon2.ts).
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('passwords and answers are hashed with argon2id, 19 MiB, two passes and one lane (L1, L5)', () => {
  const program =
    "const { hashPassword, hashAnswer } = await import('./src/auth/passwords.ts'); console.log(await hashPassword('a'), await hashAnswer('b'));";
  const hashes = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  expect(hashes.trim().split(' ')).toEqual([
    expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
    expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
  ]);
});
