// What two processes are asked at once, by rule.
import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, isNull, like } from 'drizzle-orm';
import { postMail } from '../../../src/db/operations/outbox.js';
import { users } from '../../../src/db/schema/accounts.js';
import { clients, contacts } from '../../../src/db/schema/clients.js';
import { immunizations } from '../../../src/db/schema/immunizations.js';
import { audit, jobs } from '../../../src/db/schema/operations.js';
import { type Browser, formOf, press } from '../../support/app.js';
import { bringFile, pressOn } from '../../support/upload.js';
import { both, filled, type Prepare, type Race, statuses } from './race-round.js';
import { guesses, lastAdministrator, threeTries } from './races-accounts.js';
import { sameAt, someoneAt } from './registries.js';

/** Letters that no other round has, far from those of the others. */
const nameOf = (round: number) =>
  `ZZ${Array.from({ length: 6 }, (_, i) => 'BRONTALISEKUMDVY'[(round * 7 + i * 5 + (round >> i)) % 16]).join('')}`;

/** Somebody's search for a person who is nobody yet, and the form to enter them. */
async function entering(browser: Browser, round: number, name: string) {
  const typed = { lastName: name, firstName: 'MIRA', birthDate: `03/${10 + (round % 19)}/${2000 + (round % 23)}` };
  const { location } = await browser.submit('/clients', { ...typed, gender: 'F' }, 'do.search');
  const path = `/clients/new?search=${location.split('/')[2]}`;
  const rest = { motherMaidenLast: 'DAHL', motherFirst: 'IDA', street: '', city: '', zip: '', email: '' };
  return { path, body: await filled(browser, path, rest, 'do.save') };
}

/** Clients that anybody may change, born within some years. */
async function shownIds({ registries: { db } }: Race, from: string, until: string): Promise<number[]> {
  const rows = await db.read.select().from(clients).orderBy(clients.id).all();
  return rows
    .filter(({ lockedBy, deceasedAt, birthDate }) => !lockedBy && !deceasedAt && birthDate > from && birthDate < until)
    .map(({ id }) => id);
}

const duplicates: Prepare = async (race) => {
  const [one, other] = both(race);
  const [nora, paul] = [await someoneAt(one).logIn('nora'), await someoneAt(other).logIn('paul')];
  return async (round) => {
    const name = nameOf(round);
    const forms = [await entering(nora, round, name), await entering(paul, round, name)];
    const answers = await Promise.all(
      [nora, paul].map((who, i) => who.post(forms[i]?.path ?? '', forms[i]?.body ?? '')),
    );
    const asked = answers.filter(({ location }) => location.includes('/duplicates'));
    const entered = await race.registries.db.read.select().from(clients).where(eq(clients.lastName, name)).all();
    race.must(
      entered.length === 1 && asked.length === 1,
      `${entered.length} entered, ${asked.length} asked: ${statuses(answers)}`,
    );
  };
};

const saveOnce: Prepare = async (race) => {
  const [one, other] = both(race);
  const nora = await someoneAt(one).logIn('nora');
  const elsewhere = sameAt(nora, other);
  return async (round) => {
    const name = nameOf(round).replace('ZZ', 'QU');
    const { path, body } = await entering(nora, round + 7, name);
    const answers = await Promise.all([nora.post(path, body), elsewhere.post(path, body)]);
    const entered = await race.registries.db.read.select().from(clients).where(eq(clients.lastName, name)).all();
    const same = answers.every(
      ({ status, location }) => status === 303 && location.startsWith(`/clients/${entered[0]?.id}?`),
    );
    race.must(
      entered.length === 1 && same,
      `${entered.length} entered: ${answers.map(({ status, location }) => `${status} ${location}`)}`,
    );
  };
};

const doseOnce: Prepare = async (race) => {
  const { read } = race.registries.db;
  const [one, other] = both(race);
  const nora = await someoneAt(one).logIn('nora');
  const elsewhere = sameAt(nora, other);
  const ids = await shownIds(race, '1990', '2016');
  return async (round) => {
    const id = ids[round % ids.length] ?? 0;
    const path = `/clients/${id}/immunizations/new`;
    const body = await filled(nora, path, { givenOn: '06/20/2016', source: '02', vaccine1: '03:M-M-R II' }, 'do.save');
    const answers = await Promise.all([nora.post(path, body), elsewhere.post(path, body)]);
    const ofClient = await read.select().from(immunizations).where(eq(immunizations.clientId, id)).all();
    const given = ofClient.filter(({ givenOn, cvx }) => givenOn === '2016-06-20' && cvx === '03');
    const isRight = given.length === 1 && answers.every(({ status }) => status === 303);
    race.must(isRight, `${given.length} doses: ${statuses(answers)}`);
  };
};

