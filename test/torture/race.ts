// Two people edit one client at once, against the real server: nothing is overwritten unseen, no field is lost (C21).
import { join } from 'node:path';
import { type Browser as Chromium, chromium, type Page } from '@playwright/test';
import { asc, eq } from 'drizzle-orm';
import { openFile } from '../../src/db/open.js';
import { changes, clients, comments, contacts } from '../../src/db/schema/clients.js';
import { demonstrationLogins } from '../../src/demonstration/plant.js';
import { Browser, formOf, press } from '../support/app.js';
import { findChromium } from '../support/setup/chromium.js';
import { Registry } from '../support/setup/registry.js';
import { plantTemplate } from '../support/setup/template.js';

const rounds = 50;
const roundsInChromium = 4;

/** What may be typed; the second value of two stands for the other person. The street is one value with its city. */
const typed = {
  middleName: ['STAR', 'MOON'],
  motherFirst: ['ANNE', 'BEA'],
  motherMaidenLast: ['ASKELAND', 'BJERKE'],
  phone: ['612-722-0101', '612-722-0202'],
  email: ['one@example.org', 'two@example.org'],
  street: ['1 FIRST ST', '2 SECOND ST'],
  birthCountry: ['ISL FJI NZL', 'NOR FIN PER'],
} as const;
type Name = keyof typeof typed;
const names = Object.keys(typed) as Name[];

const violations: string[] = [];
const must = (round: number, isSo: boolean, what: string) => {
  if (!isSo) violations.push(`round ${round}: ${what}`);
};

/** The same rounds at every run. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A fresh pair of field sets: none in common, or at least one. */
function choose(roll: (sides: number) => number, clashing: boolean): [Name[], Name[]] {
  const shuffled = [...names].sort(() => roll(3) - 1);
  const mine = shuffled.slice(0, 1 + roll(3));
  const theirs = shuffled.slice(mine.length, mine.length + 1 + roll(3));
  return [mine, clashing ? [...theirs, mine[roll(mine.length)] ?? 'phone'] : theirs];
}

const textOf = (name: Name, who: number, round: number) => {
  const text = typed[name][who] ?? '';
  if (name === 'phone') return `${text.slice(0, 8)}${1000 + round * 2 + who}`;
  // A client's turn comes again: the country is another one then.
  if (name === 'birthCountry') return text.split(' ')[Math.floor(round / 25) % 3] ?? '';
  return `${text}${'ABCDEFGHIJ'[round % 10]}`;
};

const inDatabase = (name: Name, text: string) => (name === 'phone' ? text.replaceAll('-', '') : text);

/** What stands on the record. */
async function onRecord(registry: Registry, id: number) {
  const db = await openFile(join(registry.dataDir, 'titer.db'));
  const row = await db.read.select().from(clients).where(eq(clients.id, id)).get();
  const record = {
    row: row as unknown as Record<string, string | number>,
    contacts: await db.read.select().from(contacts).where(eq(contacts.clientId, id)).all(),
    comments: await db.read.select().from(comments).where(eq(comments.clientId, id)).all(),
    history: await db.read.select().from(changes).where(eq(changes.clientId, id)).orderBy(asc(changes.id)).all(),
  };
  db.close();
  return record;
}

/** The history of each field goes on from the value that it left: nothing was written in between, or over it. */
function isUnbroken(history: Awaited<ReturnType<typeof onRecord>>['history']): boolean {
  const last = new Map<string, string | null>();
  return history.every(({ part, row, field, before, after }) => {
    const key = `${part} ${row} ${field}`;
    const follows = !last.has(key) || last.get(key) === before;
    last.set(key, after);
    return follows;
  });
}

type Tally = { merged: number; asked: number };

