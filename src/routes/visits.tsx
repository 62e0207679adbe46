import { Hono } from 'hono';
import { base64url } from 'oslo/encoding';
import { hashToken } from '../auth/sessions.js';
import { allow, type Env, NotFound, type Request, today } from '../context.js';
import { findClient } from '../db/clients.js';
import { recordVisit, stageVisit } from '../db/immunization-writes.js';
import { deleteVisitDraft, findVisitDraft } from '../db/visit-drafts.js';
import type { Client } from '../domain/client.js';
import { lineCount, lineFields, lineHelps, mostLines, visitFields, withoutLine } from '../domain/visit.js';
import { readForm } from '../form.js';
import { AddVisit, visitTitle } from '../views/add-visit.js';
import type { Entry } from '../views/form.js';
import { foundVaccines } from '../views/vaccine-select.js';
import { emptyVisit } from '../views/visit-form.js';
import { historyAddress, historyFrame, searchOf } from './immunizations.js';
import { goTo, isPartial, page, partials } from './page.js';

/** The fields of a visit's form, as many lines as it may have. */
export const visitShape = {
  buttons: ['', 'stage', 'save', 'cancel', 'find.'],
  text: ['organization', 'lines', ...visitFields],
  choice: Array.from({ length: mostLines }, (_, at) =>
    [...lineFields, ...lineHelps].map((name) => `${name}${at + 1}`),
  ).flat(),
};

/** Add Immunization (I5): several for one visit, kept as a draft until it is saved. */
export const visits = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}/immunizations/new', async (c) => {
    const viewer = allow(c, 'record immunizations');
    const id = Number(c.req.param('id'));
    const client = await findClient(c.var.db.read, viewer, id);
    if (!client) throw new NotFound();
    const draft = await findVisitDraft(c.var.db.read, viewer, id);
    const values = draft?.typed ?? emptyVisit({ key: newKey(), ...historicalStart(c) });
    return page(c, <AddVisit {...around(c, client)} entry={{ values }} draftAt={draft?.updatedAt} />);
  })

  .post('/:id{[0-9]{1,15}}/immunizations/new', async (c) => {
    const viewer = allow(c, 'record immunizations');
    const { db, clock } = c.var;
    const id = Number(c.req.param('id'));
    const client = await findClient(db.read, viewer, id);
    if (!client) throw new NotFound();
    const show = (entry: Entry, status: 400 | 409 | 413 | 422, message?: string) =>
      page(c, <AddVisit {...around(c, client)} entry={entry} message={message} failed />, status);
    const form = await readForm(
      c,
      {
        ...visitShape,
        text: [...visitShape.text, 'key'],
        buttons: [...visitShape.buttons, 'more', 'remove.'],
      },
      ({ message, status }, { organization: _, ...values }) => show({ values }, status, message),
    );
    const { organization, ...typed } = form.values;
    const again = (errors: Record<string, string>, status: 409 | 422, message?: string) =>
      show({ values: typed, errors }, status, message);
    if (organization !== String(viewer.organization.id))
      return again({}, 409, otherOrganization(viewer.organization.name));
    const [verb, line] = form.command.split('.');
    if (verb === 'cancel') {
      await db.write((tx) => deleteVisitDraft(tx, viewer, id));
      return goTo(c, historyAddress(c, {}));
    }
    const now = verb === 'save' ? typed : staged(typed, verb, Number(line));
    const sentAs = hashToken(JSON.stringify(now)).slice(0, 32);
    const visit = { clientId: id, typed: now, sentAs, at: clock(), today: today(c) };
    if (verb !== 'save') {
      await db.write((tx) => stageVisit(tx, viewer, visit));
      if (!isPartial(c)) return goTo(c, here(c, placeAfter(verb, line, now)));
      return verb === 'find' ? partials(c, foundVaccines(now, Number(line)), visitTitle(client)) : c.body(null, 204);
    }
    const saved = await db.write((tx) => recordVisit(tx, viewer, visit));
    if (saved.kind === 'hidden') throw new NotFound();
    if (saved.kind === 'refused') return again(saved.errors, 422);
    return goTo(c, `${historyAddress(c, { done: String(saved.count) })}#history`);
  });

/** A form for another organization than the one now acted for (C22). */
export const otherOrganization = (name: string) =>
  `This form was shown for another organization than ${name}, which you act for now. Nothing was changed.`;

/** What a control other than Save makes of what is typed. */
function staged(typed: Record<string, string>, verb: string | undefined, line: number): Record<string, string> {
  const count = lineCount(typed);
  if (verb === 'more' && count < mostLines) return { ...typed, lines: String(count + 1), [`unit${count + 1}`]: 'mL' };
  if (verb === 'remove' && line >= 1 && line <= count) return withoutLine(typed, line);
  return typed;
}

/** Where on the page to go on. */
function placeAfter(verb: string | undefined, line: string | undefined, now: Record<string, string>): string {
  if (verb === 'find') return `vaccine${line}`;
  return verb === 'more' ? `line${lineCount(now)}` : 'visit';
}

/** Whoever knows of a dose that another organization owns begins here with its day and vaccine (I4). */
function historicalStart(c: Request): Record<string, string> {
  return c.req.query('historical') === undefined ? {} : { source: '01' };
}

const newKey = () => base64url.encode(crypto.getRandomValues(new Uint8Array(12)), { includePadding: false });

function around(c: Request, client: Client) {
  return { frame: historyFrame(c), client, action: here(c) };
}

function here(c: Request, fragment?: string): string {
  const search = searchOf(c);
  return `${c.req.path}${search ? `?search=${search}` : ''}${fragment ? `#${fragment}` : ''}`;
}
