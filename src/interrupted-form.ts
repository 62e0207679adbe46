import { unmasked } from './auth/form-token.js';
import type { Request } from './context.js';

const mostBytes = 128 * 1024;
/** Pages whose forms are about secrets: nothing of them is kept. */
const secret = /^\/(?:login|logout|session|password|security-questions|account)(?:\/|$)/;

/**
 * The body of a form that could not be taken, because the session had ended (L16) or by a fault of ours, without passwords,
 * answers and its token; undefined where it is not a form that was shown to that session, or not one to keep.
 */
export async function readInterrupted(c: Request, csrf: string): Promise<string | undefined> {
  if (secret.test(c.req.path) || !c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
    return undefined;
  const text = c.get('sent')?.toString() ?? (await c.req.text());
  const fields = new URLSearchParams(text);
  if (text.length > mostBytes || unmasked(fields.get('csrf') ?? '') !== csrf) return undefined;
  for (const name of [...fields.keys()]) if (name === 'csrf' || /password|answer/i.test(name)) fields.delete(name);
  return fields.toString();
}
