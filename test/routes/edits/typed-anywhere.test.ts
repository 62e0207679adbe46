// Two windows of nora and one of paul over one client, in any order of typing, keeping, saving, choosing and discarding:
// everything typed is on the record, in a draft, or was shown as a clash and answered (C15, C18, C20, C21).
import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type App, formOf, startApp } from '../../support/app.js';
import { clientRow, commentsOf, conditionsOf, contactsOf } from '../../support/facts.js';
import { schema } from '../../support/tables.js';
import { don, Window } from '../../support/typed-window.js';

/** Every word is typed once: where it stands tells what became of it. */
let count = 0;
const words: Readonly<Record<string, (n: number) => string>> = {
  phone: (n) => `612-7${22 + Math.floor(n / 9000)}-${1000 + (n % 9000)}`,
  motherFirst: (n) => `ZED${letters(n)}`,
  street: (n) => `${n} ELM ST`,
  city: (n) => `EAST ${letters(n)}`,
  chartNumber: (n) => `CH-${n}`,
  'contact.phone': (n) => `651-7${22 + Math.floor(n / 9000)}-${1000 + (n % 9000)}`,
  'contact.email': (n) => `x${n}@example.org`,
  'comment.appliesOn': (n) => dayOf(n),
  'condition.fromOn': (n) => dayOf(n),
};
const dayOf = (n: number) =>
  new Date(Date.UTC(2010, 0, 1 + (n % 6000)))
    .toISOString()
    .slice(0, 10)
    .replace(/(.+)-(..)-(..)/, '$2/$3/$1');
const letters = (n: number): string =>
  (n < 26 ? '' : letters(Math.floor(n / 26))) + 'BCDFGHJKLMNPQRSTVWXZAEIOUY'[n % 26];
const own = ['phone', 'motherFirst', 'street', 'city'];
const isWord =
  /612-7\d\d-\d{4}|ZED[A-Z]+|\d+ ELM ST|EAST [A-Z]+|CH-\d+|651-7\d\d-\d{4}|x\d+@example\.org|\d\d\/\d\d\/20[12]\d/g;
const wordsIn = (text: string): string[] =>
  text.replaceAll(/<input[^>]*name="(?:shown|csrf)"[^>]*>/g, '').match(isWord) ?? [];

/** RUNS=200 SEED=7 looks further. */
const runs = Number(process.env.RUNS ?? 8);
const anything = fc.record({ window: fc.nat(2), what: fc.nat(15), which: fc.nat(7) });

test(
  'everything typed in any window is on the record, in a draft, or was shown as a clash and answered (C20, C21)',
  async () => {
    const registry = startApp();
    const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
    const tally = { asked: 0, chosen: 0, saved: 0, discarded: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { minLength: 30, maxLength: 80 }), fc.boolean(), async (steps, scripts) => {
        await registry.db.write((tx) => tx.delete(schema.drafts).run());
        const windows = [new Window(nora, scripts), new Window(nora, false), new Window(paul, scripts)];
        for (const window of windows) await window.open();
        const alive = new Set<string>();
        const done: string[] = [];
        for (const step of steps) {
          registry.wait(1000);
          const said = await take(step, windows, registry, alive, tally);
          done.push(`${'ABP'[step.window]}: ${said}`);
          const lost: string[] = [];
          for (const word of alive) if (!(await stands(registry, word))) lost.push(word);
          expect(lost, done.join('\n')).toEqual([]);
        }
      }),
      { numRuns: runs, endOnFailure: true },
    );
    // It happened, not only might have.
    expect(Math.min(...Object.values(tally)), JSON.stringify(tally)).toBeGreaterThan(0);
  },
  runs * 20_000,
);

