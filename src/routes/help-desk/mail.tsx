import { Hono } from 'hono';
import type { Links } from '../../auth/links.js';
import { openLeaps, settleLeaps } from '../../db/accounts/clock-leaps.js';
import { loadLink } from '../../db/accounts/links.js';
import type { Reader, Tx } from '../../db/engine/database.js';
import { inTurn } from '../../db/engine/in-turn.js';
import { trace } from '../../db/operations/audit.js';
import {
  findMessage,
  givenUpMessages,
  giveUpMessage,
  loadMessage,
  mailOf,
  type OutboxRow,
  reviveMessage,
  troubledMessages,
} from '../../db/operations/outbox.js';
import { isLonger, isShowable, tidy } from '../../domain/text/name.js';
import { type Day, dayOf } from '../../domain/time/day.js';
import { MessagePage, TroubledMail } from '../../views/help-desk/mail.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, type Env, frame, NotFound, type Request, remoteAddress, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page } from '../../web/page.js';

type Status = 200 | 400 | 409 | 413 | 422;

/** Mail that did not leave, and leaps of the clock that wait for the help desk's word (L9). */
export const mail = new Hono<Env>()
  .get('/', (c) => list(c))

  .post('/', async (c) => {
    const viewer = allow(c, 'watch the mail');
    const { command } = await readForm(c, { buttons: ['clock.', 'again.'] });
    const when = occasion(c);
    const shown = /^clock\.(\d{1,15})$/.exec(command)?.[1];
    if (shown) {
      await c.get('db').write((tx) => settleLeaps(tx, viewer, Number(shown), when));
      return goTo(c, '/mail');
    }
    const again = await sendAgain(c, Number(/^again\.(\d{1,15})$/.exec(command)?.[1] ?? 0));
    return again === undefined ? goTo(c, '/mail?done=again') : list(c, again, 409);
  })

  .get('/:id{[0-9]{1,15}}', (c) => show(c, { values: {} }))

  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'watch the mail');
    const id = Number(c.req.param('id'));
    const shape = { choice: ['reason'], buttons: ['again', 'give-up'] };
    const { values, command } = await readForm(c, shape, ({ message, status }, values) =>
      show(c, { values }, message, status),
    );
    if (command === 'again') {
      const again = await sendAgain(c, id);
      return again === undefined ? goTo(c, '/mail?done=again') : show(c, { values }, again, 409);
    }
    const why = tidy(values.reason ?? '');
    if (!why || isLonger(why, 200) || !isShowable(why))
      return show(c, { values, errors: { reason: 'Enter the reason, in at most 200 characters.' } }, undefined, 422);
    const when = occasion(c);
    const isGivenUp = await c.get('db').write(async (tx) => {
      if (!(await giveUpMessage(tx, id, why, when.at))) return false;
      await trace(tx, viewer, { ...when, action: 'give up mail', detail: `message ${id}: ${why}` });
      return true;
    });
    if (isGivenUp) return goTo(c, '/mail?done=given-up');
    return show(c, { values }, 'Somebody else gave this message up since the page was shown.', 409);
  });

const occasion = (c: Request) => ({ at: c.get('clock')(), address: remoteAddress(c) });

/** Why a message is not sent again: its link opens no more, or its day is over. Undefined where it may be. */
async function staleness(
  db: Reader | Tx,
  links: Links,
  row: OutboxRow,
  now: number,
  today: Day,
): Promise<string | undefined> {
  const held = mailOf(row);
  if (held.kind === 'reset' || held.kind === 'confirm email') {
    const kind = held.kind === 'reset' ? 'reset' : 'email';
    const opens = held.nonce && (await loadLink(db, links.idOf(links.tokenOf(held.nonce)), kind, now));
    return opens ? undefined : 'Its link has expired: the user asks for another one.';
  }
  return held.kind === 'reminder' && held.inactiveOn <= today ? 'The day that it reminds of has passed.' : undefined;
}

/** Tries a message that was given up again, unless it is stale by then. Answers why it is not; undefined where it is. */
function sendAgain(c: Request, id: number): Promise<string | undefined> {
  const viewer = allow(c, 'watch the mail');
  const when = occasion(c);
  const day = dayOf(when.at, c.get('config').timeZone);
  return c.get('db').write(async (tx) => {
    const row = await loadMessage(tx, id);
    const stale = row && (await staleness(tx, c.get('links'), row, when.at, day));
    if (stale) return `The message is not sent again. ${stale}`;
    if (!row || !(await reviveMessage(tx, id, when.at))) return 'The message has left meanwhile, or is tried already.';
    await trace(tx, viewer, { ...when, action: 'send mail again', detail: `message ${id}` });
    return undefined;
  });
}

const said: ReadonlyMap<string, string> = new Map([
  ['again', 'The message is sent again within the minute.'],
  ['given-up', 'The message is given up: it is tried no more.'],
]);

async function list(c: Request, message?: string, status: Status = 200) {
  allow(c, 'watch the mail');
  const { read } = c.get('db');
  const now = c.get('clock')();
  const told = async (rows: OutboxRow[]) =>
    await inTurn(rows, async (row) => ({ ...row, stale: await staleness(read, c.get('links'), row, now, today(c)) }));
  const shown = {
    messages: await told(await troubledMessages(read, now)),
    givenUp: await told(await givenUpMessages(read)),
    leaps: await openLeaps(read),
  };
  const done = said.get(news(c, 'done') ?? '');
  return page(c, <TroubledMail frame={frame(c)} {...shown} message={message} said={done} />, status);
}

async function show(c: Request, entry: Entry, message?: string, status: Status = 200) {
  allow(c, 'watch the mail');
  const { read } = c.get('db');
  const row = await findMessage(read, Number(c.req.param('id')));
  if (!row) throw new NotFound();
  const told = { ...row, stale: await staleness(read, c.get('links'), row, c.get('clock')(), today(c)) };
  return page(c, <MessagePage frame={frame(c)} message={told} entry={entry} fault={message} />, status);
}
