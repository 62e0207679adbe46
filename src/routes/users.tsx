import { Hono } from 'hono';
import { hashPassword } from '../auth/passwords.js';
import { temporaryPassword } from '../auth/temporary-password.js';
import { allow, type Env, frame, NotFound, Refused, type Request, remoteAddress } from '../context.js';
import {
  type Administered,
  allOrganizations,
  asAdministered,
  deactivateAccount,
  endMembership,
  endSessions,
  findAdministered,
  grantRole,
  issueTemporaryPassword,
  reactivateAccount,
  resetQuestions,
  takenUsernames,
  unlockAccount,
  usersOf,
} from '../db/user-administration.js';
import { type AccountState, accountState } from '../domain/account.js';
import { type Deed, grantableRoles, mayAdminister } from '../domain/user-administration.js';
import type { Role, Viewer } from '../domain/viewer.js';
import { readForm } from '../form.js';
import { UserPage } from '../views/user.js';
import { PasswordsShown, UserList } from '../views/users.js';
import { news } from './news.js';
import { goTo, page } from './page.js';

const states: readonly AccountState[] = ['active', 'inactive', 'locked', 'temporary password expired'];

/** The users of an organization, for its administrator and the help desk (A1, A2). Names are posted: they never stand in an address. */
export const users = new Hono<Env>()
  .get('/', (c) => list(c, { name: '', state: c.req.query('state') ?? '' }))

  .post('/', async (c) => {
    allow(c, 'manage users');
    const { values } = await readForm(c, { text: ['name'], choice: ['state'], buttons: ['find'] });
    return list(c, { name: values.name ?? '', state: values.state ?? '' });
  })

  .get('/:id{[0-9]+}', (c) => show(c, news(c, 'done')))

  .post('/:id{[0-9]+}', async (c) => {
    const viewer = allow(c, 'manage users');
    const { db, clock } = c.var;
    const found = await load(c, viewer);
    const { values, command } = await readForm(c, {
      choice: ['organization', 'role'],
      buttons: ['password', 'role', 'add', 'leave.', ...verbs.keys()],
    });
    const { id } = found.user;
    const when = { at: clock(), address: remoteAddress(c) };
    const mayDo = (deed: Deed) => {
      if (!mayAdminister(viewer, asAdministered(found), deed)) throw new Refused(deed);
    };
    if (command === 'password') {
      mayDo('issue temporary password');
      const password = temporaryPassword();
      const hash = await hashPassword(password);
      await db.write((tx) => issueTemporaryPassword(tx, viewer, id, hash, when));
      // No redirect: a secret that is shown once cannot go through an address or be kept for the next page.
      return page(c, <PasswordsShown frame={frame(c)} users={[{ ...found.user, password }]} />);
    }
    if (command === 'role' || command === 'add') return changeRole(c, viewer, found, values);
    if (command.startsWith('leave.')) {
      mayDo('end membership');
      const organizationId = Number(command.slice(6));
      if (viewer.role !== 'help desk' && organizationId !== viewer.organization.id) throw new Refused('end membership');
      if (organizationId === found.user.homeOrganizationId) throw new Refused('end membership');
      await db.write((tx) => endMembership(tx, viewer, id, organizationId, when));
      return goTo(c, viewer.role === 'help desk' ? `/users/${id}?done=left` : '/users');
    }
    const verb = verbs.get(command);
    if (!verb) throw new NotFound();
    mayDo(verb.deed);
    await db.write((tx) => verb.run(tx, viewer, id, when));
    return goTo(c, `/users/${id}?done=${command}`);
  });

const verbs: ReadonlyMap<string, { deed: Deed; run: typeof unlockAccount }> = new Map([
  ['unlock', { deed: 'unlock', run: unlockAccount }],
  ['reactivate', { deed: 'reactivate', run: reactivateAccount }],
  ['deactivate', { deed: 'deactivate', run: deactivateAccount }],
  ['questions', { deed: 'reset security questions', run: resetQuestions }],
  ['sessions', { deed: 'end sessions', run: endSessions }],
]);

const done: ReadonlyMap<string, string> = new Map([
  ['unlock', 'The account is unlocked.'],
  ['reactivate', 'The account is active again.'],
  ['deactivate', 'The account is inactive.'],
  ['questions', 'The security questions are reset: new ones are asked for at the next login.'],
  ['sessions', 'The sessions of this user have ended.'],
  ['role', 'The role is changed.'],
  ['left', 'The membership has ended.'],
]);

async function list(c: Request, asked: { name: string; state: string }) {
  const viewer = allow(c, 'manage users');
  const state = states.find((one) => one === asked.state) ?? '';
  const now = c.var.clock();
  const found = await usersOf(c.var.db.read, viewer, { name: asked.name, state, now });
  const rows = found.map((user) => ({ ...user, state: accountState(user, now) }));
  return page(c, <UserList frame={frame(c)} viewer={viewer} users={rows} asked={asked} states={states} />);
}

async function load(c: Request, viewer: Viewer): Promise<Administered> {
  const found = await findAdministered(c.var.db.read, viewer, Number(c.req.param('id')));
  if (!found) throw new NotFound();
  return found;
}

async function show(c: Request, said?: string, errors?: Record<string, string>) {
  const viewer = allow(c, 'manage users');
  const { db, clock } = c.var;
  const found = await load(c, viewer);
  const administered = asAdministered(found);
  const shown = {
    viewer,
    found,
    state: accountState(found.user, clock()),
    may: (deed: Deed) => mayAdminister(viewer, administered, deed),
    organizations: viewer.role === 'help desk' ? await allOrganizations(db.read) : [viewer.organization],
    roles: grantableRoles(viewer, viewer.organization.type),
    said: said && done.get(said),
    errors,
  };
  return page(c, <UserPage frame={frame(c)} {...shown} />, errors ? 422 : 200);
}

/** A role in one organization: one the viewer may grant there, of a username that is free there (A1). */
async function changeRole(c: Request, viewer: Viewer, found: Administered, values: Readonly<Record<string, string>>) {
  const { db, clock } = c.var;
  const { user, memberships } = found;
  if (!mayAdminister(viewer, asAdministered(found), 'change role')) throw new Refused('change role');
  const open = viewer.role === 'help desk' ? await allOrganizations(db.read) : [viewer.organization];
  const organization = open.find(({ id }) => String(id) === values.organization);
  const isMember = memberships.some(({ organizationId }) => organizationId === organization?.id);
  if (!organization || (!isMember && viewer.role !== 'help desk'))
    return show(c, undefined, { organization: 'Choose an organization.' });
  const role = grantableRoles(viewer, organization.type).find((one) => one === values.role);
  if (!role) return show(c, undefined, { role: `Choose a role that can be held at ${organization.name}.` });
  if (!isMember && (await takenUsernames(db.read, organization.id, [user.username])).length > 0)
    return show(c, undefined, { organization: `${organization.name} has another user ${user.username}.` });
  const when = { at: clock(), address: remoteAddress(c) };
  await db.write((tx) => grantRole(tx, viewer, user.id, organization.id, role as Role, when));
  return goTo(c, `/users/${user.id}?done=role`);
}
