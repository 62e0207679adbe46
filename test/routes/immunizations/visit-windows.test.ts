// Two windows of one person on one client's new visit: whatever is typed in either is in a draft or recorded (C20, C21).
import fc from 'fast-check';
import '../../support/setup/chance.js';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { type Answer, type App, asItStands, Browser, formOf, press, startApp } from '../../support/app.js';
import { dosesOf, mmr, newVisit, open, rainbow, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { rainbowBright, donDuck } = demonstrationClients;
const form = newVisit(rainbowBright);
const draftsOf = ({ db }: App) => db.read.select().from(schema.visitDrafts).all();
const lotOn = (page: Pick<Answer, 'text'>) => formOf(page.text, form).get('lot1') ?? '';
const linksOn = (page: Pick<Answer, 'text'>, path = form) =>
  [...page.text.matchAll(/href="([^"]*[?&;]draft=[^"]*)"/g)]
    .map(([, address = '']) => address.replaceAll('&amp;', '&'))
    .filter((address) => address.startsWith(path));

/** The lot numbers that are found again from Add Immunization: in its form, and behind the links to other drafts. */
async function foundAgain(browser: Browser): Promise<string[]> {
  const page = await browser.get(form);
  const others = await Promise.all(linksOn(page).map((address) => browser.get(address)));
  return [page, ...others].map(lotOn).filter(Boolean).sort();
}

/** Keeps what is typed as the form does by itself while somebody types: the page stays. */
async function type(browser: Browser, page: Pick<Answer, 'text'>, fill: Record<string, string>, control = 'do.stage') {
  const body = formOf(page.text, form);
  for (const [name, value] of Object.entries(fill)) body.set(name, value);
  body.append(control, control);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' };
  return browser.request(form, { method: 'POST', body: `${body}`, headers });
}

const manners = { 'by Enter': press, 'while it is typed': type } as const;
type Manner = keyof typeof manners;
const keep = (manner: Manner, browser: Browser, page: Answer, lot1: string) =>
  manner === 'by Enter'
    ? press(browser, page, form, 'do.stage', { ...mmr, lot1 })
    : type(browser, page, { ...mmr, lot1 });

test.each(Object.keys(manners) as Manner[])(
  'of two windows that nora opened empty both drafts are kept %s, and lead to one another (C21)',
  async (manner) => {
    const app = startApp();
    const nora = await open(app);
    const [one, two] = [await nora.get(form), await nora.get(form)];
    await keep(manner, nora, one, 'A1');
    await keep(manner, nora, two, 'B1');
    expect(await foundAgain(nora)).toEqual(['A1', 'B1']);
    const page = await nora.get(form);
    expect(lotOn(page), 'the latest').toBe('B1');
    expect(text(page.text)).toMatch(/Another visit, typed in another window on .*, is kept too: go on with it \./);
    expect(linksOn(await nora.get(rainbow)), 'the history').toHaveLength(2);
  },
);

test.each(Object.keys(manners) as Manner[])(
  'a window that was shown what another one typed does not replace what that one types on, %s (C21)',
  async (manner) => {
    for (const later of ['A', 'B']) {
      const app = startApp();
      const nora = await open(app);
      const one = await nora.get(form);
      await type(nora, one, { ...mmr, lot1: 'A1' });
      const two = await nora.get(form);
      expect(lotOn(two)).toBe('A1');
      if (later === 'B') await keep(manner, nora, one, 'A1 A2');
      await keep(manner, nora, two, 'A1 B2');
      if (later === 'A') await keep(manner, nora, one, 'A1 A2');
      expect(await foundAgain(nora), `${later} is later`).toEqual(['A1 A2', 'A1 B2']);
    }
  },
);

test('one window alone: ever one draft, without scripts and with them, through a refused Save; none after Save (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  let page = await nora.get(form);
  for (const lot1 of ['A1', 'A2']) {
    page = await press(nora, page, form, 'do.stage', { ...mmr, lot1 });
    expect(await draftsOf(app)).toHaveLength(1);
    await type(nora, page, { lot1: `${lot1}X` });
    expect(await draftsOf(app)).toHaveLength(1);
  }
  page = await press(nora, page, form, 'do.save', { givenOn: '01/01/2001' });
  expect(page.status).toBe(422);
  expect(await draftsOf(app)).toHaveLength(1);
  page = await press(nora, page, form, 'do.more', { lot1: 'A3' });
  expect(await draftsOf(app)).toHaveLength(1);
  page = await press(nora, page, form, 'do.save', { givenOn: '06/20/2016' });
  expect(await draftsOf(app)).toEqual([]);
  expect((await dosesOf(app, rainbowBright)).at(-1)?.lot).toBe('A3');
});

