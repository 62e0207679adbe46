// What stays in the browser's history after logout, and what a print is saved as: no person's name (L16, X6).
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { type App, formOf, startApp } from '../support/app.js';
import { schema } from '../support/tables.js';

/** The names of everybody in the registry, clients and users, as whole words of two letters and more. */
async function namesOf({ db }: App): Promise<Set<string>> {
  const rows = [
    ...(await db.read.select().from(schema.clients).all()),
    ...(await db.read.select().from(schema.contacts).all()),
    ...(await db.read.select().from(schema.users).all()),
  ];
  const names = rows.flatMap(({ lastName, firstName, ...more }) => [
    lastName,
    firstName,
    'username' in more ? more.username : '',
  ]);
  return new Set(names.flatMap(wordsOf));
}

const wordsOf = (text: string) => text.toUpperCase().match(/\p{L}{2,}/gu) ?? [];
/** Words of screens that are somebody's name, too. */
const ofScreens = new Set(['NEW', 'LONG', 'MAY', 'HOPE', 'DO']);

/** Every title in an answer, of a page or of parts of one. */
const titlesOf = (text: string) =>
  [...text.matchAll(/<title>([\s\S]*?)<\/title>|data-hx-target="title">([\s\S]*?)<\/hx-partial>/g)].map(
    ([, page = '', part = '']) => page || part,
  );

function expectNoName(names: Set<string>, where: string, text: string) {
  for (const title of titlesOf(text))
    for (const word of wordsOf(title))
      expect(names.has(word) && !ofScreens.has(word), `${where}: ${title}`).toBe(false);
}

const clients = Object.values(people).flat();

test.each(['nora', 'victor', 'ada', 'sam', 'helen'])(
  'no title of a page that %s opens holds a name (X6)',
  async (who) => {
    const registry = startApp();
    const names = await namesOf(registry);
    const browser = await registry.open().logIn(who);
    const doses = await registry.db.read.select().from(schema.immunizations).all();
    const dose = (client: number) => doses.find(({ clientId }) => clientId === client)?.id ?? 0;
    const paths = registry.app.routes
      .filter(({ method, path }) => method === 'GET' && path !== '/static/:name')
      .flatMap(({ path }) =>
        /^\/(?:clients|restricted)\/:id/.test(path)
          ? clients.map((id) =>
              path.replace(/:id\{.*?\}\}/, String(id)).replace(/:immunization\{.*?\}\}/, String(dose(id))),
            )
          : [1, 2, 3].map((id) => path.replace(/:(?:id|token)(?:\{.*?\}+)?/, String(id))),
      );
    let titles = 0;
    for (const path of new Set(paths)) {
      const { text } = await browser.get(path);
      titles += titlesOf(text).length;
      expectNoName(names, path, text);
    }
    expect(titles).toBeGreaterThan(50);
  },
);

test('nor does one after a form was sent, whole or by a script, taken or refused (X6)', async () => {
  const registry = startApp();
  const names = await namesOf(registry);
  const nora = await registry.open().logIn('nora');
  const id = people.donDuck;
  const commands = ['do.save', 'do.stage', 'do.tab.contacts', 'do.contact.new', 'do.cancel', 'do.nothing'];
  for (const path of [`/clients/${id}`, `/clients/${id}/immunizations/new`])
    for (const partial of [false, true])
      for (const [lastName, command] of [...commands.map((one) => ['DUCK', one] as const), ['', 'do.save'] as const]) {
        const form = formOf((await nora.get(path)).text, path);
        if (form.has('lastName')) form.set('lastName', lastName);
        form.set(command, 'x');
        const headers = {
          'Content-Type': 'application/x-www-form-urlencoded',
          ...(partial && { 'HX-Request-Type': 'partial' }),
        };
        const { text } = await nora.request(path, { method: 'POST', body: `${form}`, headers });
        expectNoName(names, `${command} at ${path}`, text);
      }
  const history = await nora.request(`/clients/${people.rainbowBright}/immunizations?comment=1`, {
    headers: { 'HX-Request-Type': 'partial' },
  });
  expect(titlesOf(history.text)).toEqual([expect.stringMatching(/^Immunization history: MIIC ID 14883406 /)]);
});
