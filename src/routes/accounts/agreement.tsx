import { Hono } from 'hono';
import { acceptAgreement } from '../../db/accounts/agreements.js';
import { trace } from '../../db/operations/audit.js';
import { UserAgreement } from '../../views/accounts/agreement.js';
import { allow, type Env, frame, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, page } from '../../web/page.js';
import { logOut } from './login.js';

/** The User Agreement (L3): at the first login, once a year after, and whenever its text changed. */
export const agreement = new Hono<Env>()
  .get('/', (c) => {
    allow(c, 'finish logging in');
    return page(
      c,
      <UserAgreement frame={frame(c)} agreement={c.get('agreement')} asks={c.get('step') !== undefined} />,
    );
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'finish logging in');
    const db = c.get('db');
    const clock = c.get('clock');
    const agreement = c.get('agreement');
    const { command, values } = await readForm(c, { text: ['version'], buttons: ['accept', 'decline'] });
    const when = { at: clock(), address: remoteAddress(c) };
    if (command === 'decline') {
      await logOut(c, (tx) => trace(tx, viewer, { ...when, action: 'decline agreement' }));
      return goTo(c, '/login');
    }
    // Accepted is what was read: a text that changed meanwhile is shown first.
    if (values.version === agreement.version)
      await db.write((tx) => acceptAgreement(tx, viewer, agreement.version, when));
    return goTo(c, '/');
  });