test('Back to the page, reloads, and the same sent again leave no pile of copies (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  const first = await nora.get(form);
  let page = await press(nora, first, form, 'do.stage', { ...mmr, lot1: 'A1' });
  for (let i = 0; i < 3; i += 1) {
    await nora.get(form);
    await press(nora, first, form, 'do.stage', { ...mmr, lot1: 'A1' });
    page = await press(nora, page, form, 'do.stage');
    await press(nora, await nora.get(form), form, 'do.stage');
  }
  expect(await draftsOf(app)).toHaveLength(1);
  await press(nora, page, form, 'do.save');
  expect(await draftsOf(app), 'the copy of another window is recorded with it').toEqual([]);
});

test('two browsers of nora likewise; home lists both and leads to each; nobody else opens them (C20, C21)', async () => {
  const app = startApp();
  const [here, there] = [await open(app), await open(app)];
  const [one, two] = [await here.get(form), await there.get(form)];
  await press(here, one, form, 'do.stage', { ...mmr, lot1: 'A1' });
  app.wait(60_000);
  await press(there, two, form, 'do.stage', { ...mmr, vaccine1: '21:Varivax', lot1: 'B1' });
  const home = await here.get('/');
  expect(text(home.text)).toMatch(/Varicella \[Varivax\] on 06\/20\/2016 .*MMR \[M-M-R II\] on 06\/20\/2016/);
  const links = linksOn(home);
  expect(await Promise.all(links.map(async (address) => lotOn(await there.get(address))))).toEqual(['B1', 'A1']);
  const ada = await open(app, 'ada');
  for (const address of links) expect(lotOn(await ada.get(address))).toBe('');
  for (const address of links)
    expect(lotOn(await here.get(address.replace(`${rainbowBright}`, `${donDuck}`)))).toBe('');
  const lake = await open(app, 'nora', 'LAKE');
  expect(
    text((await lake.get('/organizations')).text).match(/BRIGHT, RAINBOW( FANCYPANTS)? \(Riverside Clinic\)/g),
  ).toHaveLength(2);
});

test('Cancel asks about the draft of its own window, and Discard drops only that one (C20)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [one, two, empty] = [await nora.get(form), await nora.get(form), await nora.get(form)];
  await type(nora, one, { ...mmr, lot1: 'A1' });
  await type(nora, two, { ...mmr, vaccine1: '21:Varivax', lot1: 'B1' });
  const left = await press(nora, empty, form, 'do.cancel');
  expect(left.text, 'nothing typed: nothing to ask').not.toContain('do.discard');
  const asks = await press(nora, one, form, 'do.cancel', { ...mmr, lot1: 'A1' });
  expect(text(asks.text)).toContain('MMR [M-M-R II]');
  const on = await press(nora, asks, asks.went, 'do.continue');
  expect(lotOn(on)).toBe('A1');
  await press(nora, asks, asks.went, 'do.discard');
  expect(await foundAgain(nora)).toEqual(['B1']);
});

test('a form that asks whether it is another visit is kept while it asks (C20, I5)', async () => {
  const app = startApp();
  const nora = await open(app);
  const shown = await nora.get(form);
  await press(nora, shown, form, 'do.save', { ...mmr, lot1: 'A1' });
  const asked = await press(nora, shown, form, 'do.save', { ...mmr, lot1: 'A2' });
  expect(asked.status).toBe(409);
  expect(await foundAgain(nora)).toEqual(['A2']);
  await press(nora, asked, form, 'do.correct');
  expect(await draftsOf(app)).toEqual([]);
});

test('of two windows that were shown one draft, both saved: the second asks, and nothing is lost (I5, C21)', async () => {
  const app = startApp();
  const nora = await open(app);
  await press(nora, await nora.get(form), form, 'do.stage', { ...mmr, lot1: 'A1' });
  const [one, two] = [await nora.get(form), await nora.get(form)];
  await type(nora, two, { lot1: 'A1 B2' });
  await press(nora, one, form, 'do.save', { lot1: 'A1 A2' });
  expect(await foundAgain(nora)).toEqual(['A1 B2']);
  expect((await press(nora, two, form, 'do.save', { lot1: 'A1 B2' })).text).toContain('This form was saved before');
});

