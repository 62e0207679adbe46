import { Hono } from 'hono';
import { duplicatesOf } from '../../db/matching/duplicates.js';
import { enteredFrom, enterNewClient } from '../../db/matching/new-clients.js';
import { findEntry, findSearch, hitsOf, keepEntry } from '../../db/search/searches.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { newClientLabels, readNewClient } from '../../domain/clients/new-client.js';
import { personalFields } from '../../domain/clients/personal-information.js';
import { addressShownField, settleAddress, settlementWords } from '../../domain/clients/typed-address.js';
import { answersAfter, questionLists } from '../../domain/forms/question.js';
import { Duplicates, NewClientPage, newClientTitle } from '../../views/clients/new-client.js';
import { AddressFields } from '../../views/clients/personal-fields.js';
import { allow, auditAs, type Env, frame, NotFound, type Request, remoteAddress, today } from '../../web/context.js';
import { type Form, readForm } from '../../web/form.js';
import { goTo, isPartial, page, partials } from '../../web/page.js';

const choices = ['gender', 'undeliverable', 'noFirstName', 'motherRefused', addressShownField];
const shape = {
  text: [
    'organization',
    'chartNumber',
    ...personalFields.filter((field) => field !== 'race' && !choices.includes(field)),
  ],
  choice: choices,
  list: ['race', ...questionLists],
  buttons: ['', 'stage', 'zip', 'save', 'cancel'],
};
const known: readonly string[] = [...personalFields, ...Object.keys(newClientLabels), 'asTyped'];

/** Enter new client (C3): offered by a search that did not find them, with what was typed there. */
export const newClient = new Hono<Env>()
  .get('/', async (c) => {
    const viewer = allow(c, 'edit clients');
    const { search, values } = await begun(c, viewer);
    return page(c, <NewClientPage frame={frame(c)} search={search} entry={{ values }} />);
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'edit clients');
    const search = c.req.query('search') ?? '';
    const again = ({ message, status }: { message: string; status: 400 | 409 | 413 }, values: Form['values']) =>
      page(c, <NewClientPage frame={frame(c)} search={search} entry={{ values }} message={message} />, status);
    const form = await readForm(c, shape, again);
    const { organization: _, question: __, ...sent } = form.values;
    const elsewhere = shownFor(form, viewer);
    if (elsewhere) return again(elsewhere, sent);
    const before = await begun(c, viewer);
    const asTyped = answersAfter(before.values.asTyped ?? '', form.values);
    const { [addressShownField]: ___, ...settled } = settleAddress(sent);
    const values: Record<string, string> = { ...settled, asTyped };
    const { client, errors, questions, held } = readNewClient(values, settingOf(c));
    const refused = Object.keys(held).length > 0;
    const db = c.get('db');
    const clock = c.get('clock');
    const at = clock();
    const result = await db.write(async (tx) => {
      await keepEntry(tx, viewer, search, values, at);
      if (form.command !== 'save' || refused) return undefined;
      return enterNewClient(tx, viewer, {
        client,
        typed: values,
        search,
        seen: [],
        at,
        today: today(c),
        address: remoteAddress(c),
      });
    });
    if (form.command === 'cancel') return goTo(c, `/searches/${search}`);
    if (form.command === 'zip' && isPartial(c)) {
      const words = settlementWords(sent, values);
      return partials(
        c,
        { ...(words && { address: AddressFields({ edit: { values, whole: true } }), said: words }) },
        newClientTitle,
      );
    }
    if (form.command !== 'save') return goTo(c, `/clients/new?search=${search}#kept`);
    if (!result) {
      const entry = { values, errors, questions, asTyped };
      return page(c, <NewClientPage frame={frame(c)} search={search} entry={entry} held={held} />, 422);
    }
    if (result.kind === 'ask') return goTo(c, `/clients/new/duplicates?search=${search}`);
    return goTo(c, entered(result.clientId, search));
  })

  .get('/duplicates', async (c) => {
    const viewer = allow(c, 'edit clients');
    return askAbout(c, viewer);
  })

  .post('/duplicates', async (c) => {
    const viewer = allow(c, 'edit clients');
    const { values, command } = await readForm(
      c,
      { text: ['organization', 'shown'], choice: ['person'], buttons: ['answer', 'back'] },
      (fault) => askAbout(c, viewer, fault),
    );
    const { search, values: typed } = await begun(c, viewer);
    if (values.organization !== String(viewer.organization.id))
      return askAbout(c, viewer, shownFor({ values }, viewer));
    if (command === 'back') return goTo(c, `/clients/new?search=${search}`);
    if (/^\d{1,15}$/.test(values.person ?? '')) return goTo(c, `/clients/${values.person}?search=${search}`);
    if (values.person !== 'another') return askAbout(c, viewer, { status: 422, message: 'Choose one of the answers.' });
    const { client, held } = readNewClient(typed, settingOf(c));
    if (Object.keys(held).length > 0) return goTo(c, `/clients/new?search=${search}`);
    const db = c.get('db');
    const clock = c.get('clock');
    const at = clock();
    const entering = {
      client,
      typed,
      search,
      seen: numbersIn(values.shown),
      at,
      today: today(c),
      address: remoteAddress(c),
    };
    const result = await db.write((tx) => enterNewClient(tx, viewer, entering));
    if (result.kind === 'ask')
      return askAbout(c, viewer, {
        status: 409,
        message: 'Somebody who may be this client came meanwhile. Look again.',
      });
    return goTo(c, entered(result.clientId, search));
  });

