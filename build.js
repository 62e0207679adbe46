// npm run build: the server, the command line, and for tests what the server is started by; what they share stands in dist/parts. A
// package stays where it is, but those that would be read from a hundred small files at each start. What was built before stays too:
// a server that runs may be about to read it.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

const bundled = ['drizzle-orm', 'hono'];
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

await build({
  entryPoints: ['src/server.ts', 'src/cli/titer.ts', 'src/start.ts', 'src/config.ts'],
  outdir: 'dist',
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // esbuild makes `new RegExp` of a \p{…}, to be made at each use, since it does not know how far Unicode has come where it runs.
  supported: { 'regexp-unicode-property-escapes': true },
  charset: 'ascii',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  external: Object.keys(dependencies).filter((name) => !bundled.includes(name)),
  logLevel: 'warning',
});
