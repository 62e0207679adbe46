import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { formKeyOf } from '../../auth/form-key.js';
import { judgeNewPassword } from '../../auth/new-password.js';
import { isAnswer } from '../../auth/passwords.js';
import { showWait } from '../../auth/throttle.js';
import { hashToken, newToken } from '../../auth/tokens.js';
import { findUsedLink, userOfLink } from '../../db/accounts/links.js';
import { answerQuestion, askReset, findReset, resetPassword } from '../../db/accounts/resets.js';
import { questionAskedOf } from '../../db/accounts/security-questions.js';
import { findUser } from '../../db/accounts/users.js';
import { makeOnce } from '../../db/operations/form-results.js';
import { TooManyMails } from '../../db/operations/outbox.js';
import { answerKey, securityQuestions } from '../../domain/accounts/security-question.js';
import { labelOf } from '../../domain/codes/choice.js';
import { fullName } from '../../domain/text/name.js';
import { LinkVoid } from '../../views/accounts/email-address.js';
import {
  AccountLocked,
  AnswerQuestion,
  ResetSent,
  SavedElsewhere,
  UserInformation,
} from '../../views/accounts/forgot-password.js';
import { PasswordExpired, PasswordSaved } from '../../views/accounts/password.js';
import { allowAnybody, type Env, frame, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { setCookie } from '../../web/headers.js';
import { goTo, page } from '../../web/page.js';
import { catchTooManyMails } from './too-many.js';

const emptyFieldFaults = {
  organizationCode: 'Enter your Organization Code.',
  username: 'Enter your Username.',
  email: 'Enter your Email Address.',
};

/** Forgot password, in its four pages (L10 to L13). */
export const password = new Hono<Env>()
  .get('/forgot', (c) => {
    allowAnybody(c);
    return page(c, <UserInformation frame={frame(c)} entry={{ values: keyed({}) }} />);
  })

  .post('/forgot', async (c) => {
    allowAnybody(c);
    const db = c.get('db');
    const clock = c.get('clock');
    const links = c.get('links');
    const throttle = c.get('throttle');
    const { values } = await readForm(
      c,
      { text: ['organizationCode', 'username', 'email'], keyed: true, buttons: ['submit'] },
      ({ message, status }, values) =>
        page(c, <UserInformation frame={frame(c)} entry={{ values: keyed(values) }} message={message} />, status),
    );
    const refuse = (errors: Record<string, string>, status: 422 | 429, message?: string) =>
      page(c, <UserInformation frame={frame(c)} entry={{ values: keyed(values), errors }} message={message} />, status);
    const [organizationCode = '', username = '', email = ''] = Object.keys(emptyFieldFaults).map((name) =>
      values[name]?.trim(),
    );
    const empty = Object.entries(emptyFieldFaults).filter(([name]) => !values[name]?.trim());
    if (empty.length > 0) return refuse(Object.fromEntries(empty), 422);
    const wait = await throttle.ask(remoteAddress(c));
    if (wait > 0)
      return refuse(
        {},
        429,
        `There were too many requests from your connection. Wait ${showWait(wait)}, then try again.`,
      );
    const details = { organizationCode, username, email };
    const ask = { at: clock(), address: remoteAddress(c), link: links.create() };
    const sent = { by: undefined, form: `reset of ${JSON.stringify(details)}`, key: values.key ?? '', at: ask.at };
    await db.write((tx) => makeOnce(tx, sent, () => askReset(tx, details, ask)));
    return goTo(c, '/password/sent');
  })

  .get('/sent', (c) => {
    allowAnybody(c);
    return page(c, <ResetSent frame={frame(c)} />);
  })

  // The token leaves the address at once, for a cookie that lives for half an hour. Nothing is used up: mail scanners
  // open links too (L11).
  .get('/reset/:token', (c) => {
    allowAnybody(c);
    setCookie(c, cookieOf(c), c.req.param('token').slice(0, 100), cookieOptions(c));
    return goTo(c, '/password/answer');
  })

  .get('/answer', async (c) => {
    allowAnybody(c);
    const reset = await findReset(c.get('db').read, idOf(c), c.get('clock')());
    return reset && answerBrowser(c) ? goTo(c, '/password/new') : showQuestion(c);
  })

  .post('/answer', async (c) => {
    allowAnybody(c);
    const db = c.get('db');
    const clock = c.get('clock');
    const links = c.get('links');
    const { values } = await readForm(c, { text: ['answer'], buttons: ['submit'] }, ({ message, status }) =>
      showQuestion(c, message, status),
    );
    if (!values.answer?.trim()) return showQuestion(c, 'Enter the answer to your security question.', 422);
    const userId = await userOfLink(db.read, idOf(c));
    const answerHash = userId && (await questionAskedOf(db.read, userId))?.answerHash;
    if (!answerHash) return page(c, <LinkVoid frame={frame(c)} />, 410);
    const digest = links.sign(`answer ${userId} ${answerHash} ${answerKey(values.answer)}`);
    const isOpen = (await findReset(db.read, idOf(c), clock())) !== undefined;
    const judged = { answerHash, digest, isRight: isOpen && (await isAnswer(values.answer, answerHash)) };
    const when = { at: clock(), address: remoteAddress(c) };
    const result = await db.write((tx) => answerQuestion(tx, idOf(c), judged, when));
    if (result === 'right') {
      rememberAnswer(c);
      return goTo(c, '/password/new');
    }
    if (result === 'locked') return page(c, <AccountLocked frame={frame(c)} />, 403);
    return showQuestion(c, 'This is not the answer on file.', 422);
  })

  .get('/new', (c) => {
    allowAnybody(c);
    return showNew(c);
  })

  .post('/new', async (c) => {
    allowAnybody(c);
    const db = c.get('db');
    const clock = c.get('clock');
    const config = c.get('config');
    const { values } = await readForm(
      c,
      { text: ['newPassword', 'confirmNewPassword'], buttons: ['save'] },
      ({ message, status }) => showNew(c, { newPassword: message }, status),
    );
    const browser = answerBrowser(c);
    const reset = await findReset(db.read, idOf(c), clock());
    if (!reset) return savedOrVoid(c);
    if (!browser) return goTo(c, '/password/answer');
    const rule = { policy: config.passwordPolicy, site: config.site };
    const judged = await judgeNewPassword(db.read, reset.user, values, rule);
    if ('errors' in judged) {
      // Another press of it may have saved it since: what was new is the current password then.
      return (await findReset(db.read, idOf(c), clock())) ? showNew(c, judged.errors, 422) : savedOrVoid(c);
    }
    const when = { at: clock(), address: remoteAddress(c) };
    const saving = db.write((tx) => resetPassword(tx, idOf(c), { ...judged.chosen, browser }, when));
    const saved = await saving.catch(catchTooManyMails);
    if (saved instanceof TooManyMails) return showNew(c, { newPassword: saved.message }, 429);
    return saved ? goTo(c, '/password/saved') : savedOrVoid(c);
  })

  .get('/saved', async (c) => {
    allowAnybody(c);
    const used = await usedLink(c);
    const user = used && (await findUser(c.get('db').read, used.userId));
    if (!user) return page(c, <LinkVoid frame={frame(c)} />, 410);
    if (used.usedBy !== answerBrowser(c)) return page(c, <SavedElsewhere frame={frame(c)} />, 409);
    return page(c, <PasswordSaved frame={frame(c)} userName={fullName(user)} username={user.username} />);
  });

const keyed = (values: Readonly<Record<string, string>>) => ({ ...values, key: formKeyOf(values.key) });

/** The link of this browser, where it was used within ten minutes and somebody answered its question right here. */
async function usedLink(c: Request) {
  return answerBrowser(c) && findUsedLink(c.get('db').read, idOf(c), 'reset', c.get('clock')() - 10 * 60_000);
}

/**
 * Save pressed twice is saved once, and said once more; of two browsers that save, the second is told (L13). Any other
 * link that does not open says so.
 */
async function savedOrVoid(c: Request) {
  const used = await usedLink(c);
  if (!used) return page(c, <LinkVoid frame={frame(c)} />, 410);
  return used.usedBy === answerBrowser(c)
    ? goTo(c, '/password/saved')
    : page(c, <SavedElsewhere frame={frame(c)} />, 409);
}

async function showQuestion(c: Request, error?: string, status: 200 | 400 | 413 | 422 = 200) {
  const db = c.get('db');
  const clock = c.get('clock');
  const reset = await findReset(db.read, idOf(c), clock());
  const asked = reset && (await questionAskedOf(db.read, reset.user.id));
  if (!reset || !asked) return page(c, <LinkVoid frame={frame(c)} />, 410);
  const entry = { values: {}, ...(error && { errors: { answer: error } }) };
  const { remaining } = reset;
  const question = labelOf(securityQuestions, asked.question);
  return page(c, <AnswerQuestion frame={frame(c)} question={question} remaining={remaining} entry={entry} />, status);
}

async function showNew(c: Request, errors?: Record<string, string>, status: 200 | 400 | 413 | 422 | 429 = 200) {
  const reset = await findReset(c.get('db').read, idOf(c), c.get('clock')());
  if (!reset) return page(c, <LinkVoid frame={frame(c)} />, 410);
  if (!answerBrowser(c)) return goTo(c, '/password/answer');
  const entry = { values: {}, ...(errors && { errors }) };
  const { user } = reset;
  const shown = { userName: fullName(user), username: user.username, policy: c.get('config').passwordPolicy, entry };
  return page(c, <PasswordExpired frame={frame(c)} action="/password/new" {...shown} />, status);
}

const isHttps = (c: Request) => c.get('config').origin.startsWith('https:');
const cookieOf = (c: Request) => (isHttps(c) ? '__Host-reset' : 'reset');
const idOf = (c: Request) => c.get('links').idOf(getCookie(c, cookieOf(c)) ?? '');
const cookieOptions = (c: Request) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: isHttps(c), maxAge: 30 * 60 }) as const;

const answerCookie = (c: Request) => `${cookieOf(c)}-answer`;
const answerOf = (c: Request, nonce: string) => `${nonce}.${c.get('links').sign(`right answer ${idOf(c)} ${nonce}`)}`;

/** The right answer belongs to the browser that gave it: a nonce is left there, signed for this link (L12). */
function rememberAnswer(c: Request): void {
  const nonce = newToken(16);
  setCookie(c, answerCookie(c), answerOf(c, nonce), cookieOptions(c));
}

/** A digest of this browser, if the question of its link was answered right in it; undefined elsewhere. */
function answerBrowser(c: Request): string | undefined {
  const left = getCookie(c, answerCookie(c)) ?? '';
  const id = hashToken(left);
  return id === hashToken(answerOf(c, left.split('.')[0] ?? '')) ? id : undefined;
}