/** One step of one window; what of all that was typed it does away with knowingly. */
async function take(
  { window: at, what, which }: { window: number; what: number; which: number },
  windows: readonly Window[],
  registry: App,
  alive: Set<string>,
  tally: Record<'asked' | 'chosen' | 'saved' | 'discarded', number>,
): Promise<string> {
  const window = windows[at] as Window;
  const press = async (control: string) => {
    const shown = window.fields;
    for (const [name, word] of window.typed) {
      if (!Object.hasOwn(words, name) || word === shown.get(name)) continue;
      // Whoever saw a word and typed another one in its place has done away with it.
      alive.delete(shown.get(name) ?? '');
      if (word) alive.add(word);
    }
    const typed = [...window.typed].map(([name, word]) => `${name}=${word}`);
    const answer = await window.press(control);
    if (answer.text.includes('class="clash"')) tally.asked += 1;
    return { answer, said: `${typed.join(' ')} ${control} ${answer.status} ${answer.went}` };
  };
  const names = Object.keys(words).filter(
    (name) => window.fields.has(name) && !isReadOnly(window, name) && (name !== 'chartNumber' || at !== 2),
  );
  const isAsked = window.text.includes('class="clash"');
  if (what <= 4 && !(what >= 3 && isAsked)) {
    const name = names[which % names.length] ?? 'phone';
    count += 1;
    // Now and then a field is emptied, which is an edit too, or typed as it was shown.
    const word = which === 7 && !name.startsWith('co') && name !== 'street' ? '' : (words[name]?.(count) ?? '');
    window.typed.set(name, word);
    if (name === 'comment.appliesOn') window.typed.set('comment.code', 'R-FLU');
    if (name === 'condition.fromOn')
      for (const [field, value] of [
        ['code', '027'],
        ['untilOn', word],
      ])
        window.typed.set(`condition.${field}`, value ?? '');
    return `types ${name} ${word}`;
  }
  if (what === 5) return (await press('do.stage')).said;
  if (what === 6)
    return (await press(`do.tab.${['information', 'contacts', 'comments', 'conditions'][which % 4]}`)).said;
  if (what === 7 || what === 8) {
    const { answer, said } = await press('do.save');
    if (answer.text.includes('Client Updated')) tally.saved += 1;
    return said;
  }
  if (what === 9) {
    await window.open();
    return 'opens the record anew';
  }
  if (what === 10 || what === 3 || what === 4) return choose(window, which, alive, tally, press);
  if (what === 11 || what === 12) {
    if (!window.asks) {
      const before = await draftsOf(registry, at);
      const { answer, said } = await press('do.cancel');
      const token = /name="at" value="(\d+)"/.exec(answer.text)?.[1];
      if (token) window.asks = { at: token, words: wordsIn(await draftsOf(registry, at)) };
      return `${said} ${before.length}`;
    }
    const { at: token, words } = window.asks;
    window.asks = undefined;
    const csrf = formOf((await window.browser.get(don)).text, don).get('csrf') ?? '';
    const answer = await window.browser.post(`${don}/draft`, `csrf=${csrf}&at=${token}&do.discard=1`);
    await window.open();
    if (answer.location !== don) return 'discard: asked anew';
    tally.discarded += 1;
    for (const word of words) if (!(await onRecord(registry, word))) alive.delete(word);
    return 'discards';
  }
  const kind = ['contact', 'comment', 'condition'].find((one) => window.fields.has(`${one}.of`));
  if (!kind) return (await press('do.tab.contacts')).said;
  if (what === 13) {
    const rows = [...window.text.matchAll(/name="(?:contact|comment|condition)\.row" value="(\w+)"/g)].map(
      ([, id = '']) => id,
    );
    if (rows.length > 0) window.typed.set(`${kind}.row`, rows[which % rows.length] ?? '');
    return (await press(which === 7 ? `do.${kind}.new` : `do.${kind}.select`)).said;
  }
  if (what === 14) return (await press(`do.${kind}.next`)).said;
  // The form's own Cancel, Undo and Delete do away with what they were shown.
  window.typed.clear();
  const of = window.fields.get(`${kind}.of`) ?? '';
  if (of) window.typed.set(`${kind}.row`, of);
  const control = of ? ['cancel', 'undo', 'delete'][which % 3] : 'undo';
  const shown = wordsIn(
    [...window.fields]
      .filter(([name]) => name.startsWith(`${kind}.`))
      .map(([, value]) => value)
      .join(' '),
  );
  const { answer, said } = await press(`do.${kind}.${control}`);
  if (!answer.text.includes('Nothing is dropped')) for (const word of shown) alive.delete(word);
  return said;
}

