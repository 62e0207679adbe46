import type { PastSession } from '../auth/sessions.js';
import { hashToken } from '../auth/tokens.js';
import { rolesOf } from '../db/accounts/memberships.js';
import { keepInterruption } from '../db/edits/interruptions.js';
import type { Request } from './context.js';
import { BadForm, readFields } from './form.js';
import { sessionOfForm } from './form-token.js';

/** The most that is kept of one form: three times the largest that is filled in by hand, a visit of twelve lines. */
const mostBytes = 32 * 1024;
/** Pages whose forms are about secrets: nothing of them is kept. */
const secretPaths = /^\/(?:login|logout|session|interrupted|password|security-questions|account)(?:[/?]|$)/;

type Holder = Pick<PastSession, 'userId' | 'organizationId'>;
type SentForm = { readonly token: string; readonly body: string };

/**
 * The fields of a form that could not be taken, because the session had ended (L16) or by a fault of ours, without
 * passwords, answers and its token; undefined if it is about secrets, or cannot be read as a form.
 */
export async function readSent(c: Request, path: string): Promise<SentForm | undefined> {
  if (secretPaths.test(path) || !c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
    return undefined;
  const fields = await readFields(c).catch((error: Error) => {
    if (error instanceof BadForm) return undefined;
    throw error;
  });
  if (!fields) return undefined;
  const token = fields.find(([name]) => name === 'csrf')?.[1] ?? '';
  const kept = fields.filter(([name]) => name !== 'csrf' && !/password|answer/i.test(name));
  return { token, body: new URLSearchParams(kept).toString() };
}

/**
 * Keeps what a form brought, for the user and the organization that it was shown to in this browser, to be offered once
 * they are logged in again (L16). Answers whose it is; undefined where nothing was kept: it was not shown here, is
 * about secrets, or too large.
 * @param path the address that the form would go to
 * @param isWanted whether that of such a holder is to be kept at all
 */
export async function keepForm(
  c: Request,
  path: string,
  isWanted: (of: Holder) => boolean = () => true,
): Promise<Holder | undefined> {
  const sent = await readSent(c, path);
  const session = sent && (await sessionOfForm(c, sent.token));
  if (!session || sent.body.length > mostBytes) return undefined;
  const of = { userId: session.userId, organizationId: await organizationOfForm(c, session, path, sent.body) };
  if (!isWanted(of)) return undefined;
  const row = { id: crypto.randomUUID(), ...of, path, body: sent.body, page: hashToken(sent.token) };
  const db = c.get('db');
  const clock = c.get('clock');
  await db.write((tx) => keepInterruption(tx, { ...row, at: clock() }));
  return of;
}

/**
 * The organization that a form was shown for: forms of clients say it themselves, since their session may act for
 * another one of its user's by now (C22). The other forms' organization is something that was chosen.
 */
async function organizationOfForm(
  c: Request,
  { userId, organizationId }: Holder,
  path: string,
  body: string,
): Promise<number> {
  const said = path.startsWith('/clients/') ? Number(new URLSearchParams(body).get('organization')) : organizationId;
  return (await rolesOf(c.get('db').read, userId)).some((one) => one.organizationId === said) ? said : organizationId;
}
