import type { Child } from 'hono/jsx';
import { frame, LoginFirst, NotFound, Refused, type Request } from '../context.js';
import { keepInterruption } from '../db/interruptions.js';
import { Busy } from '../db/open.js';
import { Answered, BadForm } from '../form.js';
import { readInterrupted } from '../interrupted-form.js';
import { whomToAsk } from '../policy.js';
import { Message, SendAgain } from '../views/message.js';
import { goTo, isPartial, page, partials } from './page.js';

/** The page for an address that leads to nothing the viewer may see: the same whether it exists or not. */
export function notFoundPage(c: Request): Response {
  return page(
    c,
    <Message frame={frame(c)} title="Nothing here">
      <p>
        There is no page at this address, or it is not open to the organization that you act for. A record may be
        restricted: ask the help desk at {c.var.config.site.helpDeskEmail}.
      </p>
    </Message>,
    404,
  );
}

/** What becomes of everything that is thrown on the way. */
export async function errorPage(error: Error, c: Request): Promise<Response> {
  const { site } = c.var.config;
  if (error instanceof Answered) return error.response;
  if (error instanceof NotFound) return notFoundPage(c);
  if (error instanceof LoginFirst) return loginFirst(c);
  if (error instanceof Refused)
    return page(
      c,
      <Message frame={frame(c)} title="Not allowed">
        <p>{whomToAsk(site.helpDeskEmail)}</p>
      </Message>,
      403,
    );
  if (error instanceof BadForm)
    return page(
      c,
      <Message frame={frame(c)} title="This form could not be read">
        <p>{error.message}</p>
      </Message>,
      error.status,
    );
  if (error instanceof Busy) {
    c.var.log.warn({ reference: c.var.reference, fault: 'Busy', message: error.message });
    c.header('Retry-After', '5');
    return notDone(c, 'The registry is busy', 503, 'Nothing was changed. Wait some seconds and try again.');
  }
  c.var.log.error({ reference: c.var.reference, fault: error.name, message: error.message, stack: error.stack });
  return notDone(
    c,
    'Something went wrong on our side',
    500,
    <>
      Nothing was lost that had been saved. Try again; if it happens again, tell the help desk at {site.helpDeskEmail}{' '}
      this reference number: <b>{c.var.reference}</b>
    </>,
  );
}

/** Something that was asked for and could not be done: what was sent can be sent again. */
async function notDone(c: Request, title: string, status: 500 | 503, whatToDo: Child): Promise<Response> {
  // The page with what was typed on it stays, where a script asked.
  if (isPartial(c)) {
    const said = (
      <>
        {title}. What you typed is still here. {whatToDo}
      </>
    );
    return partials(c, { said }, `Error: ${title}`, status);
  }
  const typed = c.req.method === 'POST' ? await readInterrupted(c, c.var.csrf).catch(() => undefined) : undefined;
  return page(
    c,
    <Message frame={frame(c)} title={title}>
      <p>{whatToDo}</p>
      {typed ? (
        <SendAgain to={c.req.url.slice(new URL(c.req.url).origin.length)} csrf={frame(c).csrf} body={typed} />
      ) : null}
    </Message>,
    status,
  );
}

/** To the login page and back (L16). A form that arrives after the session ended is kept for the same user to send again. */
async function loginFirst(c: Request): Promise<Response> {
  const kept = c.req.method === 'POST' && (await keepForm(c));
  const next = c.req.method === 'GET' || kept ? new URL(c.req.url).pathname : '/';
  const path = next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`;
  return goTo(c, path);
}

async function keepForm(c: Request): Promise<boolean> {
  const { ended, db, clock } = c.var;
  const body = ended && (await readInterrupted(c, ended.csrf));
  if (!ended || body === undefined) return false;
  const { userId, organizationId } = ended;
  const id = crypto.randomUUID();
  await db.write((tx) => keepInterruption(tx, { id, userId, organizationId, path: c.req.path, body, at: clock() }));
  return true;
}
