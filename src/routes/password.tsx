import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { judgeNewPassword } from '../auth/new-password.js';
import { isAnswer } from '../auth/passwords.js';
import { showWait } from '../auth/throttle.js';
import { allowAnybody, type Env, frame, type Request, remoteAddress } from '../context.js';
import { findUser } from '../db/accounts.js';
import { findUsedLink, questionAskedOf } from '../db/links.js';
import { answerQuestion, askReset, findByDetails, findReset, resetPassword } from '../db/resets.js';
import { fullName } from '../db/users.js';
import { mostWrongAnswers } from '../domain/account.js';
import { labelOf } from '../domain/choice.js';
import { securityQuestions } from '../domain/security-question.js';
import { readForm } from '../form.js';
import { LinkVoid } from '../views/email-address.js';
import { AccountLocked, AnswerQuestion, ResetSent, UserInformation } from '../views/forgot-password.js';
import { PasswordExpired, PasswordSaved } from '../views/password.js';
import { goTo, page } from './page.js';

const told = {
  organizationCode: 'Enter your Organization Code.',
  username: 'Enter your Username.',
  email: 'Enter your Email Address.',
};

/** Forgot password, in its four pages (L10 to L13). */
export const password = new Hono<Env>()
  .get('/forgot', (c) => {
    allowAnybody(c);
    return page(c, <UserInformation frame={frame(c)} entry={{ values: {} }} />);
  })

  .post('/forgot', async (c) => {
    allowAnybody(c);
    const { db, clock, links, throttle } = c.var;
    const { values } = await readForm(
      c,
      { text: ['organizationCode', 'username', 'email'], buttons: ['submit'] },
      ({ message, status }, values) =>
        page(c, <UserInformation frame={frame(c)} entry={{ values }} message={message} />, status),
    );
    const refuse = (errors: Record<string, string>, status: 422 | 429, message?: string) =>
      page(c, <UserInformation frame={frame(c)} entry={{ values, errors }} message={message} />, status);
    const [organizationCode = '', username = '', email = ''] = Object.keys(told).map((name) => values[name]?.trim());
    const empty = Object.entries(told).filter(([name]) => !values[name]?.trim());
    if (empty.length > 0) return refuse(Object.fromEntries(empty), 422);
    const wait = await throttle.ask(remoteAddress(c));
    if (wait > 0)
      return refuse(
        {},
        429,
        `There were too many requests from your connection. Wait ${showWait(wait)}, then try again.`,
      );
    const details = { organizationCode, username, email };
    const known = await findByDetails(db.read, details);
    // Counted for somebody in any case: the time taken must tell nothing (L10).
    const mayMail = await throttle.mayMail(known ? `user ${known.userId}` : `nobody ${organizationCode} ${username}`);
    const ask = { at: clock(), address: remoteAddress(c), link: links.fresh(), mayMail };
    await db.write((tx) => askReset(tx, details, ask));
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
    const lasts = { path: '/', httpOnly: true, sameSite: 'Lax', secure: isHttps(c), maxAge: 30 * 60 } as const;
    setCookie(c, cookieOf(c), c.req.param('token').slice(0, 100), lasts);
    return goTo(c, '/password/answer');
  })

  .get('/answer', async (c) => {
    allowAnybody(c);
    const reset = await findReset(c.var.db.read, idOf(c), c.var.clock());
    if (reset?.link.answeredAt != null) return goTo(c, '/password/new');
    return showQuestion(c);
  })

  .post('/answer', async (c) => {
    allowAnybody(c);
    const { db, clock } = c.var;
    const { values } = await readForm(c, { text: ['answer'], buttons: ['submit'] }, ({ message, status }) =>
      showQuestion(c, message, status),
    );
    if (!values.answer?.trim()) return showQuestion(c, 'Enter the answer to your security question.', 422);
    const reset = await findReset(db.read, idOf(c), clock());
    const answerHash = reset && questionAskedOf(db.read, reset.user.id)?.answerHash;
    if (answerHash === undefined) return page(c, <LinkVoid frame={frame(c)} />, 410);
    const judged = { answerHash, isRight: await isAnswer(values.answer, answerHash) };
    const when = { at: clock(), address: remoteAddress(c) };
    const result = await db.write((tx) => answerQuestion(tx, idOf(c), judged, when));
    if (result === 'right') return goTo(c, '/password/new');
    if (result === 'locked') return page(c, <AccountLocked frame={frame(c)} />, 403);
    return showQuestion(c, 'This is not the answer on file.', 422);
  })

  .get('/new', (c) => {
    allowAnybody(c);
    return showNew(c);
  })

  .post('/new', async (c) => {
    allowAnybody(c);
    const { db, clock, config } = c.var;
    const { values } = await readForm(
      c,
      { text: ['newPassword', 'confirmNewPassword'], buttons: ['save'] },
      ({ message, status }) => showNew(c, { newPassword: message }, status),
    );
    const reset = await findReset(db.read, idOf(c), clock());
    if (reset?.link.answeredAt == null) return savedOrVoid(c);
    const rule = { policy: config.passwordPolicy, site: config.site };
    const judged = await judgeNewPassword(db.read, reset.user, values, rule);
    if ('errors' in judged) return showNew(c, judged.errors, 422);
    const when = { at: clock(), address: remoteAddress(c) };
    const saved = await db.write((tx) => resetPassword(tx, idOf(c), judged.chosen, when));
    return saved ? goTo(c, '/password/saved') : savedOrVoid(c);
  })

  .get('/saved', async (c) => {
    allowAnybody(c);
    const { db, clock } = c.var;
    const used = await findUsedLink(db.read, idOf(c), clock() - 10 * 60_000);
    const user = used && (await findUser(db.read, used.userId));
    if (!user) return page(c, <LinkVoid frame={frame(c)} />, 410);
    return page(c, <PasswordSaved frame={frame(c)} userName={fullName(user)} username={user.username} />);
  });

