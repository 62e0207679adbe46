import { Hono } from 'hono';
import { hashToken, newToken } from '../../auth/tokens.js';
import { findClient } from '../../db/clients/clients.js';
import { findDraft } from '../../db/edits/drafts.js';
import { noteRefusals } from '../../db/edits/note-refusals.js';
import { discardVisitDraft, type VisitDraft, visitDraftsOf } from '../../db/immunizations/visit-drafts.js';
import { recordVisit, stageVisit } from '../../db/immunizations/visit-writes.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { pendingVisit } from '../../domain/edits/unsaved.js';
import { lineCount, type TypedVisit } from '../../domain/immunizations/visit.js';
import { LeaveDraft } from '../../views/clients/client-pages.js';
import { AddVisit, formOf, type VisitProps, visitTitle } from '../../views/immunizations/add-visit.js';
import { vaccineRegions } from '../../views/immunizations/vaccine-select.js';
import { emptyVisit, visitRegions } from '../../views/immunizations/visit-form.js';
import { dayHint } from '../../views/immunizations/whole-visit.js';
import { WorthNote, wordsOf } from '../../views/immunizations/worth.js';
import { allow, type Env, frame, NotFound, namesNobody, type Request, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, isPartial, page, partials } from '../../web/page.js';
import { findByBox } from '../clients/box.js';
import { historyAddress, historyFrame, searchOf } from './immunizations.js';
import {
  afterControl,
  besides,
  expirationRegions,
  givenRegion,
  letGoRegions,
  refusalsOf,
  startOf,
  stockIn,
  visitShape,
} from './visit-parts.js';

