import { Hono } from 'hono';
import { newToken } from '../../auth/tokens.js';
import { dueTo } from '../../db/immunizations/due.js';
import { trace } from '../../db/operations/audit.js';
import { searchClients } from '../../db/search/client-search.js';
import { recordMeant } from '../../db/search/identities.js';
import { findSearch, hitsOf, inOrder, keepSearch, openOf } from '../../db/search/searches.js';
import { pageSize, readCriteria, searchFields } from '../../domain/matching/search.js';
import { otherReadings } from '../../domain/matching/search-reading.js';
import { may } from '../../policy.js';
import { hitAddress, type Start } from '../../views/clients/hit-row.js';
import { SearchPage } from '../../views/clients/search.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, auditAs, type Env, frame, NotFound, type Request, remoteAddress, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, page, queryNumber } from '../../web/page.js';
import { findByBox, keptRecord } from './box.js';

/** Client search (C2): posted, kept, and answered by a redirect to an opaque address (X6). */
export const searches = new Hono<Env>()
  .get('/clients', (c) => emptyForm(c, 'clients'))
  .get('/immunizations', (c) => emptyForm(c, 'immunizations'))
  .post('/clients', (c) => search(c, 'clients'))
  .post('/immunizations', (c) => search(c, 'immunizations'))
  .get('/searches', (c) => emptyForm(c, 'clients'))

  .post('/searches', async (c) => {
    const viewer = allow(c, 'view clients');
    const { values } = await readForm(c, { text: ['box'], buttons: ['find'] });
    return findByBox(c, viewer, values.box ?? '');
  })

  .get('/searches/:id', async (c) => {
    const viewer = allow(c, 'view clients');
    const db = c.get('db');
    const clock = c.get('clock');
    const previous = await findSearch(db.read, viewer, c.req.param('id'), clock());
    if (!previous) throw new NotFound();
    const entry = { values: previous.typed };
    const mayEnter = may(viewer, 'edit clients');
    const props = { frame: frame(c), start: previous.leadsTo, entry, mayEnter, kept: await keptRecord(c, viewer) };
    const open = previous.hits && (await openOf(db.read, viewer, previous.hits));
    if (!previous.hits || !open)
      return page(c, <SearchPage {...props} result={{ id: previous.id, hits: undefined }} />);
    const { order } = previous;
    const listed = await inOrder(db.read, viewer, previous.hits, order);
    // A record keeps its page, whatever became of the others since.
    const pages = Math.max(1, Math.ceil(listed.length / pageSize));
    const of = listed.findIndex(([id]) => String(id) === c.req.query('client'));
    const wanted = of < 0 ? queryNumber(c, 'page') : Math.floor(of / pageSize) + 1;
    const at = Math.min(Math.max(1, Math.floor(wanted)), pages);
    auditAs(c, 'list client', 'search');
    const hits = await hitsOf(db.read, viewer, listed.slice((at - 1) * pageSize, at * pageSize));
    const vaccinates = previous.leadsTo === 'immunizations' && may(viewer, 'record immunizations');
    const due = vaccinates ? await dueTo(db.read, hits, today(c)) : undefined;
    const result = { id: previous.id, order, hits, count: open.size, page: at, pages, due };
    return page(c, <SearchPage {...props} result={result} />);
  });

async function emptyForm(c: Request, start: Start) {
  const viewer = allow(c, 'view clients');
  // After Edit Next (C20), as long as there is something typed and not saved.
  const kept = await keptRecord(c, viewer);
  return page(c, <SearchPage frame={frame(c)} start={start} entry={{ values: {} }} kept={kept} />);
}

const shape = {
  text: searchFields.filter((name) => name !== 'gender'),
  choice: ['gender'],
  buttons: ['search', 'clear'],
};

async function search(c: Request, start: Start) {
  const viewer = allow(c, 'view clients');
  const db = c.get('db');
  const clock = c.get('clock');
  const again = (message: string | undefined, status: 400 | 413 | 422, entry: Entry) =>
    page(c, <SearchPage frame={frame(c)} start={start} entry={entry} message={message} />, status);
  const { values, command } = await readForm(c, shape, ({ message, status }, values) =>
    again(message, status, { values }),
  );
  if (command === 'clear') return goTo(c, `/${start}`);
  const { criteria, errors, message } = readCriteria(values);
  if (message || Object.keys(errors).length > 0) return again(message, 422, { values, errors });
  const id = newToken(16);
  const names = searchFields.filter((field) => criteria[field]).join(' ');
  const { found, meant } = await db.read.snapshot(async (db) => {
    const found = await searchClients(db, viewer, criteria, otherReadings(values, criteria), values);
    return { found, meant: await recordMeant(db, viewer, values, criteria, found) };
  });
  await db.append(async (tx) => {
    await keepSearch(tx, viewer, { id, leadsTo: start, typed: values, found }, clock());
    const asks = criteria.miicId && { clientId: Number(criteria.miicId) };
    await trace(tx, viewer, { at: clock(), action: 'search', detail: names, address: remoteAddress(c), ...asks });
  });
  return goTo(c, meant ? `${hitAddress(start, meant)}?search=${id}` : `/searches/${id}`);
}
