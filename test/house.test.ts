// The house keeps its order (docs/house.md): sizes that a reader can hold, and no import upwards.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'test', 'static'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(?:tsx?|css|js)$/.test(file) && existsSync(file));

test('no file has over 300 lines, and half of them under 90', () => {
  const sizes = sources
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
    .sort((a, b) => a.lines - b.lines);
  expect(sizes.filter(({ lines }) => lines > 300)).toEqual([]);
  expect(sizes[Math.floor(sizes.length / 2)]?.lines).toBeLessThan(90);
});

test('no folder holds over 20 files', () => {
  const counts = new Map<string, number>();
  for (const file of sources) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 20)).toEqual([]);
});

test('a view is JSX or text templates, and its ending says which (docs/decisions/text-templates.md)', () => {
  const mixed = sources.filter((file) => /^src.*\.tsx$/.test(file) && readFileSync(file, 'utf8').includes('markup`'));
  expect(mixed).toEqual([]);
});

test('the two walks take under ten stops each, no stop twice, and each names what stands there', () => {
  const [, ...walks] = readFileSync('docs/house.md', 'utf8').split(/^\*\*A (?=Save|search)/m);
  expect(walks).toHaveLength(2);
  for (const walk of walks) {
    const stops = walk.match(/^\d+\. .*/gm) ?? [];
    const files = stops.map((stop) => /`([^`]+\.tsx?)`/.exec(stop)?.[1] ?? '');
    expect(files.length).toBeLessThan(10);
    expect(new Set(files).size).toBe(files.length);
    for (const [i, stop] of stops.entries()) {
      const text = readFileSync(join('src', files[i] ?? ''), 'utf8');
      for (const [, name] of stop.matchAll(/`(\w+)`/g))
        expect(text, `${name} in ${files[i]}`).toMatch(new RegExp(`\\b${name}\\b`));
    }
  }
});

/** The rooms from the bottom to the top: each may know some below it, and none above. */
const floors = [
  ['files', 'domain/time', 'domain/text', 'domain/forms'],
  ['domain/codes'],
  ['domain/vaccines', 'domain/accounts'],
  ['domain/matching', 'domain/clients'],
  ['domain/immunizations'],
  ['domain/edits'],
  ['exchange/csv', 'forecast/schedule', 'db/schema', 'db/engine'],
  ['forecast/person'],
  ['forecast/evaluate'],
  ['forecast/select', 'forecast/forecast'],
  ['forecast'],
  ['db/names', 'db/operations', 'db/throttle'],
  ['db/accounts', 'db/clients'],
  ['db/search', 'db/immunizations'],
  ['db/matching', 'db/edits'],
  ['db/imports', 'db/backup'],
  ['db/copy'],
  ['auth', 'mail', 'demonstration', 'views/parts'],
  ['jobs', 'web', 'views/accounts', 'views/clients', 'views/help-desk', 'views/exchange'],
  ['views/immunizations'],
  ['views/reports'],
  ['routes/clients'],
  ['routes/accounts', 'routes/immunizations'],
  ['routes/help-desk', 'routes/reports', 'routes/exchange'],
  ['cli'],
];
const rooms = floors.flat();

test('every room has a place, and the linter finds what is imported from above it or beside it', () => {
  const folders = new Set(
    sources
      .filter((file) => file.startsWith('src/') && !file.startsWith('src/db/migrations'))
      .map((file) => dirname(file).slice('src/'.length))
      .filter((folder) => !['', 'db', 'domain', 'routes', 'views'].includes(folder)),
  );
  expect(rooms.toSorted()).toEqual([...folders].sort());

  const planted = floors.flatMap((floor, height) =>
    floor.flatMap((room) => {
      const others = [...floor, ...floors.slice(height + 1).flat()].filter((other) => other !== room);
      return others.map((other) => ({ room, other, file: `src/${room}/zz-${other.replaceAll('/', '-')}.ts` }));
    }),
  );
  const found = lintWith(
    planted.map(({ room, other, file }) => [file, `../${'../'.repeat(depthOf(room))}${other}/x.js`]),
  );
  const unseen = planted.filter(({ file }) => !found.has(file)).map(({ room, other }) => `${room} may import ${other}`);
  expect(unseen).toEqual([]);
});

test('the linter finds the database, the web and the machine where rules are pure', () => {
  const packages = ['drizzle-orm', 'better-sqlite3', 'hono', 'hono/jsx', 'lucia', 'node:fs', 'pino'];
  const pure = rooms.filter((room) => /^(?:domain|exchange|forecast)/.test(room));
  const planted = pure.flatMap((room) =>
    packages.map((name): [string, string] => [`src/${room}/zz-${name.replaceAll(/\W/g, '-')}.ts`, name]),
  );
  const found = lintWith(planted);
  expect(planted.filter(([file]) => !found.has(file))).toEqual([]);
});

test('the linter finds a promise that nobody waits for (a write that is lost, a check that always holds)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'titer-house-'));
  try {
    const plants = [
      'save();',
      'const kept = [1].filter(async () => false);',
      'if (save()) kept.pop();',
      '[1].forEach(async () => save());',
      'await kept;',
    ];
    const lines = ['declare const save: () => Promise<boolean>;', ...plants, 'export {};'];
    writeFileSync(join(folder, 'planted.ts'), lines.join('\n'));
    writeFileSync(join(folder, 'tsconfig.json'), readFileSync('tsconfig.json'));
    writeFileSync(join(folder, '.oxlintrc.json'), readFileSync('.oxlintrc.json'));
    const oxlint = join(process.cwd(), 'node_modules/oxlint/bin/oxlint');
    const { stdout } = spawnSync(process.execPath, [oxlint, '--type-aware', '--format=unix'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(process.cwd(), 'node_modules/.bin')}:${process.env.PATH}` },
    });
    const found = [...stdout.matchAll(/planted\.ts:(\d+):/g)].map(([, line]) => lines[Number(line) - 1]);
    expect(found.toSorted()).toEqual(plants.toSorted());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const depthOf = (room: string) => room.split('/').length - 1;

/** Lints files of one import each under the product's own settings; gives back those that were refused for it. */
function lintWith(files: readonly (readonly [file: string, imported: string])[]): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'titer-house-'));
  try {
    for (const name of readdirSync('.').filter((name) => /^biome.*\.json$/.test(name))) {
      const text = readFileSync(name, 'utf8').replace('"useIgnoreFile": true', '"useIgnoreFile": false');
      writeFileSync(join(folder, name), text.replace('"enabled": true', '"enabled": false'));
    }
    for (const [file, imported] of files) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), `import type { x } from '${imported}';\nexport type Y = typeof x;\n`);
    }
    const { stdout } = spawnSync(
      process.execPath,
      [
        join(process.cwd(), 'node_modules/@biomejs/biome/bin/biome'),
        'lint',
        '--reporter=json',
        '--max-diagnostics=none',
        'src',
      ],
      { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
    );
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { category: string; location: { path: string | { file: string } } }[];
    };
    const refused = diagnostics.filter(({ category }) => category === 'lint/style/noRestrictedImports');
    return new Set(refused.map(({ location: { path } }) => relative('.', typeof path === 'string' ? path : path.file)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
