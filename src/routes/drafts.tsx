import { Hono } from 'hono';
import { allow, type Env, frame, NotFound } from '../context.js';
import { findClient } from '../db/clients.js';
import { deleteDraft, findDraft } from '../db/drafts.js';
import { readForm } from '../form.js';
import { LeaveDraft } from '../views/client-edit.js';
import { goTo, page } from './page.js';

/** What Cancel asks (C20). */
export const drafts = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}/draft', async (c) => {
    const viewer = allow(c, 'edit clients');
    const id = Number(c.req.param('id'));
    const client = await findClient(c.var.db.read, viewer, id);
    if (!client) throw new NotFound();
    const draft = await findDraft(c.var.db.read, viewer, id);
    if (!draft) return goTo(c, '/clients');
    return page(c, <LeaveDraft frame={frame(c)} client={client} draft={draft} />);
  })

  .post('/:id{[0-9]{1,15}}/draft', async (c) => {
    const viewer = allow(c, 'edit clients');
    const id = Number(c.req.param('id'));
    const client = await findClient(c.var.db.read, viewer, id);
    if (!client) throw new NotFound();
    const { command } = await readForm(c, {});
    if (command === 'discard') {
      await c.var.db.write((tx) => deleteDraft(tx, viewer, id));
      return goTo(c, `/clients/${id}`);
    }
    return goTo(c, command === 'keep' ? '/clients' : `/clients/${id}`);
  });
