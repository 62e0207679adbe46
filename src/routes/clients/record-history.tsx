import { Hono } from 'hono';
import { findClient } from '../../db/clients/clients.js';
import { formerNamesOf, savesOfClient, viewsOf } from '../../db/clients/record-history.js';
import { restoreValue } from '../../db/edits/restore-value.js';
import { recordAddress } from '../../domain/clients/record-address.js';
import { sectionOf } from '../../domain/edits/record-history.js';
import { may } from '../../policy.js';
import { RecordHistory } from '../../views/clients/record-history.js';
import { allow, auditAs, type Env, frame, NotFound, type Request, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, page, queryNumber } from '../../web/page.js';
import { settingOf } from './client-page.js';

const idOf = (c: Request) => Number(c.req.param('id'));

/** The history of a record (C23): who changed what, who viewed it, and earlier values to restore into a draft. */
export const recordHistory = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}/history', async (c) => page(c, await historyPage(c)))

  .post('/:id{[0-9]{1,15}}/history', async (c) => {
    const viewer = allow(c, 'edit clients');
    const client = await findClient(c.get('db').read, viewer, idOf(c));
    if (!client) throw new NotFound();
    const { command } = await readForm(c, { buttons: ['restore.'] }, async ({ message, status }) =>
      page(c, await historyPage(c, message), status),
    );
    const changeId = Number(/^restore\.(\d{1,15})$/.exec(command)?.[1] ?? 0);
    const of = { ...settingOf(c), clientId: client.id, changeId, at: c.get('clock')() };
    const restored = await c.get('db').write((tx) => restoreValue(tx, viewer, of));
    if (restored.kind === 'hidden') throw new NotFound();
    // The record says that it is a draft; the focus is on what was restored.
    return goTo(c, recordAddress(client.id, {}, fragments[restored.what] ?? restored.what));
  });

/** Fields that are groups take the focus at their first choice. */
const fragments: Readonly<Record<string, string>> = { address: 'street', gender: 'gender-first', race: 'race-first' };

async function historyPage(c: Request, message?: string) {
  const viewer = allow(c, 'view clients');
  const db = c.get('db');
  const client = await findClient(db.read, viewer, idOf(c));
  if (!client) throw new NotFound();
  auditAs(c, 'view client', 'history');
  const section = sectionOf(c.req.query('section'));
  const scope = { everyOrganization: may(viewer, 'see every organization') };
  return (
    <RecordHistory
      frame={frame(c)}
      client={client}
      today={today(c)}
      message={message}
      restores={may(viewer, 'edit clients')}
      formerNames={await formerNamesOf(db.read, client.id)}
      section={section}
      saves={await savesOfClient(db.read, viewer, client, scope, queryNumber(c, 'page'), section)}
      views={
        may(viewer, 'see views') ? await viewsOf(db.read, viewer, client.id, scope, queryNumber(c, 'views')) : undefined
      }
    />
  );
}
