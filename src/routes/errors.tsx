import type { Child } from 'hono/jsx';
import { Unsure } from '../db/engine/database.js';
import { isBusy, tellFault } from '../db/engine/faults.js';
import type { Brake } from '../db/operations/openings.js';
import { clientIdIn, recordPath } from '../domain/clients/record-address.js';
import { refusalText } from '../policy.js';
import { TypedFields } from '../views/accounts/interrupted.js';
import { ReasonPage } from '../views/accounts/reason.js';
import { Message, SendAgain } from '../views/message.js';
import { Braked, frame, LoginFirst, NotFound, Refused, type Request } from '../web/context.js';
import { Answered, BadForm, ShownElsewhere } from '../web/form.js';
import { tokenMatches } from '../web/form-token.js';
import { addHeader } from '../web/headers.js';
import { keepForm, readSent } from '../web/interrupted-form.js';
import { goTo, isPartial, nextOf, page, partials } from '../web/page.js';

/** The page for an address that leads to nothing the viewer may see: the same whether it exists or not. */
export function notFoundPage(c: Request): Response {
  return page(
    c,
    <Message frame={{ ...frame(c), from: '/' }} title="Nothing here">
      <p>
        There is no page at this address, or it is not open to the organization that you act for. A record may be
        restricted: ask the help desk at {c.get('config').site.helpDeskEmail}.
      </p>
    </Message>,
    404,
  );
}

const unsure =
  'It is not known whether this was saved. Wait some seconds, and look before you send it again: what was saved is not saved twice.';

/** The answer to everything that is thrown on the way. */
export async function errorPage(error: Error, c: Request): Promise<Response> {
  const { site } = c.get('config');
  if (error instanceof Answered) return error.response;
  if (error instanceof NotFound || error instanceof Refused) {
    const kept = await ofAnotherOrganization(c).catch((fault: Error) => errorPage(fault, c));
    if (kept) return kept;
  }
  if (error instanceof NotFound) return notFoundPage(c);
  if (error instanceof LoginFirst) return loginFirst(c);
  if (error instanceof Braked) return brakePage(c, error.brake);
  if (error instanceof Refused)
    return page(
      c,
      <Message frame={{ ...frame(c), from: '/' }} title="Not allowed">
        <p>{refusalText(site.helpDeskEmail)}</p>
      </Message>,
      403,
    );
  if (error instanceof BadForm) return badForm(c, error);
  if (isBusy(error)) {
    c.get('log').warn({ reference: c.get('reference'), fault: 'Busy', message: tellFault(error).message });
    addHeader(c, 'Retry-After', '5');
    if (error instanceof Unsure || c.get('wrote')) return notDone(c, 'The registry does not answer', 503, unsure);
    return notDone(c, 'The registry is busy', 503, 'Nothing was changed. Wait some seconds and try again.');
  }
  // The browser went away before its form had arrived: nobody is there to answer, and nothing of ours is at fault.
  if (c.env?.incoming?.readableAborted) return c.body(null, 400);
  c.get('log').error({ reference: c.get('reference'), ...tellFault(error) });
  return notDone(
    c,
    'Something went wrong on our side',
    500,
    <>
      Nothing was lost that had been saved. Try again; if it happens again, tell the help desk at {site.helpDeskEmail}{' '}
      this reference number: <b>{c.get('reference')}</b>
    </>,
  );
}

/** The answer to whoever opens too many records: the question why, or that no more open for now. */
function brakePage(c: Request, brake: Brake): Response {
  const id = clientIdIn(c.req.path);
  const to = c.req.method === 'GET' ? addressOf(c) : id === undefined ? '/' : recordPath(id);
  if (brake === 'asks') return page(c, <ReasonPage frame={{ ...frame(c), from: '/' }} values={{ to }} />, 429);
  const { site } = c.get('config');
  return page(
    c,
    <Message frame={{ ...frame(c), from: '/' }} title="No more records for now">
      <p>
        You opened more records within an hour than anybody may. The help desk was told. What you typed and saved is
        kept; records that you opened before stay open to you.
      </p>
      <p>
        Wait until the hour is over, or ask the help desk to let you go on: {site.helpDeskPhone}, {site.helpDeskEmail}.
      </p>
    </Message>,
    429,
  );
}

