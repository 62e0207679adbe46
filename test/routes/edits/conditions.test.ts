// Conditions that change what is due (F1): staged, saved, merged and shown as every other row of a record, and what they change.
import { expect, test } from 'vitest';
import { demonstrationClients as people } from '../../../src/demonstration/plant.js';
import { type Answer, type App, type Browser, formOf, press, questionsOn, startApp } from '../../support/app.js';
import { text } from '../../support/doses.js';
import { auditOf, clientRow, clinical, conditionsOf } from '../../support/facts.js';

const don = `/clients/${people.donDuck}`;
const asthma = { 'condition.code': '027', 'condition.fromOn': '03/03/2023' };

/** The tab with the form for a new condition. */
async function newCondition(browser: Browser, path = don) {
  return press(
    browser,
    await press(browser, await browser.get(path), path, 'do.tab.conditions'),
    path,
    'do.condition.new',
  );
}

const kept = async (registry: App) =>
  (await conditionsOf(registry, people.donDuck)).map(({ code, fromOn, untilOn }) => [code, fromOn, untilOn]);
const rowIds = (page: Answer) =>
  [...page.text.matchAll(/name="condition\.row" value="(\w+)"/g)].map(([, id = '']) => id);

test('the tab stands beside Client Information, says that nothing is on file, and takes several with Next, the last with Save', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await nora.get(don), don, 'do.tab.conditions');
  const tabs = [...page.text.matchAll(/id="tab-\w+" name="do\.tab\.\w+" value="([^"]+)"/g)].map(([, label]) => label);
  expect(tabs.slice(0, 2)).toEqual(['Client Information', 'Conditions that change what is due']);
  expect(page.text).toContain('No conditions are on file.');
  expect(page.text).toContain('Enter New Condition ...');
  page = await press(nora, page, don, 'do.condition.next', asthma);
  expect(page.text).toContain('The condition is staged: enter the next one, or select Save.');
  expect(page.text).toContain('not saved yet');
  expect(await kept(registry)).toEqual([]);
  page = await press(nora, page, don, 'do.save', { 'condition.code': '163', 'condition.untilOn': '01/31/2027' });
  expect(page.text).toContain('Client Updated');
  expect(await kept(registry)).toEqual([
    ['027', '2023-03-03', ''],
    ['163', '', '2027-01-31'],
  ]);
  expect((await auditOf(registry, 'change client', people.donDuck)).map(({ detail }) => detail)).toEqual(['condition']);
});

test('an incomplete condition is not written and stays in the form with its error; the rest is saved', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const page = await press(nora, await newCondition(nora), don, 'do.save', {
    'condition.code': '007',
    'condition.fromOn': '10/01/2026',
    middleName: 'STAR',
  });
  expect(page.text).toContain('Client Updated. The condition being typed is not saved: complete it, then Save');
  expect(page.text).toContain('Enter the due date, or the day on which the pregnancy ended.');
  expect(page.text).toMatch(/<option value="007" selected/);
  expect((await clientRow(registry, people.donDuck)).middleName).toBe('STAR');
  expect(await kept(registry)).toEqual([]);
});

test('a condition is selected, ended, deleted, the deletion undone, and deleted for good by Save', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await newCondition(nora), don, 'do.save', asthma);
  const [id = ''] = rowIds(page);
  page = await press(nora, page, don, 'do.condition.select', { 'condition.row': id });
  page = await press(nora, page, don, 'do.save', { 'condition.untilOn': '5/4/2026' });
  expect(await kept(registry)).toEqual([['027', '2023-03-03', '2026-05-04']]);
  const before = await clinical(registry);
  page = await press(nora, page, don, 'do.condition.delete', { 'condition.row': id });
  expect(page.text).toContain('<b>Asthma is marked for deletion.</b>');
  page = await press(nora, page, don, 'do.condition.undo', { 'condition.row': id });
  page = await press(nora, page, don, 'do.save');
  expect(page.text).toContain('Nothing to save');
  expect(await clinical(registry)).toBe(before);
  page = await press(nora, page, don, 'do.condition.delete', { 'condition.row': id });
  await press(nora, page, don, 'do.save');
  expect(await kept(registry)).toEqual([]);
});

test('the same condition over the same time is asked about, also where somebody else entered it meanwhile (X4, C21)', async () => {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  const mine = await press(nora, await newCondition(nora), don, 'do.condition.next', asthma);
  await press(paul, await newCondition(paul), don, 'do.save', { 'condition.code': '027' });
  const asked = await press(nora, mine, don, 'do.save');
  expect(asked.status).toBe(422);
  expect(asked.text).toContain('This condition stands there for the same time, or some of it, already.');
  const open = await press(nora, asked, don, 'do.condition.select', {
    'condition.row': rowIds(asked).find((id) => id.startsWith('n')) ?? '',
  });
  const saved = await press(nora, open, don, 'do.save', { asTyped: questionsOn(open)[0] ?? '' });
  expect(saved.text).toContain('Client Updated');
  expect(await kept(registry)).toHaveLength(2);
});