const primaryContact: Prepare = async (race) => {
  const [one, other] = both(race);
  const staff = [await someoneAt(one).logIn('nora'), await someoneAt(other).logIn('paul')];
  const { read } = race.registries.db;
  const held = new Set((await read.select().from(contacts).all()).map(({ clientId }) => clientId));
  const ids = (await shownIds(race, '1990', '2020')).filter((id) => !held.has(id));
  return async (round) => {
    const id = ids[round % ids.length] ?? 0;
    const path = `/clients/${id}`;
    const bodies = await Promise.all(
      staff.map(async (who, i) => {
        let page = await press(who, await who.get(path), path, 'do.tab.contacts');
        page = await press(who, page, path, 'do.contact.new');
        page = await press(who, page, path, 'do.contact.next', {
          ...{ 'contact.lastName': `FIRST ${'AB'[i]}`, 'contact.relationship': 'FND', 'contact.isPrimary': 'Y' },
          ...{
            'contact.street': `${1 + i} BAY ST`,
            'contact.city': 'DULUTH',
            'contact.state': 'MN',
            'contact.zip': '55802',
          },
        });
        const form = formOf(page.text, path);
        form.set('do.save', 'Save');
        return `${form}`;
      }),
    );
    const answers = await Promise.all(staff.map((who, i) => who.post(path, bodies[i] ?? '')));
    const primary = await read
      .select()
      .from(contacts)
      .where(and(eq(contacts.clientId, id), eq(contacts.isPrimary, true), isNull(contacts.deletedAt)))
      .all();
    const isRight = primary.length === 1 && statuses(answers).split(' ').sort().join(' ') === '303 422';
    race.must(isRight, `${primary.length} primary ones: ${statuses(answers)}`);
  };
};

/** Files are brought in each round, and all of them taken at the end. */
const claimedJobs: Prepare = async (race) => {
  const { db } = race.registries;
  const adas = await Promise.all(both(race).map(async (registry) => someoneAt(registry).logIn('ada')));
  const brought: string[] = [];
  const over = async (kind: string, many: number) => {
    for (let waited = 0; waited < 240_000; waited += 500) {
      const ended = (await db.read.select().from(jobs).where(eq(jobs.kind, kind)).all()).filter(
        ({ endedAt }) => endedAt,
      );
      if (ended.length >= many) return ended;
      await sleep(500);
    }
    return [];
  };
  return async (round) => {
    const ada = adas[round % 2] as Browser;
    const name = nameOf(round).replace('ZZ', 'WY');
    const birth = `0${1 + (round % 9)}/1${round % 10}/${1990 + (round % 29)}`;
    const { location, status } = await bringFile(
      ada,
      `last name,first name,birth date,gender\n${name},OLA,${birth},F\n`,
    );
    race.must(status === 303, `a file was answered ${status}`);
    brought.push(location);
    if (round < race.rounds - 1) return;
    await over('check import', race.rounds);
    // All at once, so that both look for work at the same moment and find the same.
    await Promise.all(brought.map((path, i) => pressOn(adas[i % 2] as Browser, path, 'do.import')));
    const ended = await over('import', race.rounds);
    race.must(ended.length === race.rounds, `${ended.length} imports over`);
    const entered = (await db.read.select().from(clients).where(like(clients.lastName, 'WY%')).all()).filter(
      ({ firstName }) => firstName === 'OLA',
    );
    const began = (await db.read.select().from(audit).where(like(audit.detail, '%, began')).all()).length;
    const names = new Set(entered.map(({ lastName }) => lastName));
    race.must(
      entered.length === race.rounds && names.size === race.rounds,
      `${entered.length} clients of ${race.rounds} files`,
    );
    race.must(began === race.rounds, `${began} imports begun`);
  };
};

/** More than one look of a process sends, so that the other looks meanwhile. */
const mailsARound = 25;

/** Mails are ordered in each round, while both processes look for them; all are there at the end, once. */
const oneMail: Prepare = async (race) => {
  const { db } = race.registries;
  const helen = await db.read.select().from(users).where(eq(users.username, 'helen')).get();
  return async (round) => {
    const mail = { kind: 'locked', userName: 'One Mail' } as const;
    await db.write(async (tx) => {
      for (let i = 0; i < mailsARound; i += 1)
        await postMail(tx, mail, { userId: helen?.id ?? 0, email: `mail${round}-${i}@one.example` }, Date.now());
    });
    await sleep(100);
    if (round < race.rounds - 1) return;
    const ordered = race.rounds * mailsARound;
    const arrived = () =>
      race.mails.arrived.flatMap((text) => /^To: .*(mail\d+-\d+@one\.example)/m.exec(text)?.[1] ?? []);
    for (let waited = 0; waited < 60_000 && arrived().length < ordered; waited += 500) await sleep(500);
    await sleep(3000);
    const all = arrived();
    race.must(all.length === ordered && new Set(all).size === ordered, `${all.length} mails arrived of ${ordered}`);
  };
};

/**
 * By what a rule holds: a lock that the write takes, without which the rounds break it; or by its rows, which one statement takes or
 * nobody, so that without locks it is seldom broken, by what else goes wrong then.
 */
type By = 'locks' | 'rows';

/** The last two leave administrators without their role, and nora locked. */
export const races: Readonly<Record<string, { readonly by: By; readonly prepare: Prepare }>> = {
  'a person is entered by two: one is asked': { by: 'locks', prepare: duplicates },
  'one primary contact': { by: 'locks', prepare: primaryContact },
  'a form is saved once': { by: 'rows', prepare: saveOnce },
  'a visit is saved once': { by: 'locks', prepare: doseOnce },
  'guesses are counted together': { by: 'locks', prepare: guesses },
  'a job is done once': { by: 'rows', prepare: claimedJobs },
  'a mail is sent once': { by: 'rows', prepare: oneMail },
  'three tries, then locked': { by: 'locks', prepare: threeTries },
  'the last administrator': { by: 'locks', prepare: lastAdministrator },
};
