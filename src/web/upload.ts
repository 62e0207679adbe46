import type { Request } from './context.js';
import { BadForm } from './form.js';
import { tokenMatches } from './form-token.js';

/** The largest file that is taken: three times the largest release of the schedule. */
export const mostBytesOfFile = 1024 * 1024;
/** The fields around it. */
const mostBytesBeside = 16 * 1024;

/** A file that arrived whole, with the form that it was chosen in. */
export type Upload = {
  /** Its text; undefined where none was chosen. */
  readonly text: string | undefined;
  /** What is wrong with it, to be said at its field: it is too large, or no text. */
  readonly fault?: string;
  readonly command: string;
};

/** The token, the file and the button. A megabyte of empty parts would take a second to read. */
const mostParts = 3;
const notOurs = 'This form arrived with something that the page does not have. Nothing was changed.';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a posted form of one text file as strictly as other forms (form.ts): one file by its name, one known button, the
 * token of the page that it was shown on, and no more bytes than may be. Ask the policy before: a file is large.
 * Throws BadForm for anything else.
 */
export async function readUpload(c: Request, { file, buttons }: { file: string; buttons: readonly string[] }) {
  const type = c.req.header('content-type') ?? '';
  if (!/^multipart\/form-data;/i.test(type))
    throw new BadForm(415, 'This address takes a form with a file only. Open the page again and choose the file.');
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (!(length <= mostBytesOfFile + mostBytesBeside)) throw tooLarge();
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > mostBytesOfFile + mostBytesBeside) throw tooLarge();
  if (countParts(bytes, type) > mostParts) throw new BadForm(400, notOurs);
  const fields = await new Response(bytes, { headers: { 'Content-Type': type } }).formData().catch(() => undefined);
  if (!fields) throw new BadForm(400, 'This form did not arrive whole. Nothing was changed.');
  const token = fields.get('csrf');
  if (!(await tokenMatches(c, typeof token === 'string' ? token : '')))
    throw new BadForm(
      403,
      'This form was shown to somebody else, or before you logged in or out. Nothing was changed.',
    );
  const [pressed = '', ...more] = [...fields.keys()].filter((name) => name.startsWith('do.'));
  const command = pressed.slice('do.'.length);
  const odd = [...fields.keys()].some((name) => ![pressed, 'csrf', file].includes(name));
  const chosen = fields.getAll(file);
  if (odd || more.length > 0 || !buttons.includes(command) || chosen.length > 1) throw new BadForm(400, notOurs);
  return { command, ...(await textOf(chosen[0])) };
}

/**
 * The parts of a multipart body, counted no further than needed (RFC 7578, 4.1: the boundary stands in no part). Too many where
 * the boundary is not all that is said of the body: somebody else might read another one there.
 */
function countParts(bytes: ArrayBuffer, type: string): number {
  const [, boundary] = /^multipart\/form-data;\s*boundary="?([^";\s]+)"?$/i.exec(type) ?? [];
  if (!boundary) return Number.POSITIVE_INFINITY;
  // Before the first stands nothing, and the last delimiter ends the body.
  return (
    Buffer.from(bytes)
      .toString('latin1')
      .split(`--${boundary}`, mostParts + 3).length - 2
  );
}

/** A browser sends an empty file without a name where none was chosen. */
async function textOf(chosen: File | string | undefined): Promise<Omit<Upload, 'command'>> {
  if (!(chosen instanceof File) || chosen.size === 0) return { text: undefined };
  if (chosen.size > mostBytesOfFile) return { text: undefined, fault: 'The file is larger than any release is.' };
  try {
    return { text: decoder.decode(await chosen.arrayBuffer()) };
  } catch {
    return { text: undefined, fault: 'The file is no text (UTF-8).' };
  }
}

const tooLarge = () =>
  new BadForm(413, 'The file is far larger than any release of the schedule: at most 1 MB. Nothing was changed.');