/** Something that was asked for and could not be done: what was sent can be sent again. */
async function notDone(c: Request, title: string, status: 500 | 503, whatToDo: Child): Promise<Response> {
  // The page with what was typed on it stays, where a script asked.
  if (isPartial(c)) {
    const said = (
      <span class="trouble">
        {title}. What you typed is still here. {whatToDo}
      </span>
    );
    return partials(c, { said }, `Error: ${title}`, status);
  }
  const typed = c.req.method === 'POST' ? await typedHere(c).catch(() => undefined) : undefined;
  return page(
    c,
    <Message frame={frame(c)} title={title}>
      <p>{whatToDo}</p>
      {typed ? <SendAgain to={addressOf(c)} csrf={frame(c).csrf} body={typed} /> : null}
    </Message>,
    status,
  );
}

/** The address that was asked for, without the host. */
function addressOf(c: Request): string {
  const { pathname, search } = new URL(c.req.url);
  return nextOf(`${pathname}${search}`);
}

/** The typed fields of a form, if it was shown to whoever sends it. */
async function typedHere(c: Request): Promise<string | undefined> {
  const sent = await readSent(c, c.req.path);
  return sent && (await tokenMatches(c, sent.token)) ? sent.body : undefined;
}

/**
 * Answers a form that was refused and has no page of its own. Where a script asked, the page stays with what was typed
 * on it. A form of another user's session in this browser, or of another organization's, is kept for them (L16, C22).
 */
async function badForm(c: Request, error: BadForm): Promise<Response> {
  const title = 'This form could not be read';
  const viewer = c.get('viewer');
  const isElsewhere = error instanceof ShownElsewhere;
  const kept = isElsewhere ? await keepForm(c, addressOf(c)) : undefined;
  const whatNow = kept
    ? kept.userId === viewer?.userId
      ? 'What you typed is kept for the organization that it was shown for: switch back to it, and Home offers it.'
      : 'What was typed is kept for the user whom it was shown to, and offered to them after they log in.'
    : isElsewhere
      ? 'Go back, load the page again and send it once more.'
      : '';
  const message = `${error.message} ${whatNow}`.trim();
  if (isPartial(c))
    return partials(c, { said: `${message} What you typed is still here.` }, `Error: ${title}`, error.status);
  // Browsers say where a form was sent from: what stood on a page of ours is shown to be copied.
  const isOurs = isElsewhere && !kept && c.req.header('sec-fetch-site') === 'same-origin';
  const typed = isOurs ? await readSent(c, c.req.path) : undefined;
  return page(
    c,
    <Message frame={frame(c)} title={title}>
      <p>{message}</p>
      {typed ? <TypedFields body={typed.body} /> : null}
    </Message>,
    error.status,
  );
}

/**
 * A form that was shown for another organization of its user, and would be refused here or leads to nothing here: it is
 * kept for that one, whatever there is (C22).
 */
async function ofAnotherOrganization(c: Request): Promise<Response | undefined> {
  const viewer = c.get('viewer');
  if (!viewer || c.req.method !== 'POST') return undefined;
  const { userId, organization } = viewer;
  const kept = await keepForm(c, addressOf(c), (of) => of.userId === userId && of.organizationId !== organization.id);
  if (!kept) return undefined;
  const title = 'This form was shown for another organization';
  const message =
    `You act for ${organization.name} now, and nothing was changed. What you typed is kept for the organization ` +
    'that it was shown for: switch back to it, and Home offers it.';
  if (isPartial(c)) return partials(c, { said: `${title}. ${message}` }, `Error: ${title}`, 409);
  return page(
    c,
    <Message frame={frame(c)} title={title}>
      <p>{message}</p>
      <p>
        <a href="/organizations">Switch organizations</a>
      </p>
    </Message>,
    409,
  );
}

/**
 * To the login page and back (L16). A form that arrives after the session ended is kept for the same user to send
 * again.
 */
async function loginFirst(c: Request): Promise<Response> {
  const address = addressOf(c);
  const next = c.req.method === 'GET' || (await keepForm(c, address)) ? address : '/';
  return goTo(c, next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`);
}
