import { frame, LoginFirst, NotFound, Refused, type Request } from '../context.js';
import { keepInterruption } from '../db/interruptions.js';
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
  c.var.log.error({ reference: c.var.reference, fault: error.name, message: error.message, stack: error.stack });
  const title = 'Something went wrong on our side';
  const whatToDo = `Try again; if it happens again, tell the help desk at ${site.helpDeskEmail} this reference number:`;
  // The page with what was typed on it stays, where a script asked.
  if (isPartial(c))
    return partials(
      c,
      { said: `${title}. What you typed is still here. ${whatToDo} ${c.var.reference}` },
      `Error: ${title}`,
      500,
    );
  const typed = c.req.method === 'POST' ? await readInterrupted(c, c.var.csrf).catch(() => undefined) : undefined;
  return page(
    c,
    <Message frame={frame(c)} title={title}>
      <p>
        Nothing was lost that had been saved. {whatToDo} <b>{c.var.reference}</b>
      </p>
      {typed ? (
        <SendAgain to={c.req.url.slice(new URL(c.req.url).origin.length)} csrf={frame(c).csrf} body={typed} />
      ) : null}
    </Message>,
    500,
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
