import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Import, problemsOf } from '../../db/imports/imports.js';
import { importKinds } from '../../db/imports/kinds.js';
import { recordsIn } from '../../exchange/csv/pieces.js';
import { remarkHeaders } from '../../exchange/csv/table.js';
import { writeCsv } from '../../exchange/csv/write.js';
import type { Request } from '../../web/context.js';

const piece = 200;

/** The rows that a job refused, as CSV to be corrected and brought again, under the headers that the import knows. */
export async function* refusedRows(c: Request, brought: Import, job: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const all = importKinds[brought.kind].rows.columns.all as readonly {
    readonly name: string;
    readonly field: string;
  }[];
  const columns = brought.columns.flatMap((field, at) => {
    const name = all.find((one) => one.field === field)?.name;
    return name === undefined ? [] : [{ at, name }];
  });
  yield encoder.encode(writeCsv([[...columns.map(({ name }) => name), ...remarkHeaders]]));
  for (let page = 1; ; page += 1) {
    const problems = await problemsOf(c.get('db').read, job, page, piece);
    const rows = problems
      .filter(({ result }) => result === 'refused')
      .map(({ line, offset, bytes, reasons }) => {
        const found = recordsIn(
          c.get('files').read(brought.file, offset, bytes),
          { offset, line },
          brought.delimiter,
          true,
        );
        const cells = 'fault' in found ? [] : (found.records[0]?.cells ?? []);
        const why = reasons.map(({ field, reason }) => `${field}: ${reason}`).join(' ');
        return [...columns.map(({ at }) => cells[at] ?? ''), String(line), why];
      });
    if (rows.length > 0) yield encoder.encode(writeCsv(rows));
    if (problems.length < piece) return;
    await nextTurn();
  }
}
