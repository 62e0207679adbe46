import { Hono } from 'hono';
import { findDraft } from '../../db/edits/drafts.js';
import { assessHistory } from '../../db/immunizations/assessment.js';
import { findHistory } from '../../db/immunizations/immunizations.js';
import { visitDraftsOf } from '../../db/immunizations/visit-drafts.js';
import { may } from '../../policy.js';
import { commentRegions } from '../../views/clients/comment-line.js';
import { groupRegions, ImmunizationHistory, titleOf } from '../../views/immunizations/immunization-history.js';
import { allow, auditAs, type Env, frame, NotFound, type Request, today } from '../../web/context.js';
import { addHeader } from '../../web/headers.js';
import { news } from '../../web/news.js';
import { isPartial, page, partials } from '../../web/page.js';

/** The immunization history (I1 to I4): where Immunize and manage immunizations lead. */
export const immunizations = new Hono<Env>().get('/:id{[0-9]{1,15}}/immunizations', async (c) => {
  const viewer = allow(c, 'view clients');
  const db = c.get('db');
  const id = Number(c.req.param('id'));
  const history = await findHistory(db.read, viewer, id);
  if (!history) throw new NotFound();
  auditAs(c, 'view immunizations');
  const search = searchOf(c);
  const { comments } = history.client;
  const wanted = c.req.query('comment');
  const comment = wanted === 'all' ? 'all' : Math.min(Math.max(1, Math.trunc(Number(wanted)) || 1), comments.length);
  const at = (to: number | 'all') => historyAddress(c, { comment: String(to) });
  if (isPartial(c) && wanted !== undefined && comment !== 'all' && comments.length > 0) {
    addHeader(c, 'HX-Replace-Url', at(comment));
    return partials(c, commentRegions({ comments, current: comment, at }), titleOf(history.client));
  }
  const done = news(c, 'done');
  const shown = {
    frame: historyFrame(c),
    history,
    assessed: await assessHistory(db.read, history, today(c)),
    today: today(c),
    search,
    why: c.req.query('why'),
    mayRecord: may(viewer, 'record immunizations'),
    latest: done === 'changed' ? 'changed' : Number(done) > 0 ? 'added' : undefined,
  };
  const group = shown.why ?? c.req.query('hide');
  if (isPartial(c) && group !== undefined) return partials(c, groupRegions(shown, group), titleOf(history.client));
  const kept = c.req.query('kept') === '1' && (await findDraft(db.read, viewer, id)) !== undefined;
  const drafts = shown.mayRecord ? await visitDraftsOf(db.read, viewer, id) : [];
  return page(
    c,
    <ImmunizationHistory
      {...shown}
      comment={comment}
      grid={c.req.query('view') === 'grid'}
      said={messageAfter(done)}
      drafts={drafts}
      kept={kept}
    />,
  );
});

/** The frame of pages that belong to manage immunizations in the navigation, whatever their address. */
export function historyFrame(c: Request) {
  return { ...frame(c), path: '/immunizations/history' };
}

/** The search to go back to (C2). */
export const searchOf = (c: Request) => c.req.query('search')?.match(/^[\w-]{22}[nb]?$/)?.[0];

/** The address of the history, with the search to go back to. */
export function historyAddress(c: Request, words: Record<string, string>): string {
  const search = searchOf(c);
  const query = new URLSearchParams({ ...words, ...(search && { search }) }).toString();
  return `/clients/${c.req.param('id')}/immunizations${query && `?${query}`}`;
}

function messageAfter(done: string | undefined): string | undefined {
  if (done === 'changed') return 'Immunization updated';
  if (done === 'deleted') return 'Immunization deleted';
  if (done === 'refused') return 'Refusal or deferral noted';
  if (done === 'client') return 'Client Updated';
  if (done === 'nothing') return 'Nothing to save';
  const count = Number(done);
  if (!Number.isInteger(count) || count < 1) return undefined;
  return count === 1 ? 'Immunization added' : `${count} immunizations added`;
}
