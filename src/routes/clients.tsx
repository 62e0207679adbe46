import { Hono } from 'hono';
import { allow, type Env, frame, NotFound, type Request, remoteAddress, today } from '../context.js';
import { trace } from '../db/audit.js';
import { findEdit } from '../db/client-edits.js';
import { submitPersonal } from '../db/client-writes.js';
import { findClient } from '../db/clients.js';
import type { Client } from '../domain/client.js';
import type { Edit } from '../domain/edit.js';
import { personalFields } from '../domain/personal-information.js';
import { tabOf } from '../domain/tab.js';
import type { Viewer } from '../domain/viewer.js';
import { type Form, readForm } from '../form.js';
import { may } from '../policy.js';
import { ClientEdit } from '../views/client-edit.js';
import { ClientView } from '../views/client-view.js';
import { goTo, page } from './page.js';

const shape = {
  text: [
    'organization',
    'revision',
    ...personalFields.filter((field) => !['gender', 'race', 'undeliverable'].includes(field)),
  ],
  choice: ['gender', 'undeliverable'],
  list: ['race'],
};

/** The client's record: shown, and changed by whoever may (C1, C4 to C10). */
export const clients = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'view clients');
    const { db, clock } = c.var;
    const id = Number(c.req.param('id'));
    const edited = may(viewer, 'edit clients') ? await findEdit(db.read, viewer, id, around(c)) : undefined;
    const client = edited?.client ?? (await findClient(db.read, viewer, id));
    if (!client) throw new NotFound();
    await db.write((tx) =>
      trace(tx, viewer, { at: clock(), action: 'view client', clientId: id, address: remoteAddress(c) }),
    );
    const shown = { frame: frame(c), client, tab: tabOf(c.req.query('tab')), today: today(c), search: searchOf(c) };
    if (!edited) return page(c, <ClientView {...shown} />);
    const said = saidAfter(c.req.query('saved'), client.revision);
    return page(c, <ClientEdit {...shown} edit={edited.edit} draftAt={edited.draft?.updatedAt} said={said} />);
  })

  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'edit clients');
    const id = Number(c.req.param('id'));
    const client = await findClient(c.var.db.read, viewer, id);
    if (!client) throw new NotFound();
    const form = await readForm(c, shape);
    const fault = form.fault ?? notAsShown(form, viewer, client);
    if (fault) return refuse(c, client, asSent(form), fault.status, fault.message);

    const [verb, tab] = form.command.split('.');
    const { organization: _, revision, ...typed } = form.values;
    const submit = { clientId: id, revision: Number(revision), typed, at: c.var.clock(), ...around(c) };
    const saved = await c.var.db.write((tx) => submitPersonal(tx, viewer, submit, verb === 'save'));
    if (saved.kind === 'hidden') throw new NotFound();
    if (saved.kind === 'refused') return refuse(c, saved.client, saved.edit, 422);
    if (saved.kind === 'saved') return goTo(c, here(c, { saved: String(saved.revision) }, 'personal'));
    if (saved.kind === 'nothing') return goTo(c, here(c, { saved: 'nothing' }, 'personal'));
    if (verb === 'cancel') return goTo(c, `/clients/${id}/draft`);
    if (verb === 'next') return goTo(c, '/clients');
    return goTo(c, verb === 'tab' ? here(c, { tab: tabOf(tab) }, 'tab') : here(c, {}));
  });

function refuse(c: Request, client: Client, edit: Edit, status: 400 | 409 | 413 | 422, message?: string) {
  const shown = { frame: frame(c), client, tab: tabOf(c.req.query('tab')), today: today(c), search: searchOf(c) };
  return page(c, <ClientEdit {...shown} edit={edit} message={message} failed />, status);
}

/** The values as they came, for a form that could not be taken. */
function asSent({ values }: Form): Edit {
  return { values: values as Edit['values'], typed: {}, errors: {}, notes: {} };
}

/** A form for another organization than the one now acted for (C22), or with a revision that was never shown. */
function notAsShown({ values }: Form, viewer: Viewer, client: Client) {
  if (values.organization !== String(viewer.organization.id))
    return {
      status: 409 as const,
      message: `This form was shown for another organization than ${viewer.organization.name}, which you act for now. Nothing was changed.`,
    };
  const revision = Number(values.revision);
  if (Number.isInteger(revision) && revision >= 1 && revision <= client.revision) return undefined;
  return {
    status: 400 as const,
    message: 'This form did not arrive as it was shown. Nothing was changed. Check what is shown and send it again.',
  };
}

/** The address of the page that the form stands on, with the tab, the search to go back to, and what to say. */
function here(c: Request, change: { tab?: string; saved?: string }, fragment?: string): string {
  const words = { tab: tabOf(c.req.query('tab')), search: searchOf(c), ...change };
  const given = Object.entries(words).filter(([, value]) => value && value !== 'information');
  const query = new URLSearchParams(given as [string, string][]).toString();
  return `${c.req.path}${query && `?${query}`}${fragment ? `#${fragment}` : ''}`;
}

const searchOf = (c: Request) => c.req.query('search')?.match(/^[\w-]{22}$/)?.[0];

function around(c: Request) {
  const { config } = c.var;
  return { today: today(c), helpDesk: config.site.helpDeskEmail, timeZone: config.timeZone };
}

/** What stands beside the header after a save (C9), for as long as the record is the one that was saved. */
function saidAfter(saved: string | undefined, revision: number) {
  if (saved === 'nothing') return 'Nothing to save' as const;
  return saved === String(revision) ? ('Client Updated' as const) : undefined;
}