/** Presses one of the values of a clash: the others that were shown with it are done away with. */
async function choose(
  window: Window,
  which: number,
  alive: Set<string>,
  tally: { chosen: number },
  press: (control: string) => Promise<{ answer: { text: string }; said: string }>,
): Promise<string> {
  const clashes = [...window.text.matchAll(/<section class="clash"[\s\S]*?<\/section>/g)].map(([html]) => html);
  const clash = clashes[which % (clashes.length || 1)];
  if (!clash) return 'has nothing to choose';
  const sides = clash.split('<div class="beside">').slice(1);
  const side = sides[which % sides.length] ?? '';
  const control = /name="(do\.take\.[^"]+)"/.exec(side)?.[1] ?? '';
  // The field is left as it is shown; it may have been typed over since its clash was.
  window.typed.clear();
  const over = control.includes('.mine-') ? [] : wordsIn(valuesOf(window, control.replace(/^.*?-.{4}-/, '')));
  const { said } = await press(control);
  const label = /<h3[^>]*>([^<]*)/.exec(clash)?.[1] ?? '';
  if (window.text.includes(label)) return `${said} (not taken)`;
  tally.chosen += 1;
  const kept = new Set(wordsIn(side));
  for (const word of [...wordsIn(clash), ...over]) if (!kept.has(word)) alive.delete(word);
  return said;
}

/** What the form shows of what a clash is about: a field, the address, or a row whose details stand in it. */
function valuesOf(window: Window, name: string): string {
  const [kind, row, id] = name.split('_');
  const isIn = (field: string) =>
    row ? field.startsWith(`${kind}.`) && window.fields.get(`${kind}.of`) === id : field === name;
  const address = name === 'street' ? ['street', 'city'] : [];
  return [...window.fields]
    .flatMap(([field, text]) => (isIn(field) || address.includes(field) ? [text] : []))
    .join(' ');
}

const isReadOnly = (window: Window, name: string) =>
  new RegExp(`<input[^>]* name="${name}"[^>]* (?:readonly|type="hidden")|<input type="hidden" name="${name}"`).test(
    window.text,
  );

const draftsOf = async (registry: App, at: number) =>
  (await registry.db.read.select().from(schema.drafts).all())
    .filter(({ organizationId }) => (at === 2) === (organizationId !== 1))
    .map(({ body }) => body)
    .join();

/** The same word as it is kept: a phone in digits, a date in ISO. */
const asKept = (word: string) =>
  /^\d\d\/\d\d\/\d{4}$/.test(word)
    ? word.replace(/(..)\/(..)\/(....)/, '$3-$1-$2')
    : /^\d{3}-\d{3}-\d{4}$/.test(word)
      ? word.replaceAll('-', '')
      : word;

async function onRecord(registry: App, word: string): Promise<boolean> {
  const id = people.donDuck;
  const enrolled = (await registry.db.read.select().from(schema.enrolments).all()).filter(
    ({ clientId }) => clientId === id,
  );
  return JSON.stringify([
    await clientRow(registry, id),
    await contactsOf(registry, id),
    await commentsOf(registry, id),
    await conditionsOf(registry, id),
    enrolled,
  ]).includes(`"${asKept(word)}"`);
}

const stands = async (registry: App, word: string) =>
  (await onRecord(registry, word)) ||
  (await registry.db.read.select().from(schema.drafts).all()).some(({ body }) => body.includes(word));

test('a word of the property above is found where it stands', () => {
  expect(own.every((name) => words[name]?.(30).match(isWord)?.length === 1)).toBe(true);
});
