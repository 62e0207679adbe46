import { Hono } from 'hono';
import { base64url } from 'oslo/encoding';
import { allow, type Env, frame, NotFound, type Request, remoteAddress } from '../context.js';
import { trace } from '../db/audit.js';
import { findSearch, hasNearCandidate, keepSearch, searchClients } from '../db/searches.js';
import { opensAtOnce, readCriteria, searchFields } from '../domain/search.js';
import { readForm } from '../form.js';
import { recordAddress, SearchPage } from '../views/search.js';
import { goTo, page } from './page.js';

type Start = 'clients' | 'immunizations';

/** Client search (C2): posted, kept, and answered by a redirect to an opaque address (X6). */
export const searches = new Hono<Env>()
  .get('/clients', (c) => emptyForm(c, 'clients'))
  .get('/immunizations', (c) => emptyForm(c, 'immunizations'))
  .post('/clients', (c) => search(c, 'clients'))
  .post('/immunizations', (c) => search(c, 'immunizations'))

  .get('/searches/:id', async (c) => {
    const viewer = allow(c, 'view clients');
    const { db, clock } = c.var;
    const kept = await findSearch(db.read, viewer, c.req.param('id'), clock());
    if (!kept) throw new NotFound();
    const hits = await searchClients(db.read, viewer, readCriteria(kept.typed).criteria);
    const at = Math.max(1, Number(c.req.query('page')) || 1);
    return page(
      c,
      <SearchPage
        frame={frame(c)}
        start={kept.leadsTo}
        entry={{ values: kept.typed }}
        result={{ id: kept.id, hits, page: at }}
      />,
    );
  });

function emptyForm(c: Request, start: Start) {
  allow(c, 'view clients');
  return page(c, <SearchPage frame={frame(c)} start={start} entry={{ values: {} }} />);
}

async function search(c: Request, start: Start) {
  const viewer = allow(c, 'view clients');
  const { db, clock } = c.var;
  const { values, command, fault } = await readForm(c, {
    text: searchFields.filter((name) => name !== 'gender'),
    choice: ['gender'],
  });
  if (command === 'clear') return goTo(c, `/${start}`);
  const { criteria, errors, message } = readCriteria(values);
  if (fault || message || Object.keys(errors).length > 0)
    return page(
      c,
      <SearchPage frame={frame(c)} start={start} entry={{ values, errors }} message={fault?.message ?? message} />,
      fault?.status ?? 422,
    );
  const id = base64url.encode(crypto.getRandomValues(new Uint8Array(16)), { includePadding: false });
  const asked = searchFields.filter((field) => criteria[field]).join(' ');
  await db.write((tx) => {
    keepSearch(tx, viewer, { id, leadsTo: start, typed: values }, clock());
    trace(tx, viewer, { at: clock(), action: 'search', detail: asked, address: remoteAddress(c) });
  });
  const hits = await searchClients(db.read, viewer, criteria);
  const [hit] = hits ?? [];
  const byNumber = criteria.miicId !== '' || criteria.chartNumber !== '';
  if (hit && hits && opensAtOnce(criteria, hits) && (byNumber || !(await hasNearCandidate(db.read, viewer, hit))))
    return goTo(c, `${recordAddress(start, hit.id)}?search=${id}`);
  return goTo(c, `/searches/${id}`);
}
