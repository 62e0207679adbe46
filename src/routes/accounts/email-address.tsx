import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { formKeyOf } from '../../auth/form-key.js';
import { askEmailChange, changeEmail, confirmEmail } from '../../db/accounts/email-addresses.js';
import { findLink, findUsedLink } from '../../db/accounts/links.js';
import { findUser } from '../../db/accounts/users.js';
import { makeOnce } from '../../db/operations/form-results.js';
import { TooManyMails } from '../../db/operations/outbox.js';
import { emailFault, isSameEmail } from '../../domain/text/email.js';
import {
  ConfirmEmail,
  EmailAddress,
  EmailChangeSent,
  EmailConfirmed,
  LinkVoid,
} from '../../views/accounts/email-address.js';
import { allow, allowAnybody, type Env, frame, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { deleteCookie, setCookie } from '../../web/headers.js';
import { goTo, page } from '../../web/page.js';
import { currentPasswordFault, isRecent } from './recent-password.js';
import { catchTooManyMails } from './too-many.js';

/** The email address on file (L4): confirmed once a year, corrected here, counted once its link is followed. */
export const emailAddress = new Hono<Env>()
  .get('/', (c) => show(c, c.req.query('correct') !== undefined))

  .post('/', async (c) => {
    const viewer = allow(c, 'finish logging in');
    const db = c.get('db');
    const clock = c.get('clock');
    const links = c.get('links');
    const session = c.get('session');
    const step = c.get('step');
    const { values, command } = await readForm(
      c,
      { choice: ['shown', 'email', 'currentPassword'], keyed: true, buttons: ['yes', 'no', 'save'] },
      ({ message, status }, values) => show(c, true, values, { email: message }, status),
    );
    const when = { at: clock(), address: remoteAddress(c) };
    if (command === 'no') return goTo(c, '/email-address?correct');
    if (command === 'yes') {
      const isRight = await db.write((tx) => confirmEmail(tx, viewer, values.shown ?? '', when));
      if (!isRight) return show(c, false);
      return goTo(c, step ? '/' : '/account');
    }
    const { key = '' } = values;
    const user = await findUser(db.read, viewer.userId);
    const email = (values.email ?? '').trim();
    const errors: Record<string, string> = {};
    const wrong =
      emailFault(email) ?? (isSameEmail(email, user?.email ?? '') ? 'This is the address on file.' : undefined);
    if (wrong) errors.email = wrong;
    const password = step ? undefined : await currentPasswordFault(c, values.currentPassword);
    if (password) errors.currentPassword = password;
    if (Object.keys(errors).length > 0) return show(c, true, { email, key }, errors, 422);
    const [link, sent] = [links.create(), { by: viewer, form: `email change to ${email}`, key, at: when.at }];
    const confirmedAt = step ? session?.standing.emailConfirmedAt : undefined;
    const change = { ...when, email, link, confirmedAt };
    const asked = await db
      .write((tx) => makeOnce(tx, sent, () => askEmailChange(tx, viewer, change)))
      .catch(catchTooManyMails);
    if (asked instanceof TooManyMails) return show(c, true, { email, key }, { email: asked.message }, 429);
    if (!step) return goTo(c, '/account?asked=email');
    // On the way in the next screen is another: what becomes of the address is said first. Sent again, nothing is made
    // twice.
    return page(c, <EmailChangeSent frame={frame(c)} email={email} former={user?.email ?? ''} />);
  })

  // The token leaves the address at once, for a cookie that lives for half an hour (X6).
  .get('/confirm/:token', (c) => {
    allowAnybody(c);
    setCookie(c, cookieOf(c), c.req.param('token').slice(0, 100), cookieOptions(c));
    return goTo(c, '/email-address/new');
  })

  .get('/new', async (c) => {
    allowAnybody(c);
    const link = await findLink(c.get('db').read, idOf(c), 'email', c.get('clock')());
    if (!link) return page(c, <LinkVoid frame={frame(c)} />, 410);
    return page(c, <ConfirmEmail frame={frame(c)} email={link.email} />);
  })

  .post('/new', async (c) => {
    allowAnybody(c);
    await readForm(c, { buttons: ['confirm'] });
    const db = c.get('db');
    const clock = c.get('clock');
    const changed = await db.write((tx) => changeEmail(tx, idOf(c), clock(), remoteAddress(c)));
    // Pressed twice it is changed once, and said once more.
    if (!changed && !(await findUsedLink(db.read, idOf(c), 'email', clock() - 10 * 60_000)))
      return page(c, <LinkVoid frame={frame(c)} />, 410);
    deleteCookie(c, cookieOf(c), { path: '/', secure: isHttps(c) });
    return page(c, <EmailConfirmed frame={frame(c)} />);
  });

async function show(
  c: Request,
  corrects: boolean,
  values: Readonly<Record<string, string>> = {},
  errors?: Record<string, string>,
  status: 200 | 400 | 413 | 422 | 429 = 200,
) {
  const viewer = allow(c, 'finish logging in');
  const user = await findUser(c.get('db').read, viewer.userId);
  const asksPassword = c.get('step') === undefined && !isRecent(c);
  const shown = { viewer, email: user?.email ?? '', corrects, asksPassword, inWizard: c.get('step') !== undefined };
  const entry = { values: { email: values.email ?? '', key: formKeyOf(values.key) }, ...(errors && { errors }) };
  return page(c, <EmailAddress frame={frame(c)} {...shown} entry={entry} />, status);
}

const isHttps = (c: Request) => c.get('config').origin.startsWith('https:');
const cookieOf = (c: Request) => (isHttps(c) ? '__Host-email' : 'email');
const cookieOptions = (c: Request) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: isHttps(c), maxAge: 30 * 60 }) as const;
const idOf = (c: Request) => c.get('links').idOf(getCookie(c, cookieOf(c)) ?? '');
