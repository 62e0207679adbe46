import { Hono } from 'hono';
import { changedMeanwhile, isCurrentPassword, judgeNewPassword } from '../../auth/new-password.js';
import { loginStop } from '../../db/accounts/logins.js';
import { setPassword } from '../../db/accounts/passwords.js';
import { endSessionsOf } from '../../db/accounts/sessions.js';
import { loadUser } from '../../db/accounts/users.js';
import { trace } from '../../db/operations/audit.js';
import { TooManyMails } from '../../db/operations/outbox.js';
import { PasswordExpired } from '../../views/accounts/password.js';
import { allow, type Env, frame, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, page } from '../../web/page.js';
import { catchTooManyMails } from './too-many.js';

/** Password Expired after logging in with a temporary password (L2): a different one is chosen. */
export const expiredPassword = new Hono<Env>()
  .get('/password/expired', (c) => {
    allow(c, 'finish logging in');
    return c.get('step') === 'password' ? show(c) : goTo(c, '/account/password');
  })

  .post('/password/expired', async (c) => {
    const viewer = allow(c, 'finish logging in');
    const db = c.get('db');
    const clock = c.get('clock');
    const config = c.get('config');
    const sessionId = c.get('sessionId');
    const step = c.get('step');
    if (step !== 'password') return goTo(c, '/account/password');
    const { values } = await readForm(
      c,
      { text: ['newPassword', 'confirmNewPassword'], buttons: ['save'] },
      ({ message, status }) => show(c, { newPassword: message }, status),
    );
    const rule = { policy: config.passwordPolicy, site: config.site };
    const user = { id: viewer.userId, username: viewer.username };
    const judged = await judgeNewPassword(db.read, user, values, rule);
    const isCurrent = () => isCurrentPassword(db.read, viewer.userId, values.newPassword ?? '');
    if ('errors' in judged) {
      // Another press of it may have saved it since: what was new is the current password then.
      const { temporaryUntil } = await loadUser(db.read, viewer.userId);
      return temporaryUntil === null && (await isCurrent()) ? goTo(c, '/') : show(c, judged.errors, 422);
    }
    const change = { ...judged.chosen, at: clock(), ...(sessionId && { keepSession: sessionId }) };
    const [when, detail] = [{ at: clock(), address: remoteAddress(c) }, 'after a temporary one'];
    const setting = db.write(async (tx) => {
      // It may no longer log in here, or be over, since the page was opened.
      if (await loginStop(tx, await loadUser(tx, viewer.userId), viewer.organization.id, when.at)) {
        await endSessionsOf(tx, viewer.userId, when.at);
        return 'out';
      }
      if (!(await setPassword(tx, viewer.userId, change))) return false;
      await trace(tx, viewer, { ...when, action: 'change password', detail });
      return true;
    });
    const isSet = await setting.catch(catchTooManyMails);
    if (isSet instanceof TooManyMails) return show(c, { newPassword: isSet.message }, 429);
    if (isSet === 'out') return goTo(c, '/login');
    const isSaved = isSet || (await isCurrent());
    return isSaved ? goTo(c, '/') : show(c, changedMeanwhile, 422);
  });

function show(c: Request, errors?: Record<string, string>, status: 200 | 400 | 413 | 422 | 429 = 200) {
  const { userName, username } = allow(c, 'finish logging in');
  const { passwordPolicy: policy } = c.get('config');
  const entry = { values: {}, ...(errors && { errors }) };
  const shown = { userName, username, policy, entry };
  return page(c, <PasswordExpired frame={frame(c)} action="/password/expired" isTemporary {...shown} />, status);
}
