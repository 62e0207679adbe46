import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormBody } from '../../src/web/form-body.js';
import '../support/setup/chance.js';

const room = 1000;

/** What is held of a body that comes in pieces of these sizes, over and over. */
function heldOf(text: string, sizes: readonly number[]): FormBody {
  const body = new FormBody(room);
  for (let at = 0, i = 0; at < text.length; i += 1) {
    const size = sizes[i % sizes.length] ?? 1;
    body.take(new Uint8Array(Buffer.from(text.slice(at, at + size))));
    at += size;
  }
  return body;
}

const fieldsOf = (text: string) => text.split('&').map((field) => field.split('='));
const sizes = fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 5 });
const field = fc
  .tuple(fc.stringMatching(/^[a-z]{1,20}$/), fc.stringMatching(/^[A-Z]$/), fc.nat(1500))
  .map(([name, letter, length]) => `${name}=${letter.repeat(length)}`);

test('a form that has room is held as it came, in whatever pieces', () => {
  const one = fc.array(field, { maxLength: 40 }).map((all) => all.join('&').slice(0, room));
  fc.assert(
    fc.property(one, sizes, (text, pieces) => {
      expect(heldOf(text, pieces).bytes.toString()).toBe(text);
    }),
  );
});

test('of a form that is too large every value is held whole or not at all, beside its name, and never more than has room', () => {
  fc.assert(
    fc.property(fc.array(field, { minLength: 1, maxLength: 60 }), sizes, (all, pieces) => {
      const text = all.join('&');
      const body = heldOf(text, pieces);
      expect(body.size).toBe(text.length);
      expect(body.bytes.length).toBeLessThanOrEqual(room);
      // The last name may have had no room.
      const held = fieldsOf(body.bytes.toString()).slice(0, -1);
      const sent = fieldsOf(text);
      for (const [i, [name, value]] of held.entries()) {
        expect(name).toBe(sent[i]?.[0]);
        expect(['', sent[i]?.[1]]).toContain(value);
      }
    }),
  );
});

test('a value that has no room passes by, and what stands behind it is held', () => {
  const text = `first=ONE&long=${'x'.repeat(5000)}&last=TWO`;
  for (const size of [1, 7, 999, 1000, 1001, 6000])
    expect(heldOf(text, [size]).bytes.toString()).toBe('first=ONE&long=&last=TWO');
});

test('of a name that is too long no more is held than shows it', () => {
  expect(heldOf(`a=b&${'n'.repeat(5000)}=x&c=d`, [64]).bytes.toString()).toBe(`a=b&${'n'.repeat(101)}&c=d`);
});

test('the memory of what came is given back at once, and of what is held when it is forgotten', () => {
  const body = new FormBody();
  const piece = new Uint8Array(64 * 1024).fill(0x78);
  body.take(piece);
  expect(piece.buffer.detached).toBe(true);
  expect(body.bytes.length).toBe(64 * 1024);
  const { buffer } = body.bytes;
  body.forget();
  expect((buffer as ArrayBuffer).detached).toBe(true);
  expect(body.bytes.length).toBe(0);
});

test('memory that others use too is not given back', () => {
  const pooled = Buffer.from('a=b');
  new FormBody().take(pooled);
  expect(pooled.toString()).toBe('a=b');
});
