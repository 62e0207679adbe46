import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import { longLists } from '../domain/codes/long-list.js';

type Asset = { readonly type: string; readonly plain: Buffer; readonly br: Buffer; readonly gzip: Buffer };

export type Assets = {
  /** The address of a file, with a digest of its content, so that browsers may keep it for good. */
  url(name: string): string;
  respond(c: Context, name: string): Response | undefined;
};

const folder = new URL('../../static/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder));
/** The stylesheet, a part a file, in the order of the cascade. */
const sheets = ['tokens', 'frame', 'sections', 'forms', 'tables', 'paper', 'record-history', 'narrow', 'accounts'];
const require = createRequire(import.meta.url);

/** The smallest form of a text that the browser says it reads. */
export function acceptedEncoding(c: Context): 'br' | 'gzip' | 'plain' {
  const accepts = c.req.header('accept-encoding') ?? '';
  return /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : 'plain';
}

/** The long lists, for the script that makes those of a page whole. */
function wholeLists(): Buffer {
  const lists = Object.entries(longLists).map(([name, { all }]) => [name, all.map(({ code, label }) => [code, label])]);
  return Buffer.from(`const longLists = ${JSON.stringify(Object.fromEntries(lists))};\n`);
}

/** Reads and compresses the few static files once, at start. htmx comes from its package. */
export function loadAssets(): Assets {
  const files = new Map<string, Asset>();
  const urls = new Map<string, string>();
  const add = (name: string, type: string, plain: Buffer) => {
    const [stem, ending] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
    const hashed = `${stem}.${createHash('sha256').update(plain).digest('base64url').slice(0, 10)}${ending}`;
    urls.set(name, `/static/${hashed}`);
    files.set(hashed, { type, plain, br: brotliCompressSync(plain), gzip: gzipSync(plain, { level: 9 }) });
  };
  add('app.css', 'text/css; charset=utf-8', Buffer.concat(sheets.map((sheet) => read(`style/${sheet}.css`))));
  add('app.js', 'text/javascript; charset=utf-8', Buffer.concat([wholeLists(), read('lists.js'), read('app.js')]));
  add('session.js', 'text/javascript; charset=utf-8', read('session.js'));
  add('icon.svg', 'image/svg+xml', read('icon.svg'));
  add('htmx.js', 'text/javascript; charset=utf-8', readFileSync(require.resolve('htmx.org/dist/htmx.min.js')));
  return {
    url: (name) => urls.get(name) ?? '',
    respond(c, name) {
      const file = files.get(name);
      if (!file) return undefined;
      const encoding = acceptedEncoding(c);
      const headers: Record<string, string> = {
        'Content-Type': file.type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
      };
      if (encoding !== 'plain') headers['Content-Encoding'] = encoding;
      return c.body(new Uint8Array(file[encoding]), 200, headers);
    },
  };
}
