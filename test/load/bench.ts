// npm run bench -- NAME [options]: measures by name.
import '../../src/node-version.js';

const benches: Record<string, () => Promise<{ run: (args: readonly string[]) => Promise<void> }>> = {
  backup: () => import('./backup.js'),
  bodies: () => import('./bodies/bodies.js'),
  box: () => import('./box/box.js'),
  copy: () => import('./copy.js'),
  desk: () => import('./desk/desk.js'),
  duplicates: () => import('./duplicates.js'),
  engines: () => import('./engines/engines.js'),
  forecast: () => import('./forecast.js'),
  import: () => import('./exchange/import.js'),
  logins: () => import('./logins.js'),
  memory: () => import('./memory.js'),
  pages: () => import('./pages.js'),
  saves: () => import('./saves.js'),
  search: () => import('./search/search.js'),
  versions: () => import('./versions.js'),
};

const [name = '', ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench) await (await bench()).run(args);
else {
  process.stderr.write(`npm run bench -- ${Object.keys(benches).join(' | ')}\n`);
  process.exitCode = 2;
}
