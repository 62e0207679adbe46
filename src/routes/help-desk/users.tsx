import { Hono } from 'hono';
import { formKeyOf } from '../../auth/form-key.js';
import { hashPassword } from '../../auth/passwords.js';
import { temporaryPasswordOf } from '../../auth/temporary-password.js';
import { temporaryLogsIn } from '../../db/accounts/accounts.js';
import { loadTakenUsernames } from '../../db/accounts/memberships.js';
import { allOrganizations, findOrganizations, loadOrganizations } from '../../db/accounts/organizations.js';
import {
  type AdministeredUser,
  correctUser,
  deactivateAccount,
  endMembership,
  endSessions,
  findAdministeredUser,
  grantRole,
  issueTemporaryPassword,
  loadAdministeredUser,
  reactivateAccount,
  resetQuestions,
  unlockAccount,
} from '../../db/accounts/user-administration.js';
import { usersOf } from '../../db/accounts/user-list.js';
import type { Occasion } from '../../db/accounts/users.js';
import type { Tx } from '../../db/engine/database.js';
import { inTurn } from '../../db/engine/in-turn.js';
import { makeOnce } from '../../db/operations/form-results.js';
import { TooManyMails } from '../../db/operations/outbox.js';
import { type AccountState, accountState, describeState } from '../../domain/accounts/account.js';
import {
  type ConfirmationDeed,
  confirmationDeeds,
  type Deed,
  grantableRoles,
  personFaults,
} from '../../domain/accounts/user-administration.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { fullName } from '../../domain/text/name.js';
import { UserPage } from '../../views/help-desk/user.js';
import { UserDeed } from '../../views/help-desk/user-deed.js';
import { UserList } from '../../views/help-desk/users.js';
import { allow, type Env, frame, NotFound, Refused, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page } from '../../web/page.js';
import { catchTooManyMails } from '../accounts/too-many.js';
import { showPasswords } from './temporary-passwords.js';

const states: readonly AccountState[] = ['active', 'inactive', 'locked', 'temporary password expired'];

/**
 * The users of an organization, for its administrator and the help desk (A1, A2). Names are posted: they never stand in
 * an address.
 */
