import { Hono } from 'hono';
import { isPassword } from '../auth/passwords.js';
import { allowAnybody, type Env, frame, remoteAddress } from '../context.js';
import { trace } from '../db/audit.js';
import { type Account, findAccount, noteLogin } from '../db/users.js';
import { readForm } from '../form.js';
import { Login } from '../views/login.js';
import { goTo, nextOf, page } from './page.js';

export const login = new Hono<Env>()
  .get('/login', (c) => {
    allowAnybody(c);
    if (c.var.viewer) return goTo(c, nextOf(c.req.query('next')));
    return page(c, <Login frame={frame(c)} entry={{ values: { next: c.req.query('next') ?? '' } }} />);
  })

  .post('/login', async (c) => {
    allowAnybody(c);
    const { db, clock, sessions } = c.var;
    const { values, command, fault } = await readForm(c, {
      text: ['organizationCode', 'username', 'password', 'next'],
    });
    if (command === 'clear') return goTo(c, '/login');
    const account = await findAccount(db.read, values.organizationCode ?? '', values.username ?? '');
    const right = !fault && (await isPassword(values.password ?? '', account?.passwordHash));
    if (!right || !account || isOver(account, clock())) {
      await db.write((tx) => trace(tx, account, { at: clock(), action: 'login failed', address: remoteAddress(c) }));
      return page(
        c,
        <Login frame={frame(c)} entry={{ values }} failed={fault?.message ?? true} />,
        fault?.status ?? 422,
      );
    }
    const { cookie } = await sessions.begin(account.userId, account.organization.id);
    await db.write((tx) => {
      noteLogin(tx, account.userId, clock());
      trace(tx, account, { at: clock(), action: 'login', address: remoteAddress(c) });
    });
    c.header('Set-Cookie', cookie, { append: true });
    return goTo(c, nextOf(values.next));
  })

  .post('/logout', async (c) => {
    allowAnybody(c);
    await readForm(c, {});
    const { viewer, sessionId, db, clock, sessions } = c.var;
    if (viewer && sessionId) {
      c.header('Set-Cookie', await sessions.end(sessionId), { append: true });
      await db.write((tx) => trace(tx, viewer, { at: clock(), action: 'logout', address: remoteAddress(c) }));
    }
    c.header('Clear-Site-Data', '"cache", "storage"');
    return goTo(c, '/login');
  });

/** A temporary password that nobody used within its time (L2). */
const isOver = (account: Account, now: number) => account.temporaryUntil !== null && account.temporaryUntil < now;