/** Add Immunization (I5): several for one visit, kept as a draft until it is saved. */
export const visits = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}/immunizations/new', async (c) => {
    const { viewer, client } = await load(c);
    const drafts = await visitDraftsOf(c.get('db').read, viewer, client.id);
    const draft = drafts.find(({ window }) => window === c.req.query('draft')) ?? drafts[0];
    const asked = (['historical', 'due'] as const).find((name) => c.req.query(name) !== undefined);
    const start = draft ?? (await startOf(c, viewer, asked));
    const values = draft?.typed ?? emptyVisit({ key: newKey(), ...start.typed });
    const kept = c.req.query('kept') === '1' && (await findDraft(c.get('db').read, viewer, client.id)) !== undefined;
    const shown = {
      ...settingOf(c, client),
      ...(await besides(c, viewer, values)),
      entry: entryOf(values),
      ...draftsOfForm(c, drafts, draft?.window),
      waiting: draft && asked,
      left: 'left' in start ? start.left : undefined,
      kept,
    };
    return page(c, <AddVisit {...shown} />);
  })

  .post('/:id{[0-9]{1,15}}/immunizations/new', async (c) => {
    const { viewer, client } = await load(c);
    const db = c.get('db');
    const clock = c.get('clock');
    const again = async (sent: TypedVisit, status: 400 | 409 | 413 | 422, more: Partial<VisitProps>) => {
      const { window = '', shownWith, ...typed } = sent;
      const kept = draftsOfForm(c, await visitDraftsOf(db.read, viewer, client.id), window);
      // The page says what is wrong, not that it is kept.
      const shown = { ...kept, draftAt: undefined, shownWith: kept.shownWith ?? shownWith };
      return answer(c, { ...settingOf(c, client), failed: true, entry: entryOf(typed), ...shown, ...more }, status);
    };
    const form = await readForm(
      c,
      {
        ...visitShape,
        text: [...visitShape.text, 'key'],
        choice: [...visitShape.choice, 'box', 'again', 'state', 'window', 'shownWith', 'begun'],
        buttons: [...visitShape.buttons, 'find', 'more', 'remove.', 'give.', 'fill.', 'correct', 'another'],
      },
      ({ message, status }, { organization: _, box: __, ...values }) => again(values, status, { message }),
    );
    const { organization, again: otherKey, state, box = '', question: _, ...sent } = form.values;
    if (organization !== String(viewer.organization.id))
      return again(sent, 409, { message: otherOrganization(viewer.organization.name) });
    const { window: sentWindow = '', shownWith = '', ...typed } = sent;
    const window = isKey(sentWindow) ? sentWindow : newKey();
    const searches = form.command === 'find' && box.trim() !== '';
    // Enter in a field presses the first button of the form: nobody searches for nothing.
    const [verb, line] = form.command === 'find' ? ['stage'] : form.command.split('.');
    const stock = await stockIn(c, viewer);
    const now = await afterControl(c, viewer, client, stock, typed, [verb, line]);
    const key = verb === 'another' && otherKey ? otherKey : typed.key;
    const visit = {
      clientId: client.id,
      typed: key ? { ...now, key } : now,
      window,
      shownWith,
      sentAs: formName(viewer, client, key),
      correcting: verb === 'correct' ? state : undefined,
      at: clock(),
      today: today(c),
    };
    if (verb !== 'save' && verb !== 'correct' && verb !== 'another') {
      await db.write((tx) => stageVisit(tx, viewer, visit));
      if (searches) return findByBox(c, viewer, box, client.id);
      if (verb === 'cancel') return goTo(c, addressOf(c, 'draft', window));
      const drafts = await visitDraftsOf(db.read, viewer, client.id);
      if (!isPartial(c))
        return goTo(c, `${addressOf(c, 'new', drafts.length > 1 ? window : '')}#${placeAfter(verb, line, now)}`);
      const shown = {
        ...settingOf(c, client),
        ...(await besides(c, viewer, now, stock)),
        entry: entryOf(now),
        ...draftsOfForm(c, drafts, window),
      };
      return answerStaged(c, shown, typed, verb, Number.parseInt(line ?? '', 10));
    }
    const refused = refusalsOf(visit.typed, client, visit.today);
    if (Object.keys(refused.errors).length > 0) {
      await db.write((tx) => stageVisit(tx, viewer, visit));
      const entry = { ...entryOf(visit.typed), errors: refused.errors };
      return again({ ...visit.typed, window, shownWith }, 422, {
        ...(await besides(c, viewer, visit.typed, stock)),
        entry,
      });
    }
    const saved = await db.write(async (tx) => {
      const done = await recordVisit(tx, viewer, visit);
      if (done.kind === 'saved') await noteRefusals(tx, viewer, client.id, refused.comments, visit);
      return done;
    });
    if (saved.kind === 'hidden') throw new NotFound();
    if (saved.kind === 'refused') {
      const { errors, questions, worth } = saved;
      const entry = { ...entryOf(visit.typed), errors, questions };
      const { worth: _, ...shown } = await besides(c, viewer, visit.typed, stock);
      return again({ ...visit.typed, window, shownWith }, 422, { ...shown, entry, worth: wordsOf(worth) });
    }
    if (saved.kind === 'saved before')
      return again({ ...typed, window, shownWith }, 409, { before: { ...saved, again: newKey() } });
    const done = saved.corrected ? 'changed' : saved.count > 0 ? String(saved.count) : 'refused';
    return goTo(c, `${historyAddress(c, { done })}#history`);
  })

  .get('/:id{[0-9]{1,15}}/immunizations/draft', async (c) => {
    const { viewer, client } = await load(c);
    const drafts = await visitDraftsOf(c.get('db').read, viewer, client.id);
    const asked = c.req.query('draft');
    const kept = asked === undefined ? drafts[0] : drafts.find(({ window }) => window === asked);
    if (!kept) return goTo(c, historyAddress(c, {}));
    const { typed, updatedAt: at, mark } = kept;
    return page(c, <LeaveDraft {...{ frame: frame(c), client, pending: pendingVisit(typed), at, mark }} />);
  })

  .post('/:id{[0-9]{1,15}}/immunizations/draft', async (c) => {
    const { viewer, client } = await load(c);
    const { command, values } = await readForm(c, { choice: ['at'], buttons: ['continue', 'keep', 'discard'] });
    // Only what the page named: more may have been typed in its window meanwhile.
    const discarded =
      command !== 'discard' ||
      (await c.get('db').write((tx) => discardVisitDraft(tx, viewer, client.id, values.at ?? '')));
    if (!discarded) return goTo(c, addressOf(c, 'draft', c.req.query('draft')));
    return goTo(c, command === 'continue' ? addressOf(c, 'new', c.req.query('draft')) : historyAddress(c, {}));
  });

