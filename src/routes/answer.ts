import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Request } from '../context.js';

export type Headers = Readonly<Record<string, string>>;

/**
 * A page takes a fifth of a millisecond; the next quality takes twice that for 6 % fewer bytes. A window of the size of a
 * page spares each the megabytes of the default one.
 */
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 3, [constants.BROTLI_PARAM_LGWIN]: 16 } };

const desk = Buffer.allocUnsafeSlow(1024 * 1024);

/** A text in UTF-8: written at a place that is there, it need not be counted first, which takes as long again. */
export function bytesOf(text: string): Buffer<ArrayBuffer> {
  if (text.length * 3 > desk.length) return Buffer.from(text);
  return Buffer.from(desk.subarray(0, desk.write(text)));
}

/**
 * An answer of HTML, made at once of bytes and a plain record: text would be turned into bytes twice, and what `c.header`
 * was told into Headers, and those into a record. So the headers of a page are given here; `c.header` is for other answers.
 *
 * In brotli or gzip: a clinic may be on a poor line (X3). Not on another thread: passwords are hashed there, and pages
 * would wait for them.
 */
export function answer(c: Request, plain: Buffer<ArrayBuffer>, status: ContentfulStatusCode, more: Headers): Response {
  const accepts = c.req.header('accept-encoding') ?? '';
  const encoding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : '';
  const headers: Record<string, string> = {
    ...c.get('headers'),
    'Content-Type': 'text/html; charset=utf-8',
    Vary: 'Accept-Encoding',
    ...more,
  };
  if (encoding) headers['Content-Encoding'] = encoding;
  const bytes = encoding === 'br' ? brotliCompressSync(plain, quality) : encoding ? gzipSync(plain) : plain;
  const made = new Response(bytes, { status, headers });
  c.set('page', made);
  return made;
}