/** The MIIC IDs that a form lists. */
const numbersIn = (list = '') => list.split(' ').map(Number);

/** The new record, which says that it was entered. */
const entered = (id: number, search: string) => `/clients/${id}?search=${search}&saved=entered#personal`;

/** The search that the form was opened from, and what is typed so far. */
async function begun(c: Request, viewer: Viewer) {
  const db = c.get('db');
  const clock = c.get('clock');
  const kept = await findSearch(db.read, viewer, c.req.query('search') ?? '', clock());
  if (!kept) throw new NotFound();
  const typed = (await findEntry(db.read, viewer, kept.id)) ?? kept.typed;
  const values = Object.fromEntries(Object.entries(typed).filter(([field]) => known.includes(field)));
  return { search: kept.id, values };
}

/** The page that shows what may be the same person, and asks. */
async function askAbout(c: Request, viewer: Viewer, problem?: { status: 400 | 409 | 413 | 422; message: string }) {
  const { search, values } = await begun(c, viewer);
  const { client, held } = readNewClient(values, settingOf(c));
  if (Object.keys(held).length > 0) return goTo(c, `/clients/new?search=${search}`);
  const db = c.get('db');
  const open = (await duplicatesOf(db.read, viewer, { ...client.personal, chartNumber: client.chartNumber })).filter(
    ({ open }) => open,
  );
  const before = await enteredFrom(db.read, viewer, search);
  const hits = await hitsOf(
    db.read,
    viewer,
    [...new Set([...open.map(({ id }) => id), ...before])].map((id) => [id, 0]),
  );
  auditAs(c, 'list client', 'possible duplicates');
  const props = {
    frame: frame(c),
    search,
    hits,
    before,
    judgements: new Map(open.map(({ id, judgement }) => [id, judgement])),
  };
  return page(
    c,
    <Duplicates {...props} personal={client.personal} {...(problem && { message: problem.message })} />,
    problem?.status ?? 200,
  );
}

const settingOf = (c: Request) => ({ today: today(c), helpDesk: c.get('config').site.helpDeskEmail });

/** A form for another organization than the one now acted for (C22). */
function shownFor({ values }: Pick<Form, 'values'>, viewer: Viewer) {
  if (values.organization === String(viewer.organization.id)) return undefined;
  return {
    status: 409 as const,
    message:
      `This form was shown for another organization than ${viewer.organization.name}, which you act for now. ` +
      'Nothing was entered. Switch back to send it.',
  };
}
