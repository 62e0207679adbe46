import { Hono } from 'hono';
import { formKeyOf } from '../../auth/form-key.js';
import { type Carried, carryAddress } from '../../db/clients/carry-address.js';
import { findHousehold } from '../../db/clients/household.js';
import { findDraft } from '../../db/edits/drafts.js';
import { makeOnce } from '../../db/operations/form-results.js';
import { recordPath } from '../../domain/clients/record-address.js';
import { may } from '../../policy.js';
import { HouseholdPage } from '../../views/clients/household.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, auditAs, type Env, frame, NotFound, type Request, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page } from '../../web/page.js';

const idOf = (c: Request) => Number(c.req.param('id'));

/** Those who live with a client (C7): who shares address, phone or mother, and whom a corrected address is carried to. */
export const household = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}/household', async (c) => page(c, await householdPage(c)))

  .post('/:id{[0-9]{1,15}}/household', async (c) => {
    const viewer = allow(c, 'edit clients');
    const db = c.get('db');
    const id = idOf(c);
    if (!(await findHousehold(db.read, viewer, id))) throw new NotFound();
    const { values } = await readForm(
      c,
      { text: ['revision', 'organization'], list: ['to'], keyed: true, buttons: ['carry'] },
      async ({ message, status }, values) => page(c, await householdPage(c, { values }, message), status),
    );
    if (values.organization !== String(viewer.organization.id))
      return page(c, await householdPage(c, { values }, otherOrganization(viewer.organization.name)), 409);
    const to = (values.to ?? '').split(' ').flatMap((shown) => {
      const [, member, revision] = /^(\d{1,15})\.(\d{1,15})$/.exec(shown) ?? [];
      return member ? [{ id: Number(member), revision: Number(revision) }] : [];
    });
    if (to.length === 0)
      return page(c, await householdPage(c, { values, errors: { to: 'Choose whom the address is carried to.' } }), 422);
    const at = c.get('clock')();
    const carry = {
      from: { id, revision: Number(values.revision) },
      ...{ to, at, today: today(c), helpDesk: c.get('config').site.helpDeskEmail },
    };
    // The same again is done once; others, chosen after going Back, are held against what is on file by then.
    const form = `household ${JSON.stringify([id, values])}`;
    const { result } = await db.write((tx) =>
      makeOnce(
        tx,
        { by: viewer, form, key: values.key ?? '', at },
        () => carryAddress(tx, viewer, carry),
        ({ kind }) => kind === 'carried',
      ),
    );
    if (result.kind === 'hidden') throw new NotFound();
    if (result.kind !== 'carried') return page(c, await householdPage(c, { values }, changed), 422);
    return goTo(c, `${recordPath(id, 'household')}?done=${result.to}.${result.since}.${result.gone}`);
  });

const otherOrganization = (name: string) =>
  `You act for ${name} now, and this page was shown for another organization. Nothing was carried: choose again to carry it for ${name}.`;

const changed =
  'Somebody saved this record since you opened the page. Nothing was carried: look at its address now, then choose again.';

async function householdPage(c: Request, entry: Entry = { values: {} }, message?: string) {
  const viewer = allow(c, 'view clients');
  const db = c.get('db');
  const found = await findHousehold(db.read, viewer, idOf(c));
  if (!found) throw new NotFound();
  // More than a list of hits says: whoever sees it has each record before them.
  auditAs(c, 'view client', 'household');
  const edits = may(viewer, 'edit clients');
  const [, to, since, gone] = /^(\d+)\.(\d+)\.(\d+)$/.exec(news(c, 'done') ?? '') ?? [];
  const done: Carried | undefined = to
    ? { kind: 'carried', to: Number(to), since: Number(since), gone: Number(gone) }
    : undefined;
  return (
    <HouseholdPage
      frame={frame(c)}
      household={found}
      today={today(c)}
      edits={edits}
      hasDraft={edits && (await findDraft(db.read, viewer, found.client.id)) !== undefined}
      entry={{ ...entry, values: { ...entry.values, key: formKeyOf(message ? undefined : entry.values.key) } }}
      message={message}
      done={done}
    />
  );
}
