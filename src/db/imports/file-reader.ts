import { longestRecord, type Place, type PlacedRecord, recordsIn } from '../../exchange/csv/pieces.js';

/** Reads some bytes of a kept file, fewer at its end. */
export type ReadPiece = (file: string, offset: number, length: number) => Buffer;

type Source = { readonly file: string; readonly bytes: number; readonly delimiter: string };

/** Some hundred rows: they are read within a few milliseconds. */
const usualPiece = 128 * 1024;

/** Reads a kept file record by record, and knows where it has come to: only from there it is gone on with. */
export class FileReader {
  #source: Source | undefined;
  #records: readonly PlacedRecord[] = [];
  #at = 0;
  #behind: Place = { offset: 0, line: 1 };

  constructor(readonly read: ReadPiece) {}

  /** Where the next record begins. */
  get place(): Place {
    const { offset, line } = this.#records[this.#at] ?? this.#behind;
    return { offset, line };
  }

  /** Goes to a place in a file; where it stands there already, what was read ahead is kept. */
  open(source: Source, { offset, line }: Place): void {
    const isThere = this.#source?.file === source.file && this.#source.delimiter === source.delimiter;
    if (isThere && this.place.offset === offset) return;
    this.#source = source;
    this.#records = [];
    this.#at = 0;
    this.#behind = { offset, line };
  }

  /** The next record; undefined at the end of the file. */
  next(): PlacedRecord | { readonly fault: string } | undefined {
    for (let length = usualPiece; this.#at >= this.#records.length; length = 2 * longestRecord) {
      const { file = '', bytes = 0, delimiter = ',' } = this.#source ?? {};
      if (this.#behind.offset >= bytes) return undefined;
      const piece = this.read(file, this.#behind.offset, length);
      const isEnd = this.#behind.offset + piece.length >= bytes;
      const found = recordsIn(piece, this.#behind, delimiter, isEnd);
      if ('fault' in found) return found;
      if (piece.length === 0 || (found.next.offset === this.#behind.offset && length > usualPiece))
        return { fault: 'The kept file is shorter than it was.' };
      this.#records = found.records;
      this.#at = 0;
      this.#behind = found.next;
    }
    const record = this.#records[this.#at];
    this.#at += 1;
    return record;
  }
}
