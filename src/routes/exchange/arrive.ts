import type { FileHead } from '../../db/imports/imports.js';
import { asUtf8, encodingOf } from '../../exchange/csv/arriving.js';
import { beginningOf, longestRecord, recordsIn } from '../../exchange/csv/pieces.js';
import type { KeptFiles } from '../../files/kept-files.js';

/** A file that can be read, kept in UTF-8, and how. */
export type Arrival = {
  readonly file: string;
  readonly bytes: number;
  readonly note: string;
  readonly delimiter: string;
  readonly head: FileHead;
};

/** The rows and letters of each by which somebody tells what a column is. */
const [rowsOfHead, lettersOfCell] = [6, 60];

/** Turns a file that was sent into UTF-8, and reads its beginning; where it is no CSV, nothing of it is kept (A5). */
export async function arrive(files: KeptFiles, sent: string): Promise<Arrival | { readonly fault: string }> {
  let file: { readonly name: string; readonly bytes: number } | undefined;
  try {
    const encoding = await encodingOf(files.pieces(sent));
    if ('fault' in encoding) return encoding;
    file = await files.keep(asUtf8(files.pieces(sent), encoding));
    const head = headOf(files, file);
    if ('fault' in head) files.remove(file.name);
    return 'fault' in head ? head : { file: file.name, bytes: file.bytes, note: encoding.note, ...head };
  } catch (error) {
    if (file) files.remove(file.name);
    throw error;
  } finally {
    files.remove(sent);
  }
}

function headOf(files: KeptFiles, { name, bytes }: { readonly name: string; readonly bytes: number }) {
  const { delimiter, place } = beginningOf(files.read(name, 0, longestRecord));
  const piece = files.read(name, place.offset, 2 * longestRecord);
  const found = recordsIn(piece, place, delimiter, place.offset + piece.length >= bytes);
  if ('fault' in found) return found;
  const [first, second] = found.records;
  if (!first) return { fault: 'The file is empty.' };
  const { offset, line } = second ?? found.next;
  const rows = found.records.slice(0, rowsOfHead).map(({ cells }) => cells.map((cell) => cell.slice(0, lettersOfCell)));
  const head: FileHead = { place: { offset: first.offset, line: first.line }, body: { offset, line }, rows };
  return { delimiter, head };
}
