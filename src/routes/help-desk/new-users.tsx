import { Hono } from 'hono';
import { formKeyOf } from '../../auth/form-key.js';
import { hashPassword } from '../../auth/passwords.js';
import { temporaryPasswordOf } from '../../auth/temporary-password.js';
import { hashToken } from '../../auth/tokens.js';
import { loadTakenUsernames } from '../../db/accounts/memberships.js';
import { findOrganizations } from '../../db/accounts/organizations.js';
import { addUser } from '../../db/accounts/user-administration.js';
import type { Reader, Tx } from '../../db/engine/database.js';
import { inTurn } from '../../db/engine/in-turn.js';
import { type FormResult, findResult, makeOnce, type SentForm } from '../../db/operations/form-results.js';
import { TooManyMails } from '../../db/operations/outbox.js';
import {
  grantableRoles,
  mostNewUsers,
  type NewUser,
  newUserFaults,
  newUserFields,
} from '../../domain/accounts/user-administration.js';
import type { Organization, Viewer } from '../../domain/accounts/viewer.js';
import { NewUsers } from '../../views/help-desk/new-users.js';
import { allow, type Env, frame, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { page } from '../../web/page.js';
import { catchTooManyMails } from '../accounts/too-many.js';
import { showPasswords } from './temporary-passwords.js';

const rowCounts = [1, 5, mostNewUsers];

/** Adding one user, or up to twenty at once (A2). */
export const newUsers = new Hono<Env>()
  .get('/new', (c) => {
    const rows = rowCounts.find((count) => String(count) === c.req.query('rows')) ?? 1;
    return show(c, {}, rows);
  })

  .post('/new', async (c) => {
    const viewer = allow(c, 'manage users');
    const db = c.get('db');
    const clock = c.get('clock');
    const names = Array.from({ length: mostNewUsers }, (_, i) =>
      newUserFields.map((field) => `${field}${i + 1}`),
    ).flat();
    const { values, command } = await readForm(
      c,
      { text: ['rows'], choice: ['organization', ...names], keyed: true, buttons: ['add', 'rows.'] },
      ({ message, status }, values) => show(c, values, rowsOf(values), { organization: message }, status),
    );
    // Never fewer than are filled in.
    const most = readRows(values, mostNewUsers).at(-1)?.n ?? 1;
    const asked = rowCounts.find((count) => `rows.${count}` === command);
    if (asked) return show(c, values, Math.max(asked, most));
    const rows = rowsOf(values);
    const sent = { by: viewer, form: 'add users', key: values.key ?? '', at: clock() };
    const before = await findResult<AddedUsers>(db.read, sent);
    if (before) return showAdded(c, sent, before, values);
    const organization = (await organizationsFor(c, viewer)).find(({ id }) => String(id) === values.organization);
    if (!organization) return show(c, values, rows, { organization: 'Choose an organization.' });
    const filled = readRows(values, rows);
    const errors = await faultsOf(db.read, viewer, organization, filled);
    if (filled.length === 0) errors.lastName1 = 'Enter at least one user.';
    if (Object.keys(errors).length > 0) return show(c, values, rows, errors);
    const hashed: (NewUser & { passwordHash: string })[] = [];
    for (const [which, { user }] of filled.entries())
      hashed.push({ ...user, passwordHash: await hashPassword(temporaryPasswordOf(c.get('links'), sent, which)) });
    const when = { at: sent.at, address: remoteAddress(c) };
    const adding = db.write((tx) =>
      makeOnce<AddedUsers | Faults>(
        tx,
        sent,
        async () => {
          // Hashing took a while: somebody may have been quicker.
          const faults = await faultsOf(tx, viewer, organization, filled);
          if (Object.keys(faults).length > 0) return { faults };
          const ids = await inTurn(hashed, async (user) =>
            addUser(tx, viewer, { ...user, organizationId: organization.id }, when),
          );
          return { ids, content: contentOf(values) };
        },
        (result) => 'ids' in result,
      ),
    );
    const added = await adding.catch(catchTooManyMails);
    if (added instanceof TooManyMails) return show(c, values, rows, {}, 429, added.message);
    const { result } = added;
    if ('faults' in result) return show(c, values, rows, result.faults);
    return showAdded(c, sent, { ...added, result }, values);
  });

/** The record of added users: their ids, and a digest of the form. */
type AddedUsers = { readonly ids: number[]; readonly content: string };
type Faults = { readonly faults: Record<string, string> };

const contentOf = (values: Readonly<Record<string, string>>) =>
  hashToken(JSON.stringify(Object.entries(values).sort()));

async function showAdded(
  c: Request,
  sent: SentForm,
  added: FormResult<AddedUsers>,
  values: Readonly<Record<string, string>>,
) {
  const { ids, content } = added.result;
  return showPasswords(c, sent, { ...added, result: ids }, { isSame: content === contentOf(values) });
}

const rowsOf = (values: Readonly<Record<string, string>>) =>
  Math.min(Math.max(Math.trunc(Number(values.rows)) || 1, 1), mostNewUsers);

const organizationsFor = async (c: Request, viewer: Viewer) =>
  viewer.role === 'help desk' ? findOrganizations(c.get('db').read) : [viewer.organization];

/** The rows in which anything but a role stands. */
function readRows(values: Readonly<Record<string, string>>, rows: number): { n: number; user: NewUser }[] {
  const all = Array.from({ length: rows }, (_, i) => {
    const at = (field: (typeof newUserFields)[number]) => (values[`${field}${i + 1}`] ?? '').trim();
    const [firstName, lastName, username] = [at('firstName'), at('lastName'), at('username')];
    return { n: i + 1, user: { firstName, lastName, username, email: at('email'), role: at('role') } };
  });
  return all.filter(({ user: { firstName, lastName, username, email } }) => firstName || lastName || username || email);
}

async function faultsOf(
  db: Reader | Tx,
  viewer: Viewer,
  organization: Organization,
  rows: ReturnType<typeof readRows>,
) {
  const roles = grantableRoles(viewer, organization.type);
  const usernames = rows.map(({ user }) => user.username);
  const taken = await loadTakenUsernames(db, organization.id, usernames);
  const errors: Record<string, string> = {};
  for (const { n, user } of rows) {
    for (const [field, text] of Object.entries(newUserFaults(user, roles)))
      errors[`${field}${n}`] = `User ${n}: ${text}`;
    if (taken.includes(user.username))
      errors[`username${n}`] = `User ${n}: ${organization.name} has this username already.`;
    else if (usernames.indexOf(user.username) !== usernames.lastIndexOf(user.username))
      errors[`username${n}`] ??= `User ${n}: this username stands here twice.`;
  }
  return errors;
}

async function show(
  c: Request,
  values: Readonly<Record<string, string>>,
  rows: number,
  errors?: Readonly<Record<string, string>>,
  status: 200 | 400 | 413 | 422 | 429 = errors ? 422 : 200,
  message?: string,
) {
  const viewer = allow(c, 'manage users');
  const organizations = await organizationsFor(c, viewer);
  const roles = grantableRoles(viewer, viewer.organization.type);
  const entry = { values: { ...values, key: formKeyOf(values.key) }, ...(errors && { errors }) };
  const shown = { entry, rows, rowCounts, organizations, roles, own: viewer.organization };
  return page(c, <NewUsers frame={frame(c)} {...shown} message={message} />, status);
}