test('what the end of a session interrupted goes on with the draft of its own window (C20, L16)', async () => {
  const app = startApp();
  const nora = await open(app);
  const [one, two] = [await nora.get(form), await nora.get(form)];
  await type(nora, one, { ...mmr, lot1: 'A1' });
  await type(nora, two, { ...mmr, lot1: 'B1' });
  app.wait(31 * 60_000);
  const sent = formOf(one.text, form);
  for (const [name, value] of Object.entries({ ...mmr, lot1: 'A1 A2', 'do.stage': '' })) sent.set(name, value);
  expect((await nora.post(form, `${sent}`)).location).toContain('/login');
  await nora.logIn('nora');
  const kept = await app.db.read.select().from(schema.interruptions).get();
  const offered = await nora.get(`/interrupted/${kept?.id}`);
  expect(text(offered.text)).not.toMatch(/Window|Shown/);
  await nora.post(`${form}?interrupted=${kept?.id}`, `${formOf(offered.text, form)}`);
  expect(await foundAgain(nora)).toEqual(['A1 A2', 'B1']);
});

test('a form of before, or with a made-up window, is kept too', async () => {
  const app = startApp();
  const nora = await open(app);
  const shown = await nora.get(form);
  for (const [i, window] of ['-', '', 'x'.repeat(99), '__proto__', "' or 1=1"].entries()) {
    const answer = await press(nora, shown, form, 'do.stage', { ...mmr, lot1: `A${i}`, window, shownWith: window });
    expect(lotOn(answer), 'led to its own').toBe(`A${i}`);
  }
  expect(await foundAgain(nora)).toEqual(['A0', 'A1', 'A2', 'A3', 'A4']);
  for (const draft of ['', '__proto__', '%00', 'x'.repeat(16)])
    expect((await nora.get(`${form}?draft=${draft}`)).status).toBe(200);
});

const acts = fc.array(
  fc.record({
    at: fc.constantFrom(0, 1),
    act: fc.constantFrom('open', 'type', 'type', 'enter', 'save', 'discard'),
  }),
  { minLength: 2, maxLength: 12 },
);

test('in any order of opening, typing, keeping, saving and discarding, every lot number typed is in a draft or recorded (C20, C21)', async () => {
  const begun = startApp();
  const logged = await open(begun);
  const before = await asItStands(begun);
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      const app = startApp({}, before);
      const nora = new Browser(app.app.request.bind(app.app));
      for (const [name, value] of logged.cookies) nora.cookies.set(name, value);
      const anew = async () => {
        const page = await nora.get(form);
        return { page, lot1: lotOn(page) };
      };
      const windows = [await anew(), await anew()];
      const wanted = new Set<string>();
      for (const [i, { at, act }] of list.entries()) {
        app.wait(1000);
        const { page, lot1: before } = windows[at] ?? (await anew());
        if (act === 'open') {
          windows[at] = await anew();
          continue;
        }
        const lot1 = `${before}L${i}.`;
        const typed = { ...mmr, givenOn: `06/${10 + i}/2016`, lot1 };
        wanted.add(`L${i}.`);
        if (act === 'type') {
          await type(nora, page, typed);
          windows[at] = { page, lot1 };
        } else if (act === 'discard') {
          const asks = await press(nora, page, form, 'do.cancel', typed);
          await press(nora, asks, asks.went, 'do.discard');
          for (const lot of lot1.match(/L\d+\./g) ?? []) wanted.delete(lot);
          windows[at] = await anew();
        } else {
          const save = page.text.includes('do.another') ? 'do.another' : 'do.save';
          const answer = await press(nora, page, form, act === 'enter' ? 'do.stage' : save, typed);
          windows[at] = answer.text.includes('id="visit"') ? { page: answer, lot1 } : await anew();
        }
        const there = [
          ...(await draftsOf(app)).map(({ typed: draft }) => String(JSON.parse(draft).lot1)),
          ...(await dosesOf(app, rainbowBright)).map(({ lot }) => lot),
        ].join(' ');
        for (const lot of wanted) expect(there, `after ${act} in window ${at}`).toContain(lot);
      }
      expect(await foundAgain(nora)).toEqual((await draftsOf(app)).map(({ typed }) => JSON.parse(typed).lot1).sort());
    }),
    { numRuns: 40 },
  );
}, 120_000);