test('a condition that two people ended differently is asked about with both values whole (C21)', async () => {
  const registry = startApp();
  const [nora, paul] = [await registry.open().logIn('nora'), await registry.open().logIn('paul')];
  await press(nora, await newCondition(nora), don, 'do.save', asthma);
  const [mine, theirs] = [await nora.get(`${don}?tab=conditions`), await paul.get(`${don}?tab=conditions`)];
  await press(paul, theirs, don, 'do.save', { 'condition.untilOn': '01/01/2026' });
  const asked = await press(nora, mine, don, 'do.save', { 'condition.untilOn': '02/02/2026' });
  expect(asked.status).toBe(422);
  expect(text(asked.text)).toContain('Condition Asthma');
  expect(text(asked.text)).toContain('Until 01/01/2026');
  expect(text(asked.text)).toContain('Until 02/02/2026');
  const [, take = ''] = /name="(do\.take\.theirs[^"]+)"/.exec(asked.text) ?? [];
  await press(nora, await press(nora, asked, don, take), don, 'do.save');
  expect(await kept(registry)).toEqual([['027', '2023-03-03', '2026-01-01']]);
});

test('what was typed when the session ended is kept under its labels, and offered again (L16)', async () => {
  const registry = startApp({ SESSION_IDLE_MINUTES: '30' });
  const nora = await registry.open().logIn('nora');
  const form = formOf((await newCondition(nora)).text, don);
  for (const [name, value] of Object.entries(asthma)) form.set(name, value);
  registry.wait(31 * 60_000);
  await nora.post(don, `${form}&do.save=Save`);
  const right = { organizationCode: 'RIVER', username: 'nora', password: 'Immunize-2026' };
  const back = await nora.submit('/login', right, 'do.login');
  const page = text((await nora.get(back.location)).text);
  expect(page).toContain('Condition: From');
  expect(page).toContain('03/03/2023');
  expect(await kept(registry)).toEqual([]);
});

test('every organization that may see the client sees it, a viewer as text, on the printed sheet and in the history in words (C19, C23)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  let page = await press(nora, await newCondition(nora), don, 'do.save', asthma);
  registry.wait(60_000);
  const [id = ''] = rowIds(page);
  page = await press(nora, page, don, 'do.condition.select', { 'condition.row': id });
  await press(nora, page, don, 'do.save', { 'condition.untilOn': '05/04/2026' });
  const victor = await registry.open().logIn('victor');
  const shown = await victor.get(`${don}?tab=conditions`);
  expect(text(shown.text)).toContain('Condition Listing From Until Condition 03/03/2023 05/04/2026 Asthma');
  expect(shown.text).not.toContain('condition.code');
  expect(text((await victor.get(`${don}/reports/information`)).text)).toContain('Condition Listing');
  const history = text((await nora.get(`${don}/history?section=condition`)).text);
  expect(history).toContain('Condition 03/03/2023 to 05/04/2026 ~ Asthma added Condition: Asthma; From: 03/03/2023');
  expect(history).toContain('Until: none → 05/04/2026');
  expect(history).not.toMatch(/\b027\b|untilOn|2023-03-03/);
});

/** What the immunization history says of a vaccine group, with the row below that says why. */
async function saidOf(browser: Browser, group: 'Influenza' | 'Typhoid') {
  const page = await browser.get(`${don}/immunizations?why=${group === 'Influenza' ? 'FLU' : 'TYPHOID'}`);
  const [, rows = ''] = page.text.split('Vaccines Recommended');
  return (
    [...rows.matchAll(/<tr>.*?<\/tr>(?:<tr><td class="why".*?<\/tr>)?/gs)]
      .map(([row]) => text(row).trim())
      .find((row) => row.startsWith(group)) ?? ''
  );
}

test('a condition added changes what is due in the immunization history, and ended or deleted it does no more (F1)', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const before = await saidOf(nora, 'Influenza');
  expect(await saidOf(nora, 'Typhoid')).not.toContain('Due');
  let page = await press(nora, await newCondition(nora), don, 'do.condition.next', { 'condition.code': '163' });
  page = await press(nora, page, don, 'do.save', { 'condition.code': '085' });
  expect(await saidOf(nora, 'Typhoid')).toContain('Due');
  expect(await saidOf(nora, 'Influenza')).toContain('Severe allergic reaction to a dose of influenza vaccine');
  for (const id of rowIds(page)) {
    page = await press(nora, page, don, 'do.condition.select', { 'condition.row': id });
    page = await press(nora, page, don, 'do.save', { 'condition.untilOn': '11/01/2026' });
  }
  expect(await saidOf(nora, 'Influenza')).toBe(before);
  expect(await saidOf(nora, 'Typhoid')).not.toContain('Due');
});
