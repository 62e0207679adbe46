// Words from outside that a program may take for its own: __proto__, constructor, toString, a number without end, a text of
// a thousand letters. In every query of every address and in every field of every form they are words like any
// other: no fault of ours, nothing of the program shown, nothing long said back.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { startApp } from '../support/app.js';
import { forms } from '../support/forms.js';

const words = ['__proto__', 'constructor', 'toString', '1e308', '-1', 'NaN', '9'.repeat(400), '%00', '%ff'];
/** The server takes 16 KB of headers: more than all names of an address can have of it. */
const long = 'x'.repeat(1000);

/** Every name that a route asks the address for. */
const asked = (() => {
  const sources = globSync('src/{routes,web}/**/*.{ts,tsx}').map((file) => readFileSync(file, 'utf8'));
  const names = sources.flatMap((text) => [
    ...[...text.matchAll(/(?:req\.query\(|news\(c, )'(\w+)'\)/g)].map(([, name]) => name ?? ''),
    ...[...text.matchAll(/\{([^{}]*)\} = c\.req\.query\(\)/g)].flatMap(([, list]) => (list ?? '').split(/[ ,]+/)),
    ...[...text.matchAll(/\bqueryNumber\(c, '(\w+)'\)/g)].map(([, name]) => name ?? ''),
  ]);
  return [...new Set(names)].filter(Boolean).sort();
})();

const addressOf = (pattern: string) =>
  pattern
    .replace(/:immunization\{[^}]*\}\}/, '1')
    .replace(/:id\{\[0-9\]\{1,15\}\}/, String(people.donDuck))
    .replace(/:id(\{.*?\})?/, '1')
    .replace(/:\w+/, 'app.css');

/** What a page says of a program, and never of a client. Three letters may stand in a key of a form by chance. */
const ofProgram = /native code|\[object|function \w*\(|undefined|(?<![\w-])NaN(?![\w-])|Infinity/;

test('the names that addresses are asked for are found in the code', () => {
  expect(asked).toEqual(expect.arrayContaining(['page', 'saved', 'done', 'next', 'for', 'kept']));
});

test.each(['nora', 'ada', 'helen', ''])(
  'no address says back what stands in it, or stumbles over it: "%s"',
  async (name) => {
    const registry = startApp();
    const browser = name ? await registry.open().logIn(name) : registry.open();
    const routes = registry.app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
    for (const path of new Set(routes.map(addressOf))) {
      const usual = await browser.get(path);
      // Where nothing is shown to whoever asks, no word gets further than the policy.
      for (const word of usual.status === 200 ? [...words, long] : ['__proto__', long]) {
        const answer = await browser.get(`${path}?${asked.map((one) => `${one}=${word}`).join('&')}`);
        const what = `${path} ${word.slice(0, 20)}`;
        expect(answer.status, what).toBeLessThan(500);
        if (path.startsWith('/static/')) continue;
        expect(ofProgram.exec(answer.text)?.[0], what).toBe(ofProgram.exec(usual.text)?.[0]);
        expect(answer.text.includes('xxxxxxxxxx'), what).toBe(false);
      }
    }
  },
);

describe('no field of a form is taken for a word of the program', () => {
  test.each(Object.entries(forms))('%s', async (route, [button, prepare]) => {
    const registry = startApp();
    const { browser, to, form } = await prepare(registry);
    const fields = [...new Set(form.keys())].filter((name) => name !== 'csrf');
    // Logged out or changed, the next would find another page.
    const once = /login|logout|password|email|session|agreement|account/.test(route);
    for (const [i, field] of fields.entries()) {
      const body = new URLSearchParams(form);
      body.set(field, words[i % 3] ?? '');
      body.append(`do.${button}`, 'x');
      const answer = await browser.post(to, `${body}`);
      expect(answer.status, `${field} ${answer.text.slice(0, 300)}`).toBeLessThan(500);
      expect(answer.text, field).not.toMatch(/native code|\[object/);
      if (once) break;
    }
  });
});
