import { Hono } from 'hono';
import { formKeyOf } from '../../auth/form-key.js';
import {
  addOrganization,
  changeOrganization,
  type OrganizationRefusal,
  organizationFacts,
} from '../../db/accounts/organization-administration.js';
import { findOrganizationById, organizationsPage } from '../../db/accounts/organizations.js';
import { makeOnce } from '../../db/operations/form-results.js';
import { consequencesOf, readOrganization } from '../../domain/accounts/organization.js';
import { NewOrganization, OrganizationPage, SureOrganization } from '../../views/help-desk/organization.js';
import { OrganizationList } from '../../views/help-desk/organizations.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, type Env, frame, NotFound, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page } from '../../web/page.js';

type Status = 200 | 400 | 409 | 413 | 422;
type Values = Readonly<Record<string, string>>;

/** The organizations of the region, for the help desk: listed, added and changed (A3). */
export const helpDeskOrganizations = new Hono<Env>()
  .get('/', (c) => list(c, '', 1))

  .post('/', async (c) => {
    allow(c, 'manage organizations');
    const { values, command } = await readForm(c, { text: ['name'], buttons: ['find', 'page.'] });
    return list(c, values.name ?? '', Number(/^page\.(\d{1,6})$/.exec(command)?.[1] ?? 1));
  })

  .get('/new', (c) => showNew(c, { values: {} }))

  .post('/new', async (c) => {
    const viewer = allow(c, 'manage organizations');
    const { values } = await readForm(
      c,
      { text: ['code', 'name', 'region', 'address'], choice: ['type'], keyed: true, buttons: ['add'] },
      ({ message, status }, values) => showNew(c, { values }, status, message),
    );
    const { details, errors } = readOrganization(detailsIn(values));
    if (Object.keys(errors).length > 0) return showNew(c, { values, errors }, 422);
    const when = occasion(c);
    const sent = { by: viewer, form: 'add organization', key: values.key ?? '', at: when.at };
    const { result } = await c.get('db').write((tx) =>
      makeOnce(
        tx,
        sent,
        () => addOrganization(tx, viewer, details, when),
        (added) => added !== 'taken',
      ),
    );
    if (result === 'taken') return showNew(c, { values, errors: { code: takenText } }, 422);
    return goTo(c, `/help-desk/organizations/${result}?done=added`);
  })

  .get('/:id{[0-9]{1,15}}', (c) => show(c))

  // A change that reaches people at work first says what follows, and is sent once more.
  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'manage organizations');
    const id = idOf(c);
    const { values, command } = await readForm(
      c,
      {
        text: ['code', 'name', 'region', 'address', 'revision'],
        choice: ['type', 'active'],
        buttons: ['save', 'sure', 'back'],
      },
      ({ message, status }, values) => show(c, { values }, status, message),
    );
    if (command === 'back') return show(c, { values });
    const { read, write } = c.get('db');
    const before = await findOrganizationById(read, id);
    if (!before) throw new NotFound();
    const { details, errors } = readOrganization(detailsIn(values));
    if (Object.keys(errors).length > 0) return show(c, { values, errors }, 422);
    const to = { ...details, active: values.active === 'Y' };
    const change = { id, revision: Number(values.revision), to };
    if (command === 'save' && change.revision === before.revision) {
      const follows = consequencesOf(before, to, await organizationFacts(read, id, c.get('clock')()));
      if (follows.length > 0)
        return page(c, <SureOrganization frame={frame(c)} organization={before} values={values} follows={follows} />);
    }
    const changed = await write((tx) => changeOrganization(tx, viewer, change, occasion(c)));
    if (changed === 'done') return goTo(c, `/help-desk/organizations/${id}?done=changed`);
    return refuse(c, changed, values);
  });

const idOf = (c: Request) => Number(c.req.param('id'));
const occasion = (c: Request) => ({ at: c.get('clock')(), address: remoteAddress(c) });
const detailsIn = ({ code = '', name = '', type = '', region = '', address = '' }: Values) => ({
  ...{ code, name, type, region, address },
});

const takenText = 'This code is another organization’s, or was. Codes are never used twice: choose another one.';

const fieldRefusals: Readonly<Record<'taken' | 'own' | 'help desk users', Readonly<Record<string, string>>>> = {
  taken: { code: takenText },
  own: {
    active: 'You act for this organization: it stays active, and of its type. Another help desk user can change it.',
  },
  'help desk users': {
    type: 'Users hold the role Help Desk here: give them another role, or end their membership, first.',
  },
};

function refuse(c: Request, why: OrganizationRefusal, values: Values) {
  if (why === 'gone') throw new NotFound();
  if (why !== 'changed') return show(c, { values, errors: fieldRefusals[why] }, 422);
  return show(c, { values }, 409, changedMeanwhile);
}

const changedMeanwhile =
  'Somebody else changed this organization since the page was shown. Nothing was changed by you: what it is now stands ' +
  'below. Save puts what you typed in its place.';

const said: ReadonlyMap<string, string> = new Map([
  ['added', 'The organization is added. Add its first administrator by manage users.'],
  ['changed', 'The organization is as you typed it.'],
]);

async function list(c: Request, name: string, at: number) {
  allow(c, 'manage organizations');
  const found = await organizationsPage(c.get('db').read, { name, page: at });
  return page(c, <OrganizationList frame={frame(c)} {...found} asked={name} />);
}

function showNew(c: Request, entry: Entry, status: Status = 200, message?: string) {
  allow(c, 'manage organizations');
  const keyed = { ...entry, values: { ...entry.values, key: formKeyOf(entry.values.key) } };
  return page(c, <NewOrganization frame={frame(c)} entry={keyed} message={message} />, status);
}

async function show(c: Request, entry?: Entry, status: Status = 200, message?: string) {
  allow(c, 'manage organizations');
  const organization = await findOrganizationById(c.get('db').read, idOf(c));
  if (!organization) throw new NotFound();
  const { code, name, type, region, address, active } = organization;
  const kept = { code, name, type, region, address, active: active ? 'Y' : 'N' };
  // What is sent next is held against the page that it was typed on, until what somebody else made of it is shown.
  const now = String(organization.revision);
  const values = { ...kept, revision: now, ...entry?.values, ...(status === 409 && { revision: now }) };
  const shown = { organization, entry: { ...entry, values }, message, meanwhile: status === 409 };
  return page(c, <OrganizationPage frame={frame(c)} {...shown} said={said.get(news(c, 'done') ?? '')} />, status);
}