/** A form for another organization than the one now acted for (C22). */
export const otherOrganization = (name: string) =>
  `This form was shown for another organization than ${name}, which you act for now. Nothing was changed.`;

/** A form as it was typed, with the answers that it carries. */
export const entryOf = (values: TypedVisit) => ({ values, asTyped: values.asTyped ?? '' });

/** Under which the doses of a form are known, however often it is sent and whatever stands in it then. */
const formName = (viewer: Viewer, client: Client, key = '') =>
  hashToken(`visit ${viewer.userId} ${viewer.organization.id} ${client.id} ${key}`).slice(0, 32);

async function load(c: Request) {
  const viewer = allow(c, 'record immunizations');
  const client = await findClient(c.get('db').read, viewer, Number(c.req.param('id')));
  if (!client) throw new NotFound();
  return { viewer, client };
}

/** The place on the page to go on at. */
function placeAfter(verb: string | undefined, line: string | undefined, now: Record<string, string>): string {
  if (verb === 'find') return `vaccine${line}`;
  if (verb === 'fill') return `lot${line}`;
  return verb === 'more' || verb === 'give' ? `line${lineCount(now)}` : 'visit';
}

/** The form with what was typed and what is to be said: the whole page, or over htmx every part of it. */
function answer(c: Request, props: VisitProps, status: 400 | 409 | 413 | 422) {
  if (!isPartial(c)) return page(c, <AddVisit {...props} />, status);
  return partials(c, visitRegions(formOf(props)), visitTitle(props), status);
}

/** Over htmx: only what the control changed, so that whoever types on keeps place and focus. */
function answerStaged(c: Request, props: VisitProps, typed: TypedVisit, verb: string | undefined, line: number) {
  const title = visitTitle(props);
  const { entry } = props;
  const count = lineCount(entry.values);
  const focus = verb === 'more' || verb === 'give' ? count : Math.min(line, count);
  const { kept, lines, due, problems, asked } = visitRegions(formOf({ ...props, focus }));
  const worth = worthRegions(props);
  const begun = letGoRegions(props, typed);
  if (verb === 'find') return partials(c, { kept, ...worth, ...begun, ...vaccineRegions(entry.values, line) }, title);
  if (verb === 'more' || verb === 'remove' || verb === 'give')
    return partials(c, { ...begun, kept, due, problems, asked, lines }, title);
  if (verb === 'fill') return partials(c, { kept, due, ...worth, ...begun, ...givenRegion(props, line) }, title);
  namesNobody(c);
  const dates = Object.keys(begun).length > 0 ? begun : expirationRegions(entry, typed);
  return partials(c, { kept, due, ...worth, ...dates, 'givenOn-hint': dayHint(props.readAs) }, title);
}

/** What each line would be, anew; what is typed beside it stays. */
function worthRegions({ entry, worth }: VisitProps) {
  const lines = Array.from({ length: lineCount(entry.values) }, (_, at) => at + 1);
  return Object.fromEntries(
    lines.map((line) => [`worth${line}`, <WorthNote words={worth?.find((one) => one.line === line)} />]),
  );
}

export const newKey = () => newToken(12);

const isKey = (text: string) => /^[\w-]{16}$/.test(text);

function settingOf(c: Request, client: Client) {
  return { frame: historyFrame(c), client, action: addressOf(c, 'new'), window: newKey() };
}

/** The drafts that the form mentions: that of its own window, and those of others (C21). */
function draftsOfForm(c: Request, drafts: readonly VisitDraft[], current?: string) {
  const draft = drafts.find(({ window }) => window === current);
  const others = drafts.filter((one) => one !== draft);
  return {
    draftAt: draft?.updatedAt,
    shownWith: draft?.mark,
    others: others.map(({ window, updatedAt }) => ({ address: addressOf(c, 'new', window), at: updatedAt })),
  };
}

/**
 * The address of the form, or of what Cancel asks; with the draft that it is about, and the search to go back to (C2).
 */
function addressOf(c: Request, page: 'new' | 'draft', draft?: string): string {
  const search = searchOf(c);
  const query = new URLSearchParams({ ...(search && { search }), ...(draft && { draft }) }).toString();
  return `/clients/${c.req.param('id')}/immunizations/${page}${query && `?${query}`}`;
}
