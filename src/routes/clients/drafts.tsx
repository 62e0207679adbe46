import { Hono } from 'hono';
import { findMembership } from '../../db/accounts/memberships.js';
import { wasFlaggedBy } from '../../db/clients/changes.js';
import { findClient } from '../../db/clients/clients.js';
import { findEdit } from '../../db/edits/client-edits.js';
import { discardDraft, findDraft } from '../../db/edits/drafts.js';
import { saveDraft } from '../../db/edits/save-client.js';
import { recordAddress } from '../../domain/clients/record-address.js';
import { consequences, consequencesIn } from '../../domain/edits/save.js';
import { pendingIn } from '../../domain/edits/unsaved.js';
import { Confirmation, FlaggedDeceased, LeaveDraft, ShownElsewhere } from '../../views/clients/client-pages.js';
import { allow, type Env, frame, NotFound, type Request } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, page } from '../../web/page.js';
import { settingOf } from './client-page.js';

const idOf = (c: Request) => Number(c.req.param('id'));

/** The questions of Cancel (C20), and of Save before it changes who may see a record (C12, C13). */
export const drafts = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}/draft', async (c) => {
    const viewer = allow(c, 'edit clients');
    const client = await findClient(c.get('db').read, viewer, idOf(c));
    if (!client) throw new NotFound();
    const kept = await findDraft(c.get('db').read, viewer, client.id);
    if (!kept) return goTo(c, '/clients');
    return page(
      c,
      <LeaveDraft
        frame={frame(c)}
        client={client}
        pending={pendingIn(kept.draft).join(', ')}
        at={kept.updatedAt}
        mark={kept.updatedAt}
      />,
    );
  })

  .post('/:id{[0-9]{1,15}}/draft', async (c) => {
    const viewer = allow(c, 'edit clients');
    const client = await findClient(c.get('db').read, viewer, idOf(c));
    if (!client) throw new NotFound();
    const { command, values } = await readForm(c, { choice: ['at'], buttons: ['continue', 'keep', 'discard'] });
    // Only what the page named: another window may have typed more meanwhile.
    const discarded =
      command !== 'discard' ||
      (await c.get('db').write((tx) => discardDraft(tx, viewer, client.id, Number(values.at))));
    if (!discarded) return goTo(c, `/clients/${client.id}/draft`);
    return goTo(c, command === 'keep' ? '/clients' : `/clients/${client.id}`);
  })

  .get('/:id{[0-9]{1,15}}/confirmation', async (c) => {
    const viewer = allow(c, 'edit clients');
    const found = await findEdit(c.get('db').read, viewer, idOf(c), settingOf(c));
    if (!found) throw new NotFound();
    const toConfirm = consequences(found.client, found.edit);
    if (toConfirm.length === 0) return goTo(c, `/clients/${found.client.id}`);
    return page(c, <Confirmation frame={frame(c)} client={found.client} consequences={toConfirm} />);
  })

  .post('/:id{[0-9]{1,15}}/confirmation', async (c) => {
    const viewer = allow(c, 'edit clients');
    const id = idOf(c);
    // Pressed twice, the second finds the record flagged already.
    if (!(await findClient(c.get('db').read, viewer, id)) && !(await wasFlaggedBy(c.get('db').read, viewer, id)))
      throw new NotFound();
    const { command, values } = await readForm(c, {
      text: ['organization'],
      list: ['asked'],
      buttons: ['back', 'save'],
    });
    if (command === 'back') return goTo(c, `/clients/${id}`);
    // The question was about the draft of one organization; another has its own (C22).
    if (values.organization !== String(viewer.organization.id)) {
      const other = await findMembership(c.get('db').read, viewer, Number(values.organization));
      const props = { clientId: id, other: other?.organization, now: viewer.organization };
      return page(c, <ShownElsewhere frame={frame(c)} {...props} />, 409);
    }
    const submit = { ...settingOf(c), clientId: id, at: c.get('clock')() };
    // Only what the page said: another window may have typed more meanwhile.
    const confirmed = consequencesIn(values.asked);
    const saved = await c.get('db').write((tx) => saveDraft(tx, viewer, submit, confirmed));
    if (saved.kind === 'hidden') return goTo(c, `/clients/${id}/deceased`);
    if (saved.kind === 'ask') return goTo(c, `/clients/${id}/confirmation`);
    if (saved.kind !== 'saved') return goTo(c, `/clients/${id}`);
    if (saved.deceased) return goTo(c, `/clients/${id}/deceased`);
    const { revision, left, row } = saved;
    return goTo(c, recordAddress(id, { tab: left, row, left, saved: String(revision) }, 'personal'));
  })

  .get('/:id{[0-9]{1,15}}/deceased', async (c) => {
    const viewer = allow(c, 'edit clients');
    // Only whoever set the flag is told: to everybody else there is no such record (C12).
    if (!(await wasFlaggedBy(c.get('db').read, viewer, idOf(c)))) throw new NotFound();
    return page(c, <FlaggedDeceased frame={frame(c)} clientId={idOf(c)} />);
  });
