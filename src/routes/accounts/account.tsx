import { Hono } from 'hono';
import { formKeyOf } from '../../auth/form-key.js';
import { changedMeanwhile, isCurrentPassword, judgeNewPassword } from '../../auth/new-password.js';
import { loginsOf } from '../../db/accounts/logins.js';
import { viewersOf } from '../../db/accounts/memberships.js';
import { setPassword } from '../../db/accounts/passwords.js';
import { questionsOf } from '../../db/accounts/security-questions.js';
import { endSession, sessionsOf } from '../../db/accounts/sessions.js';
import { findUser } from '../../db/accounts/users.js';
import { trace } from '../../db/operations/audit.js';
import { findResult, makeOnce } from '../../db/operations/form-results.js';
import { TooManyMails } from '../../db/operations/outbox.js';
import { Account } from '../../views/accounts/account.js';
import { ChangePassword } from '../../views/accounts/password.js';
import { allow, type Env, frame, NotFound, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page } from '../../web/page.js';
import { currentPasswordFault, isRecent } from './recent-password.js';
import { catchTooManyMails } from './too-many.js';

const notices: ReadonlyMap<string, string> = new Map([
  ['password', 'password updated'],
  ['questions', 'security questions updated'],
  ['session', 'The session was ended.'],
]);

/** manage my account (L8). */
export const account = new Hono<Env>()
  .get('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const db = c.get('db');
    const sessionId = c.get('sessionId');
    const user = await findUser(db.read, viewer.userId);
    const memberships = await viewersOf(db.read, viewer);
    const shown = {
      viewer,
      email: user?.email ?? '',
      passwordSetAt: user?.passwordSetAt,
      organizations: memberships
        .map(({ organization, role }) => ({ ...organization, role }))
        .sort((one, other) => one.name.localeCompare(other.name)),
      questions: await questionsOf(db.read, viewer.userId),
      sessions: await sessionsOf(db.read, viewer.userId),
      logins: await loginsOf(db.read, viewer.userId),
      notice:
        notices.get(news(c, 'saved') ?? '') ??
        (news(c, 'asked')
          ? 'A mail with a link went to the new address. It counts once you follow the link.'
          : undefined),
    };
    return page(c, <Account frame={frame(c)} {...shown} currentSession={sessionId} />);
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const db = c.get('db');
    const clock = c.get('clock');
    const { command } = await readForm(c, { buttons: ['end.'] });
    const id = command.slice(4);
    const ended = await db.write(async (tx) => {
      const known = await endSession(tx, id, { at: clock(), why: 'ended' }, viewer.userId);
      if (known) await trace(tx, viewer, { at: clock(), address: remoteAddress(c), action: 'end session' });
      return known;
    });
    if (!ended) throw new NotFound();
    return goTo(c, '/account?saved=session');
  })

  .get('/password', (c) => showChange(c))

  .post('/password', async (c) => {
    const viewer = allow(c, 'use the registry');
    const db = c.get('db');
    const clock = c.get('clock');
    const config = c.get('config');
    const sessionId = c.get('sessionId');
    const { values } = await readForm(
      c,
      { text: ['newPassword', 'confirmNewPassword'], choice: ['currentPassword'], keyed: true, buttons: ['save'] },
      ({ message, status }) => showChange(c, { newPassword: message }, status),
    );
    const { key = '', newPassword = '' } = values;
    const sent = { by: viewer, form: 'change password', key, at: clock() };
    const isSaved = async () =>
      (await findResult(db.read, sent)) !== undefined && (await isCurrentPassword(db.read, viewer.userId, newPassword));
    if (await isSaved()) return goTo(c, '/account?saved=password');
    const current = await currentPasswordFault(c, values.currentPassword);
    if (current) return showChange(c, { currentPassword: current }, 422);
    const rule = { policy: config.passwordPolicy, site: config.site };
    const user = { id: viewer.userId, username: viewer.username };
    const judged = await judgeNewPassword(db.read, user, values, rule);
    if ('errors' in judged) {
      // Another press of it may have saved it since: what was new is the current password then.
      if (await isSaved()) return goTo(c, '/account?saved=password');
      return showChange(c, judged.errors, 422, values.currentPassword !== '');
    }
    const change = { ...judged.chosen, at: clock(), ...(sessionId && { keepSession: sessionId }) };
    const set = db.write(async (tx) => {
      if (!(await setPassword(tx, viewer.userId, change))) return false;
      await trace(tx, viewer, { at: clock(), address: remoteAddress(c), action: 'change password' });
      return (await makeOnce(tx, sent, async () => true)).result;
    });
    const isSet = await set.catch(catchTooManyMails);
    if (isSet instanceof TooManyMails) return showChange(c, { newPassword: isSet.message }, 429);
    return isSet || (await isSaved()) ? goTo(c, '/account?saved=password') : showChange(c, changedMeanwhile, 422);
  });

/** `typedNow`: the current password was right just now, so that it is not asked for again. */
function showChange(
  c: Request,
  errors?: Record<string, string>,
  status: 200 | 400 | 413 | 422 | 429 = 200,
  typedNow = false,
) {
  const { userName, username } = allow(c, 'use the registry');
  const entry = { values: { key: formKeyOf() }, ...(errors && { errors }) };
  const shown = { userName, username, policy: c.get('config').passwordPolicy, entry };
  return page(c, <ChangePassword frame={frame(c)} {...shown} asksPassword={!isRecent(c) && !typedNow} />, status);
}