/** One round over HTTP: both open the record, both type, both save in the same instant. */
async function raceOnce(registry: Registry, people: readonly Browser[], id: number, round: number, tally: Tally) {
  const roll = dice(round + 1);
  const clashing = round % 2 === 1;
  const path = `/clients/${id}`;
  const sets = choose(roll, clashing);
  const before = await onRecord(registry, id);
  const both = sets[0].filter((name) => sets[1].includes(name));
  const bodies = await Promise.all(
    people.map(async (person, who) => {
      let page = await press(person, await person.get(path), path, 'do.tab.contacts');
      page = await press(person, page, path, 'do.contact.new');
      const contact = { 'contact.lastName': `CONTACT ${'AB'[who]}`, 'contact.relationship': 'FND' };
      page = await press(person, page, path, 'do.contact.next', contact);
      page = await press(person, page, path, 'do.tab.comments');
      page = await press(person, page, path, 'do.comment.new');
      const form = formOf(page.text, path);
      for (const name of sets[who] ?? []) form.set(name, textOf(name, who, round));
      form.set('comment.code', who ? 'R-FLU' : 'X-COVID');
      // A client's turn comes again: the same comment with the same date would be asked about.
      form.set('comment.appliesOn', `10/0${1 + Math.floor(round / 25)}/2025`);
      form.set('do.save', 'Save');
      return form.toString();
    }),
  );
  const answers = await Promise.all(people.map((person, who) => person.post(path, bodies[who] ?? '')));
  const winner = answers.findIndex(({ status }) => status === 303);
  const asked = answers.findIndex(({ status }) => status === 422);
  must(round, winner >= 0, `nobody could save: ${answers.map(({ status }) => status)}`);
  must(round, asked >= 0 === both.length > 0, `${both.join(' ') || 'nothing'} clashed, asked ${asked}`);
  if (asked >= 0) {
    tally.asked += 1;
    const between = await onRecord(registry, id);
    for (const name of both)
      must(round, between.row[name] === inDatabase(name, textOf(name, winner, round)), `${name} overwritten unseen`);
    must(round, between.row.revision === Number(before.row.revision) + 1, 'a refused save left a trace');
    const text = answers[asked]?.text ?? '';
    must(round, text.includes('while you were typing'), 'the clash was not told');
    const form = formOf(text, path);
    for (const name of sets[asked] ?? [])
      must(round, form.get(name) === textOf(name, asked, round), `typed ${name} is gone from the form that asks`);
    form.set('do.save', 'Save');
    const person = people[asked] as Browser;
    let again = await person.post(path, form.toString());
    must(round, again.status === 422, `saved without an answer: ${again.status}`);
    must(
      round,
      (await onRecord(registry, id)).row.revision === between.row.revision,
      'an unanswered Save left a trace',
    );
    for (const name of both) {
      const [control] = new RegExp(`do\\.take\\.mine-[\\w-]{4}-${name}`).exec(again.text) ?? [];
      must(round, control !== undefined, `${name} cannot be chosen`);
      again = await press(person, again, path, control ?? 'do.stage');
    }
    again = await press(person, again, path, 'do.save');
    must(round, again.text.includes('Client Updated'), `the choice could not be saved: ${again.status}`);
  } else tally.merged += 1;
  const after = await onRecord(registry, id);
  for (const [who, set] of sets.entries())
    for (const name of set) {
      const holds = both.includes(name) ? asked : who;
      must(round, after.row[name] === inDatabase(name, textOf(name, holds, round)), `${name} is lost`);
    }
  must(round, after.contacts.length === before.contacts.length + 2, 'a contact is lost or there twice');
  must(round, after.comments.length === before.comments.length + 2, 'a comment is lost or there twice');
  must(round, after.row.revision === Number(before.row.revision) + 2, 'two saves are not two revisions');
  must(round, isUnbroken(after.history), 'the history of a field is broken');
}

async function open(chrome: Chromium, url: string, username: string): Promise<Page> {
  const login = demonstrationLogins.find((known) => known.username === username);
  const page = await (await chrome.newContext({ baseURL: url })).newPage();
  await page.goto('/login');
  await page.getByLabel('Organization Code').fill(login?.organization ?? '');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(login?.password ?? '');
  await page.getByRole('button', { name: 'Login' }).click();
  await page.getByRole('button', { name: 'logout' }).waitFor();
  return page;
}