export const users = new Hono<Env>()
  .get('/', (c) => list(c, { name: '', state: c.req.query('state') ?? '', organization: '' }, 1))

  .post('/', async (c) => {
    allow(c, 'manage users');
    const { values, command } = await readForm(c, {
      text: ['name'],
      choice: ['state', 'organization'],
      buttons: ['find', 'page.'],
    });
    const at = Number(/^page\.(\d{1,6})$/.exec(command)?.[1] ?? 1);
    const { name = '', state = '', organization = '' } = values;
    return list(c, { name, state, organization }, at);
  })

  .get('/:id{[0-9]+}', (c) => show(c, news(c, 'done')))

  // A deed that is hard to take back first says what it will do.
  .get('/:id{[0-9]+}/sure', async (c) => {
    const viewer = allow(c, 'manage users');
    const { user, may } = await load(c, viewer);
    const deed = confirmedDeeds.find((one) => one === c.req.query('for'));
    if (!deed) throw new NotFound();
    if (!may(confirmationDeeds[deed])) throw new Refused(confirmationDeeds[deed]);
    const { id, username } = user;
    const shown = { user: { id, username, name: fullName(user) }, deed, formKey: formKeyOf() };
    return page(c, <UserDeed frame={frame(c)} {...shown} />);
  })

  .post('/:id{[0-9]+}', async (c) => {
    const viewer = allow(c, 'manage users');
    const db = c.get('db');
    const clock = c.get('clock');
    const { id } = (await load(c, viewer)).user;
    const { values, command } = await readForm(
      c,
      {
        choice: ['organization', 'role', ...personFields],
        keyed: true,
        buttons: ['password', 'role', 'correct', 'leave.', ...verbs.keys()],
      },
      ({ message, status }, values) => show(c, undefined, { lastName: message }, status, values),
    );
    const { key = '' } = values;
    const when = { at: clock(), address: remoteAddress(c) };
    /** Does it, if it may be done to the account as it is in this very write (A1). */
    const act = <T,>(deed: Deed, run: (tx: Tx, found: AdministeredUser) => Promise<T>) =>
      db.write(async (tx) => {
        const found = await loadAdministeredUser(tx, viewer, id);
        if (!found) throw new NotFound();
        if (!found.may(deed)) throw new Refused(deed);
        return run(tx, found);
      });
    if (command === 'password') {
      const sent = { by: viewer, form: `temporary password of user ${id}`, key, at: when.at };
      const hash = await hashPassword(temporaryPasswordOf(c.get('links'), sent, 0));
      const issued = await act('issue temporary password', (tx, { user }) =>
        makeOnce(
          tx,
          sent,
          async () => {
            if (user.inactiveAt !== null || user.lockedAt !== null) return [];
            await issueTemporaryPassword(tx, viewer, id, hash, when);
            return [id];
          },
          (ids) => ids.length > 0,
        ),
      ).catch(catchTooManyMails);
      if (issued instanceof TooManyMails) return show(c, undefined, { password: issued.message }, 429);
      if (issued.result.length === 0) return show(c, undefined, { reactivate: closedMessage });
      return showPasswords(c, sent, issued);
    }
    if (command === 'correct') {
      const { firstName = '', lastName = '', email = '' } = values;
      const person = { firstName, lastName, email };
      const errors = personFaults(person);
      if (Object.keys(errors).length > 0) return show(c, undefined, errors, 422, values);
      const corrected = await act('correct', (tx) => correctUser(tx, viewer, id, person, when)).catch(
        catchTooManyMails,
      );
      if (corrected instanceof TooManyMails) return show(c, undefined, { email: corrected.message }, 429, values);
      return goTo(c, `/users/${id}?done=correct`);
    }
    if (command === 'role') {
      const errors = await act('change role', (tx, found) => changeRole(tx, viewer, found, values, when));
      return errors ? show(c, undefined, errors, 422, values) : goTo(c, `/users/${id}?done=role`);
    }
    if (command.startsWith('leave.')) {
      const organizationId = Number(command.slice(6));
      await act('end membership', async (tx, { memberships }) => {
        const isOpen = viewer.role === 'help desk' || organizationId === viewer.organization.id;
        if (!isOpen || !memberships.some((one) => one.organizationId === organizationId))
          throw new Refused('end membership');
        await endMembership(tx, viewer, id, organizationId, when);
      });
      return goTo(c, viewer.role === 'help desk' ? `/users/${id}?done=left` : '/users');
    }
    const verb = verbs.get(command);
    if (!verb) throw new NotFound();
    // A page opens an account once: loaded anew, its answer does not open what was closed since.
    const sent = { by: viewer, form: `${command} of user ${id}`, key, at: when.at };
    const { isFirst } = await act(verb.deed, (tx) =>
      makeOnce(
        tx,
        sent,
        () => verb.run(tx, viewer, id, when),
        () => opening.has(command),
      ),
    );
    if (!isFirst) return goTo(c, `/users/${id}`);
    // What was typed beside the button came with it: it is shown, and not saved.
    const person = personOf((await load(c, viewer)).user);
    const isSent = personFields.some((field) => values[field]);
    if (isSent && personFields.some((field) => values[field] !== person[field]))
      return show(c, command, undefined, 200, values);
    return goTo(c, `/users/${id}?done=${command}`);
  });

const verbs: ReadonlyMap<string, { deed: Deed; run: typeof unlockAccount }> = new Map([
  ['unlock', { deed: 'unlock', run: unlockAccount }],
  ['reactivate', { deed: 'reactivate', run: reactivateAccount }],
  ['deactivate', { deed: 'deactivate', run: deactivateAccount }],
  ['questions', { deed: 'reset security questions', run: resetQuestions }],
  ['sessions', { deed: 'end sessions', run: endSessions }],
]);

const opening: ReadonlySet<string> = new Set(['unlock', 'reactivate']);

/** The deeds that ask, by their buttons. */
const confirmedDeeds = Object.keys(confirmationDeeds) as ConfirmationDeed[];

const personFields = ['firstName', 'lastName', 'email'] as const;

const closedMessage =
  'The account is inactive or locked: a temporary password would not open it. Reactivate or unlock it first.';

