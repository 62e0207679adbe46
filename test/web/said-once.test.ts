// What was just done is said once, on the page that a button led to: not on a reload, not for an address typed by hand.
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { type Answer, type Browser, startApp } from '../support/app.js';
import { mmr, newVisit, open, text } from '../support/doses.js';

const duck = `/clients/${people.donDuck}`;
const page = async (browser: Browser, { location }: Pick<Answer, 'location'>) =>
  text((await browser.get(location.split('#')[0] ?? '')).text);

/** Something that nora or helen does, and what the next page says of it. */
const deeds: Readonly<Record<string, { by: string; act: (browser: Browser) => Promise<Answer>; said: string }>> = {
  'a dose was added': {
    by: 'nora',
    act: (nora) => nora.submit(newVisit(people.rainbowBright), mmr, 'do.save'),
    said: 'Immunization added',
  },
  'a client was updated': {
    by: 'nora',
    act: (nora) => nora.submit(duck, { phone: '612-555-0142' }, 'do.save'),
    said: 'Client Updated',
  },
  'nothing was to be saved': {
    by: 'nora',
    act: (nora) => nora.submit(duck, {}, 'do.save'),
    said: 'Nothing to save',
  },
};

test.each(Object.entries(deeds))('that %s is said once', async (_, { by, act, said }) => {
  const app = startApp();
  const browser = await open(app, by);
  const answer = await act(browser);
  const other = await open(app, by);
  expect(await page(other, answer), 'to somebody who was not led there').not.toContain(said);
  expect(await page(browser, answer)).toContain(said);
  expect(await page(browser, answer), 'on a reload').not.toContain(said);
});

test('two tabs that save at once are both told', async () => {
  const nora = await open(startApp());
  const added = await deeds['a dose was added']?.act(nora);
  const updated = await deeds['a client was updated']?.act(nora);
  if (!added || !updated) throw new Error('Nothing was done.');
  expect(await page(nora, added)).toContain('Immunization added');
  expect(await page(nora, updated)).toContain('Client Updated');
});

test.each(['99', '1', 'changed', 'deleted', 'nothing', '__proto__', 'constructor', '%3Cb%3E'])(
  'done=%s typed by hand says nothing',
  async (word) => {
    const nora = await open(startApp());
    for (const path of [`${duck}/immunizations?done=${word}`, `${duck}?saved=${word}`, `/account?saved=${word}`])
      expect(text((await nora.get(path)).text)).not.toMatch(/added|updated|deleted|Nothing to save|Client Updated/);
  },
);