/** The same with two windows of Chromium: the phone clashes, everything else is merged. */
async function raceInChromium(registry: Registry, pages: readonly Page[], id: number, round: number, tally: Tally) {
  const own = ['Middle Name', "Mother's First Name"];
  for (const page of pages) await page.goto(`/clients/${id}`);
  for (const [who, page] of pages.entries()) {
    await page.getByLabel(own[who] ?? '', { exact: true }).fill(`CHROME ${'ABCDEFGHIJ'[round % 10]}`);
    await page.getByLabel('Phone', { exact: true }).fill(textOf('phone', who, round));
  }
  await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Save', exact: true }).click()));
  const settled = (page: Page) =>
    Promise.race([
      page
        .getByText('Client Updated')
        .waitFor()
        .then(() => 'saved'),
      page
        .getByText('while you were typing')
        .first()
        .waitFor()
        .then(() => 'asked'),
    ]);
  const came = await Promise.all(pages.map(settled));
  must(round, came.filter((one) => one === 'asked').length === 1, `in Chromium: ${came}`);
  const asked = came.indexOf('asked');
  const page = pages[asked];
  if (!page) return;
  tally.asked += 1;
  must(
    round,
    (await onRecord(registry, id)).row.phone === inDatabase('phone', textOf('phone', 1 - asked, round)),
    'phone lost',
  );
  await page.getByRole('button', { name: 'Keep mine: Phone' }).click();
  await page.getByText('Select Save to write it').first().waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Client Updated').waitFor();
  const { row, history } = await onRecord(registry, id);
  must(round, row.phone === inDatabase('phone', textOf('phone', asked, round)), 'the chosen phone is not saved');
  const texts = [row.middleName, row.motherFirst];
  must(
    round,
    texts.every((text) => text === `CHROME ${'ABCDEFGHIJ'[round % 10]}`),
    'a field is lost in Chromium',
  );
  must(round, isUnbroken(history), 'the history of a field is broken');
}

/** Fifty rounds over HTTP, half of them disjoint and half clashing, and a few in Chromium. */
export async function race(): Promise<void> {
  const template = await plantTemplate();
  const registry = await Registry.copyOf(template.folder);
  const began = performance.now();
  const tally = { merged: 0, asked: 0 };
  const inChromium = { merged: 0, asked: 0 };
  try {
    const someone = () => new Browser((path, init) => fetch(`${registry.url}${path}`, { ...init, redirect: 'manual' }));
    const people = [await someone().logIn('nora'), await someone().logIn('paul')];
    const ids = await idsOf(registry);
    for (let round = 0; round < rounds; round += 1)
      await raceOnce(registry, people, ids[round % ids.length] ?? 0, round, tally);
    const executablePath = findChromium();
    const chrome = await chromium.launch({ ...(executablePath && { executablePath }), args: ['--no-sandbox'] });
    const pages = [await open(chrome, registry.url, 'nora'), await open(chrome, registry.url, 'paul')];
    for (let round = 0; round < roundsInChromium; round += 1)
      await raceInChromium(registry, pages, ids[round] ?? 0, rounds + round, inChromium);
    await chrome.close();
  } finally {
    await registry.remove();
    template.remove();
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(
    `${rounds} rounds over HTTP: ${tally.merged} merged, ${tally.asked} asked; ${roundsInChromium} in Chromium: ` +
      `${inChromium.asked} asked; ${violations.length} violations; ${seconds} s\n`,
  );
  for (const violation of violations.slice(0, 20)) process.stderr.write(`${violation}\n`);
  if (violations.length > 0) process.exitCode = 1;
}

/** Clients that both organizations may see, whose address is their own, and who were born before the comments. */
async function idsOf(registry: Registry): Promise<number[]> {
  const db = await openFile(join(registry.dataDir, 'titer.db'));
  const held = new Set(
    (await db.read.select().from(contacts).all()).filter(({ isPrimary }) => isPrimary).map(({ clientId }) => clientId),
  );
  const rows = await db.read.select().from(clients).orderBy(asc(clients.id)).limit(80).all();
  db.close();
  return rows
    .filter(
      ({ id, lockedBy, deceasedAt, birthDate }) => !lockedBy && !deceasedAt && !held.has(id) && birthDate < '2025',
    )
    .slice(0, 25)
    .map(({ id }) => id);
}