const doneMessages: ReadonlyMap<string, string> = new Map([
  ['unlock', 'The account is unlocked.'],
  ['reactivate', 'The account is active again.'],
  ['deactivate', 'The account is inactive.'],
  ['questions', 'The security questions are reset: new ones are asked for at the next login.'],
  ['sessions', 'The sessions of this user have ended.'],
  ['role', 'The role is changed.'],
  ['left', 'The membership has ended.'],
  ['correct', 'Name and email address are as you typed them.'],
]);

async function list(c: Request, asked: Readonly<Record<'name' | 'state' | 'organization', string>>, at: number) {
  const viewer = allow(c, 'manage users');
  const db = c.get('db').read;
  const state = states.find((one) => one === asked.state) ?? '';
  const now = c.get('clock')();
  // An administrator's are those of the organization acted for alone.
  const organizations = viewer.role === 'help desk' ? await allOrganizations(db) : [];
  const organizationId = organizations.find(({ id }) => String(id) === asked.organization)?.id;
  const { list, ...found } = await usersOf(db, viewer, { name: asked.name, state, organizationId, now, page: at });
  const users = list.map((user) => ({ ...user, standing: describeState(user, now) }));
  const shown = { viewer, ...found, users, asked, states, organizations };
  return page(c, <UserList frame={frame(c)} {...shown} />);
}

async function load(c: Request, viewer: Viewer): Promise<AdministeredUser> {
  const found = await findAdministeredUser(c.get('db').read, viewer, Number(c.req.param('id')));
  if (!found) throw new NotFound();
  return found;
}

async function show(
  c: Request,
  done?: string,
  errors?: Record<string, string>,
  status: 200 | 400 | 413 | 422 | 429 = 422,
  typed?: Readonly<Record<string, string>>,
) {
  const viewer = allow(c, 'manage users');
  const db = c.get('db');
  const clock = c.get('clock');
  const found = await load(c, viewer);
  const logsIn = await inTurn(found.memberships, ({ organizationId }) =>
    temporaryLogsIn(db.read, found.user, organizationId),
  );
  const shown = {
    viewer,
    found,
    state: accountState(found.user, clock()),
    standing: describeState(found.user, clock()),
    isLocked: found.user.lockedAt !== null,
    entry: { values: { ...personOf(found.user), ...typed }, ...(errors && { errors }) },
    may: found.may,
    logsIn: logsIn.includes(true),
    organizations: viewer.role === 'help desk' ? await findOrganizations(db.read) : [viewer.organization],
    roles: grantableRoles(viewer, viewer.organization.type),
    changes: Number((typed?.organization ?? c.req.query('change'))?.match(/^\d{1,9}$/)?.[0] ?? 0),
    notice: done && `${doneMessages.get(done)}${typed ? ' What you typed below is not saved yet.' : ''}`,
    errors,
    key: formKeyOf(),
  };
  return page(c, <UserPage frame={frame(c)} {...shown} />, errors ? status : 200);
}

const personOf = ({ firstName, lastName, email }: AdministeredUser['user']) => ({ firstName, lastName, email });

/**
 * Gives a role in one organization: one the viewer may grant there, of a username that is free there (A1). Answers what
 * is wrong.
 */
async function changeRole(
  tx: Tx,
  viewer: Viewer,
  { user, memberships }: AdministeredUser,
  values: Readonly<Record<string, string>>,
  when: Occasion,
): Promise<Record<string, string> | undefined> {
  const open = viewer.role === 'help desk' ? await loadOrganizations(tx) : [viewer.organization];
  const organization = open.find(({ id }) => String(id) === values.organization);
  const isMember = memberships.some(({ organizationId }) => organizationId === organization?.id);
  if (!organization || (!isMember && viewer.role !== 'help desk')) return { organization: 'Choose an organization.' };
  const role = grantableRoles(viewer, organization.type).find((one) => one === values.role);
  if (!role) return { role: `Choose a role that can be held at ${organization.name}.` };
  if (!isMember && (await loadTakenUsernames(tx, organization.id, [user.username])).length > 0)
    return { organization: `${organization.name} has another user ${user.username}.` };
  await grantRole(tx, viewer, user.id, organization.id, role, when);
  return undefined;
}
