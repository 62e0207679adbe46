import { finished, Readable } from 'node:stream';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { clean } from '../domain/text/clean.js';
import type { KeptFiles } from '../files/kept-files.js';
import type { Request } from './context.js';
import { BadForm, ShownElsewhere } from './form.js';
import { tokenMatches } from './form-token.js';

/** A form with a file in it, as it is shown: its fields stand before the file, the button behind it. */
type Shape = {
  readonly fields: readonly string[];
  readonly file: string;
  readonly button: string;
  readonly mostBytes: number;
};

/** A file that was sent with a form, kept on disk. */
export type Received = {
  readonly values: Readonly<Record<string, string>>;
  /** Undefined where none was chosen, or it is too large. */
  readonly file?: { readonly name: string; readonly bytes: number; readonly fileName: string };
  readonly isTooLarge: boolean;
};

/** The fields around the file. */
const mostBytesBeside = 16 * 1024;

const notOurs = 'This form arrived with something that the page does not have. Nothing was changed.';
const notWhole = 'This form did not arrive whole. Nothing was changed.';

/**
 * Reads a posted form of one large file as strictly as other forms (form.ts), and keeps the file on disk as it comes, once
 * the token of the page that it was shown on has arrived. Ask the policy before: a file is large.
 * Throws BadForm for anything else than the form; then nothing is kept, as where the line breaks off or the disk is full.
 */
export async function receiveFile(c: Request, shape: Shape, files: KeptFiles): Promise<Received> {
  const type = c.req.header('content-type') ?? '';
  // Another boundary beside it may be read by somebody else.
  if (!/^multipart\/form-data;\s*boundary="?[^";\s]+"?$/i.test(type))
    throw new BadForm(415, 'This address takes a form with a file only. Open the page again and choose the file.');
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (!(length <= shape.mostBytes + mostBytesBeside))
    throw new BadForm(413, `The file is too large: at most ${megabytes(shape.mostBytes)} MB. Nothing was changed.`);
  const reading = new Reading(c, shape, files, type);
  try {
    return await reading.result();
  } catch (error) {
    await reading.forget();
    throw error;
  }
}

/** The name of a file as a page shows it. */
const shownName = (name = '') =>
  clean(name)
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')
    .slice(0, 200) || 'file.csv';

/** A size in words. */
export const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);

class Reading {
  readonly #values: Record<string, string> = Object.create(null);
  readonly #parser: Busboy;
  #command = '';
  #file: Promise<Received['file'] | 'too large'> | undefined;
  #kept: string | undefined;

  constructor(
    readonly c: Request,
    readonly shape: Shape,
    readonly files: KeptFiles,
    type: string,
  ) {
    const { fields, mostBytes } = shape;
    this.#parser = new Busboy({
      headers: { 'content-type': type },
      limits: {
        fieldNameSize: 100,
        fieldSize: 1000,
        fields: fields.length + 2,
        files: 1,
        parts: fields.length + 3,
        headerPairs: 10,
        headerSize: 4096,
        fileSize: mostBytes + 1,
      },
      isPartAFile: (name) => name === shape.file,
    });
  }

  async result(): Promise<Received> {
    await this.#readBody();
    const file = await this.#file;
    const { fields, button } = this.shape;
    if (!this.#file || this.#command !== button || fields.some((name) => this.#values[name] === undefined))
      throw new BadForm(400, notWhole);
    const received = { values: this.#values, isTooLarge: file === 'too large' };
    return file && file !== 'too large' ? { ...received, file } : received;
  }

  /** Removes what was kept, or is being kept. */
  async forget(): Promise<void> {
    await this.#file?.catch(() => undefined);
    if (this.#kept) this.files.remove(this.#kept);
  }

  #readBody(): Promise<void> {
    const { incoming } = this.c.env ?? {};
    const source =
      incoming instanceof Readable
        ? incoming
        : Readable.fromWeb((this.c.req.raw.body ?? new Blob([]).stream()) as never);
    return new Promise((resolve, reject) => {
      let current: BusboyFileStream | undefined;
      const fail = (error: Error) => {
        source.unpipe(this.#parser);
        current?.destroy(error);
        source.resume();
        reject(error);
      };
      const refuse = () => fail(new BadForm(400, notOurs));
      this.#parser.on('field', (name, value, nameCut, valueCut) => {
        if (nameCut || valueCut || !this.#take(name, value)) refuse();
      });
      this.#parser.on('file', (name, stream, fileName) => {
        current = stream;
        stream.on('error', () => undefined);
        if (name !== this.shape.file || this.#file) return refuse();
        this.#file = this.#keep(stream, fileName);
        this.#file.catch(fail);
      });
      for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) this.#parser.on(limit, refuse);
      this.#parser.on('error', () => fail(new BadForm(400, notWhole)));
      this.#parser.on('finish', () => resolve());
      finished(source, { writable: false }, (error) => {
        if (error) fail(new BadForm(400, notWhole));
      });
      source.pipe(this.#parser);
    });
  }

  /** Notes a field; false for one that the page does not have, or that came before. */
  #take(name: string, value: string): boolean {
    if (name.startsWith('do.') && !this.#command) {
      this.#command = name.slice(3);
      return this.#command === this.shape.button;
    }
    if (![...this.shape.fields, 'csrf'].includes(name) || name in this.#values) return false;
    this.#values[name] = value;
    return true;
  }

  /** A browser sends an empty file without a name where none was chosen. */
  async #keep(stream: BusboyFileStream, fileName: string | undefined): Promise<Received['file'] | 'too large'> {
    if (!(await tokenMatches(this.c, this.#values.csrf ?? ''))) throw new ShownElsewhere();
    const { name, bytes } = await this.files.keep(stream as AsyncIterable<Uint8Array>);
    this.#kept = name;
    if (!stream.truncated && bytes <= this.shape.mostBytes && bytes > 0)
      return { name, bytes, fileName: shownName(fileName) };
    this.files.remove(name);
    this.#kept = undefined;
    return bytes > 0 ? 'too large' : undefined;
  }
}
