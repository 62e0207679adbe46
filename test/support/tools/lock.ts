// npm run lock, after every npm install: writes back what npm leaves out of the lock file. better-sqlite3 brings its
// binaries along, but without `gypfile: false` in its entry npm 10 tries to compile it, which needs Python.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
lock.packages['node_modules/better-sqlite3'].gypfile = false;
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