/** Save pressed twice is saved once, and said once more; any other link that does not open says so. */
async function savedOrVoid(c: Request) {
  const used = await findUsedLink(c.var.db.read, idOf(c), c.var.clock() - 10 * 60_000);
  return used ? goTo(c, '/password/saved') : page(c, <LinkVoid frame={frame(c)} />, 410);
}

async function showQuestion(c: Request, error?: string, status: 200 | 400 | 413 | 422 = 200) {
  const { db, clock } = c.var;
  const reset = await findReset(db.read, idOf(c), clock());
  const asked = reset && questionAskedOf(db.read, reset.user.id);
  if (!reset || !asked) return page(c, <LinkVoid frame={frame(c)} />, 410);
  const entry = { values: {}, ...(error && { errors: { answer: error } }) };
  const left = mostWrongAnswers - reset.user.wrongAnswers;
  const question = labelOf(securityQuestions, asked.question);
  return page(c, <AnswerQuestion frame={frame(c)} question={question} left={left} entry={entry} />, status);
}

async function showNew(c: Request, errors?: Record<string, string>, status: 200 | 400 | 413 | 422 = 200) {
  const reset = await findReset(c.var.db.read, idOf(c), c.var.clock());
  if (!reset) return page(c, <LinkVoid frame={frame(c)} />, 410);
  if (reset.link.answeredAt === null) return goTo(c, '/password/answer');
  const entry = { values: {}, ...(errors && { errors }) };
  const { user } = reset;
  const shown = { userName: fullName(user), username: user.username, policy: c.var.config.passwordPolicy, entry };
  return page(c, <PasswordExpired frame={frame(c)} action="/password/new" {...shown} />, status);
}

const isHttps = (c: Request) => c.var.config.origin.startsWith('https:');
const cookieOf = (c: Request) => (isHttps(c) ? '__Host-reset' : 'reset');
const idOf = (c: Request) => c.var.links.idOf(getCookie(c, cookieOf(c)) ?? '');
