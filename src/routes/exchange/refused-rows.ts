import type { Import } from '../../db/imports/imports.js';
import { importKinds } from '../../db/imports/kinds.js';
import { type Problem, problemsOf } from '../../db/imports/problems.js';
import { traceDisclosures } from '../../db/operations/disclosures.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { recordsIn } from '../../exchange/csv/pieces.js';
import { remarkHeaders } from '../../exchange/csv/table.js';
import { writeCsv } from '../../exchange/csv/write.js';
import { type Request, remoteAddress } from '../../web/context.js';

const piece = 200;

/** The cells of a row as they were sent: where the file is not there any more, none. */
export function cellsOf(c: Request, brought: Import, { offset, line, bytes }: Problem): readonly string[] {
  const files = c.get('files');
  if (!files.has(brought.file)) return [];
  const found = recordsIn(files.read(brought.file, offset, bytes), { offset, line }, brought.delimiter, true);
  return 'fault' in found ? [] : (found.records[0]?.cells ?? []);
}

/** The rows that a job refused, as CSV to be corrected and brought again, under the headers that the import knows. */
export async function* refusedRows(
  c: Request,
  viewer: Viewer,
  brought: Import,
  jobId: number,
): AsyncGenerator<Uint8Array> {
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
    const who = { ...viewer, disclosures: new Map() };
    const of = { jobId, page, pageSize: piece, result: 'refused' } as const;
    const problems = await problemsOf(c.get('db').read, who, brought, of);
    const rows = problems.map((problem) => {
      const { line, reasons } = problem;
      const cells = cellsOf(c, brought, problem);
      const why = reasons.map(({ field, reason }) => `${field}: ${reason}`).join(' ');
      return [...columns.map(({ at }) => cells[at] ?? ''), String(line), why];
    });
    const what = { at: c.get('clock')(), action: 'list client', address: remoteAddress(c) } as const;
    const detail = `import ${brought.id}, rows that were not taken`;
    await c.get('db').write((tx) => traceDisclosures(tx, who, { ...what, detail }, true));
    if (rows.length > 0) yield encoder.encode(writeCsv(rows));
    if (problems.length < piece) return;
  }
}
