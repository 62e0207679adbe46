import { Hono } from 'hono';
import { allow, auditAs, type Env, NotFound, Refused, type Request, today } from '../context.js';
import { correctImmunization, deleteImmunization } from '../db/immunization-writes.js';
import { earlierValuesOf, findHistory } from '../db/immunizations.js';
import type { History } from '../domain/history.js';
import type { Immunization } from '../domain/immunization.js';
import { typedOf } from '../domain/visit.js';
import { readForm } from '../form.js';
import { may } from '../policy.js';
import type { Entry } from '../views/form.js';
import { editTitle, ImmunizationEdit } from '../views/immunization-edit.js';
import { ImmunizationView } from '../views/immunization-view.js';
import { foundVaccines } from '../views/vaccine-select.js';
import { historyAddress, historyFrame } from './immunizations.js';
import { goTo, isPartial, page, partials } from './page.js';
import { otherOrganization, visitShape } from './visits.js';

/** One immunization: corrected and deleted by its owner (I4, I6), shown to everybody else. */
export const immunization = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}/immunizations/:immunization{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'view clients');
    const found = await load(c);
    const earlier = await earlierValuesOf(c.var.db.read, found.client.id, found.immunization.id);
    const mayRecord = may(viewer, 'record immunizations');
    const shown = { frame: historyFrame(c), ...found, earlier };
    if (!mayRecord || found.immunization.owner.id !== viewer.organization.id)
      return page(c, <ImmunizationView {...shown} mayRecord={mayRecord} />);
    return page(c, <ImmunizationEdit {...shown} entry={{ values: typedOf(found.immunization) }} />);
  })

  .post('/:id{[0-9]{1,15}}/immunizations/:immunization{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'record immunizations');
    const { db, clock } = c.var;
    const found = await load(c);
    if (found.immunization.owner.id !== viewer.organization.id) throw new Refused('record immunizations');
    const earlier = await earlierValuesOf(db.read, found.client.id, found.immunization.id);
    const shown = { frame: historyFrame(c), ...found, earlier };
    const show = (entry: Entry, more: object, status: 200 | 400 | 409 | 413 | 422) =>
      page(c, <ImmunizationEdit {...shown} entry={entry} {...more} />, status);
    const form = await readForm(
      c,
      {
        ...visitShape,
        text: [...visitShape.text, 'revision'],
        buttons: [...visitShape.buttons, 'delete', 'delete-it'],
      },
      ({ message, status }, { organization: _, revision: __, ...values }) => show({ values }, { message }, status),
    );
    const { organization, revision, ...typed } = form.values;
    const again = (more: object, status: 200 | 409 | 422, errors = {}) => show({ values: typed, errors }, more, status);
    if (organization !== String(viewer.organization.id))
      return again({ message: otherOrganization(viewer.organization.name) }, 409);
    const [verb, line] = form.command.split('.');
    if (verb === 'cancel') return goTo(c, historyAddress(c, {}));
    if (verb === 'find' && isPartial(c))
      return partials(c, foundVaccines(typed, Number(line)), editTitle(found.client));
    if (verb === 'delete') return again({ asksToDelete: true }, 200);
    if (verb !== 'save' && verb !== 'delete-it') return again({ kept: true }, 200);

    const which = {
      clientId: found.client.id,
      immunizationId: found.immunization.id,
      revision: Number(revision),
      at: clock(),
    };
    const saved = await db.write((tx) =>
      verb === 'save'
        ? correctImmunization(tx, viewer, { ...which, typed, today: today(c) })
        : deleteImmunization(tx, viewer, which),
    );
    if (saved.kind === 'hidden') throw new NotFound();
    if (saved.kind === 'not owner') throw new Refused('record immunizations');
    if (saved.kind === 'refused') return again({}, 422, saved.errors);
    if (saved.kind === 'changed') return again({ changed: saved.now }, 409);
    const done = saved.kind === 'nothing' ? 'nothing' : verb === 'save' ? 'changed' : 'deleted';
    return goTo(c, `${historyAddress(c, { done })}#history`);
  });

/** The history with the immunization of the address in it. */
async function load(c: Request): Promise<{ client: History['client']; immunization: Immunization }> {
  const viewer = allow(c, 'view clients');
  auditAs(c, 'view immunizations');
  const history = await findHistory(c.var.db.read, viewer, Number(c.req.param('id')));
  const found = history?.immunizations.find(({ id }) => id === Number(c.req.param('immunization')));
  if (!history || !found) throw new NotFound();
  return { client: history.client, immunization: found };
}
