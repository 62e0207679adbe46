import type { Request } from './context.js';

/** Above this a body is refused, its values shown again; above the second it is not even read. */
const mostBytes = 128 * 1024;
const mostBytesRead = 1024 * 1024;

/** The fields that a form may send. Text must arrive; a choice may be absent; a list may come several times. */
export type FormShape = {
  readonly text?: readonly string[];
  readonly choice?: readonly string[];
  readonly list?: readonly string[];
};

/** What no field can show: control characters but line breaks and tabs, halves of characters. */
const hidden = /(?![\r\n\t])[\p{Cc}\p{Cs}\uFFFD]/u;

export type Form = {
  /** What was sent for each field of the shape; empty for one that is absent. A list's values stand with a space between. */
  readonly values: Record<string, string>;
  /** The control that was pressed, named `do.something` or `do.something.id`, without the `do.`; empty for none. */
  readonly command: string;
  /** What is wrong with the body as a whole. Nothing may be changed by such a form; its values may be shown again. */
  readonly fault?: { readonly status: 400 | 413; readonly message: string };
};

/** Answers that have no page of their own: the message goes to the general error page. */
export class BadForm extends Error {
  constructor(
    readonly status: 400 | 403 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads a posted form strictly: known fields only, none twice but lists, every text field there, UTF-8, no control
 * characters, a bounded size, and the token of the page that it was shown on. A form of several shapes says by a field
 * which one it is.
 * Throws BadForm where there is nothing to show again: another content type, a wrong token, a huge body.
 */
export async function readForm(
  c: Request,
  shape: FormShape | ((values: ReadonlyMap<string, string>) => FormShape),
): Promise<Form> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new BadForm(415, 'This address takes forms only. Open the page again and fill in its form.');
  const bytes = await readBody(c);
  let fault: Form['fault'] | undefined;
  const broken = (message: string, status: 400 | 413 = 400) => {
    fault ??= { status, message: `${message} Nothing was changed. Check what is shown and send it again.` };
  };
  if (bytes.length > mostBytes) broken('This form is larger than any that is filled in by hand.', 413);
  const pairs = decode(bytes);
  if (!pairs.whole) broken('This form arrived with characters that cannot be read (not UTF-8).');

  const values: Record<string, string> = Object.create(null);
  const known = new Map<string, 'text' | 'choice' | 'list'>();
  const expected = typeof shape === 'function' ? shape(new Map(pairs.list)) : shape;
  for (const kind of ['text', 'choice', 'list'] as const)
    for (const name of expected[kind] ?? []) known.set(name, kind);
  const seen = new Set<string>();
  let command = '';
  for (const [name, value] of pairs.list) {
    if (name === 'csrf') continue;
    if (name.startsWith('do.')) {
      if (command && command !== name.slice(3)) broken('This form arrived with two buttons pressed.');
      command ||= name.slice(3);
      continue;
    }
    const kind = known.get(name);
    if (!kind) broken('This form arrived with a field that the page does not have.');
    else if (kind === 'list') values[name] = values[name] ? `${values[name]} ${value}` : value;
    else if (seen.has(name)) broken('This form arrived with a field in it twice.');
    else values[name] = value;
    seen.add(name);
    if (kind && hidden.test(value)) broken('This form arrived with characters that cannot be shown.');
  }
  for (const [name, kind] of known) {
    if (kind === 'text' && !seen.has(name)) broken('This form did not arrive whole.');
    values[name] ??= '';
  }
  const csrf = c.get('csrf');
  if (!pairs.list.some(([name, value]) => name === 'csrf' && value === csrf))
    throw new BadForm(
      403,
      'This form was shown to somebody else, or before you logged in or out. Nothing was changed. Go back, load the page again and send it once more.',
    );
  return fault ? { values, command, fault } : { values, command };
}

async function readBody(c: Request): Promise<Buffer> {
  // Of a body that says its length no more is read than that.
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (length > mostBytesRead) throw tooLarge();
  const bytes = length >= 0 ? Buffer.from(await c.req.arrayBuffer()) : await readChunks(c);
  c.set('sent', bytes);
  return bytes;
}

async function readChunks(c: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length;
    if (size > mostBytesRead) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = () =>
  new BadForm(
    413,
    'This form is far larger than any that is filled in by hand. Nothing was changed. Go back: your browser still has what you typed.',
  );

function decode(bytes: Buffer): { list: [string, string][]; whole: boolean } {
  let whole = true;
  const text = (part: string) => {
    // Most of what is sent is plain or empty.
    if (/^[\w.*-]*$/.test(part)) return part;
    if (/^[ -~]*$/.test(part))
      try {
        return decodeURIComponent(part.replaceAll('+', ' '));
      } catch {
        // Not in UTF-8, or with a bare %: read byte by byte.
      }
    const raw = Buffer.from(part.replaceAll('+', ' '), 'latin1');
    const out: number[] = [];
    for (let i = 0; i < raw.length; i += 1) {
      const hex = raw[i] === 0x25 ? raw.toString('latin1', i + 1, i + 3) : '';
      if (/^[0-9a-f]{2}$/i.test(hex)) {
        out.push(Number.parseInt(hex, 16));
        i += 2;
      } else out.push(raw[i] ?? 0);
    }
    const value = Buffer.from(out);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
    } catch {
      whole = false;
      return value.toString('utf8');
    }
  };
  const list = bytes
    .toString('latin1')
    .split('&')
    .filter(Boolean)
    .map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return at < 0 ? [text(pair), ''] : [text(pair.slice(0, at)), text(pair.slice(at + 1))];
    });
  return { list, whole };
}
