import fc from 'fast-check';
import { expect, test } from 'vitest';
import { piecesOf, type Table, tallied, valuesOf } from '../../../src/db/copy/rows.js';
import { oddText } from './every-table.js';
import '../../support/setup/chance.js';

const table: Table = {
  name: 'changes',
  columns: [
    { name: 'after', isNumber: false },
    { name: 'at', isNumber: true },
    { name: 'before', isNumber: false },
  ],
  key: ['at'],
  isNumbered: false,
};

const text = fc.oneof(
  fc.constantFrom('', '\\', '\\N', '\\.', "''", '"', '\t', '\r\n', oddText, 'x'.repeat(70_000)),
  fc.string({
    unit: fc.constantFrom('\\', 'N', 'n', 't', '.', '\t', '\n', '\r', '\b', '\f', '\v', '"', "'", '😀', 'é'),
  }),
  fc.string({ unit: 'binary' }).map((any) => any.toWellFormed().replaceAll('\0', '')),
);
const number = fc.oneof(fc.maxSafeInteger(), fc.constantFrom(0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER));
const rows = fc.array(fc.tuple(text, number, fc.option(text)), { maxLength: 20 });

/** The same bytes in pieces of another size. */
async function* cutInto(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('rows are the same after they were lines, in whatever pieces these come, and each is a line of its own', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 200 }), async (rows, size) => {
      const bytes = Buffer.concat([...piecesOf(rows)]);
      let count = 0;
      const pieces = tallied(cutInto(bytes, bytes.length > 10_000 ? 9000 + size : size), (tally) => {
        count = tally.rows;
      });
      const again: unknown[] = [];
      for await (const some of valuesOf(table, pieces)) again.push(...some);
      expect(again).toEqual(rows.flatMap(([after, at, before]) => [after, at === 0 ? 0 : at, before]));
      expect(count).toBe(rows.length);
    }),
  );
});

test('what would come out otherwise is not copied', async () => {
  expect(() => [...piecesOf([['a\0b', 1, null]])]).toThrow('NUL');
  expect(() => [...piecesOf([['', 2 ** 53, null]])]).toThrow('9007199254740991');
  const read = async (lines: string) => {
    for await (const _ of valuesOf(table, cutInto(Buffer.from(lines), 10)));
  };
  await expect(read('a\t9007199254740993\t\\N\n')).rejects.toThrow('9007199254740991');
  await expect(read('a\t1\t\\N\na\t2')).rejects.toThrow('whole');
});
