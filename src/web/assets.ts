import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { brotliCompress, gzip, type ZlibOptions } from 'node:zlib';
import type { Context } from 'hono';
import { longLists } from '../domain/codes/long-list.js';
import { root } from '../files/root.js';

type Asset = Readonly<Record<Encoding, () => Promise<Buffer>>> & { readonly type: string };

/** The address of a picture, and its size in pixels. */
type Picture = { readonly url: string; readonly width: number; readonly height: number };

export type Assets = {
  /** The address of a file, with a digest of its content, so that browsers may keep it for good. */
  url(name: string): string;
  /** The pictures of the guide by their names. */
  readonly pictures: ReadonlyMap<string, Picture>;
  respond(c: Context, name: string): Promise<Response> | undefined;
};

const folder = new URL('static/', root);
const read = (name: string) => readFileSync(new URL(name, folder));
/** The stylesheet, a part a file, in the order of the cascade. */
const sheets = [
  'tokens',
  'frame',
  'sections',
  'forms',
  'choices',
  'visit',
  'tables',
  'paper',
  'record-history',
  'narrow',
  'media',
  'results',
  'history',
  'accounts',
  'guide',
];
const pictureFolder = new URL('guide/', folder);
const require = createRequire(import.meta.url);

type Encoding = 'br' | 'gzip' | 'plain';

/** The smallest form of a text that the browser says it reads. */
export function acceptedEncoding(c: Context): Encoding {
  const accepts = c.req.header('accept-encoding') ?? '';
  return /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : 'plain';
}

/** The long lists, for the script that makes those of a page whole. */
function wholeLists(): Buffer {
  const lists = Object.entries(longLists).map(([name, { all }]) => [name, all.map(({ code, label }) => [code, label])]);
  return Buffer.from(`const longLists = ${JSON.stringify(Object.fromEntries(lists))};\n`);
}

/** The stylesheet as it is sent, without what only people read. */
const styles = () =>
  sheets
    .map((sheet) => `${read(`style/${sheet}.css`)}`)
    .join('')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\n\s*/g, '\n');

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Reads the few static files at start, and compresses each when it is first asked for. htmx comes from its package. */
export function loadAssets(): Assets {
  const files = new Map<string, Asset>();
  const urls = new Map<string, string>();
  const add = (name: string, type: string, plain: Buffer) => {
    const [stem, ending] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
    const hashed = `${stem}.${createHash('sha256').update(plain).digest('base64url').slice(0, 10)}${ending}`;
    urls.set(name, `/static/${hashed}`);
    files.set(hashed, {
      type,
      plain: async () => plain,
      br: once(() => promisify(brotliCompress)(plain)),
      gzip: once(() => promisify<Buffer, ZlibOptions, Buffer>(gzip)(plain, { level: 9 })),
    });
  };
  add('app.css', 'text/css; charset=utf-8', Buffer.from(styles()));
  add('app.js', 'text/javascript; charset=utf-8', Buffer.concat([wholeLists(), read('lists.js'), read('app.js')]));
  add('session.js', 'text/javascript; charset=utf-8', read('session.js'));
  add('icon.svg', 'image/svg+xml', read('icon.svg'));
  add('htmx.js', 'text/javascript; charset=utf-8', readFileSync(require.resolve('htmx.org/dist/htmx.min.js')));
  const pictures = new Map<string, Picture>();
  for (const file of readdirSync(pictureFolder).filter((file) => file.endsWith('.png'))) {
    const content = readFileSync(new URL(file, pictureFolder));
    add(`guide-${file}`, 'image/png', content);
    // A PNG says its size in its first bytes.
    const [width, height] = [content.readUInt32BE(16), content.readUInt32BE(20)];
    pictures.set(file.slice(0, -'.png'.length), { url: urls.get(`guide-${file}`) ?? '', width, height });
  }
  return {
    pictures,
    url: (name) => urls.get(name) ?? '',
    respond(c, name) {
      const file = files.get(name);
      if (!file) return undefined;
      // A picture is as small as it gets.
      const encoding = file.type === 'image/png' ? 'plain' : acceptedEncoding(c);
      const headers: Record<string, string> = {
        'Content-Type': file.type,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
      };
      if (encoding !== 'plain') headers['Content-Encoding'] = encoding;
      return file[encoding]().then((content) => c.body(new Uint8Array(content), 200, headers));
    },
  };
}
