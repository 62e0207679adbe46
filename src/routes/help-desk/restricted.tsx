import { Hono } from 'hono';
import { formKeyOf } from '../../auth/form-key.js';
import { findRestricted, restrictedRecords } from '../../db/clients/restrictions.js';
import { undoRestriction } from '../../db/clients/undo-restrictions.js';
import { makeOnce } from '../../db/operations/form-results.js';
import {
  isRemedy,
  type Remedy,
  readRemedy,
  reasonField,
  remedies,
  remedyFields,
  shownFields,
  typedIn,
} from '../../domain/clients/restriction.js';
import { questionLists } from '../../domain/forms/question.js';
import type { Values } from '../../domain/forms/rows.js';
import { RestrictedRecord } from '../../views/help-desk/restricted-record.js';
import { RestrictedRecords } from '../../views/help-desk/restricted-records.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, auditAs, type Env, frame, NotFound, type Request, remoteAddress, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page, queryNumber } from '../../web/page.js';
import { settingOf } from '../clients/client-page.js';

const idOf = (c: Request) => Number(c.req.param('id'));

/**
 * The help desk's screens: find a locked or deceased record and undo it, correct a certified birth date (C6, C12, C13).
 */
export const restricted = new Hono<Env>()
  .get('/', async (c) => page(c, await listPage(c)))

  .post('/', async (c) => {
    const viewer = allow(c, 'undo restrictions');
    const { values } = await readForm(c, { text: ['miicId'], buttons: ['find'] }, async ({ message, status }, values) =>
      page(c, await listPage(c, { values }, message), status),
    );
    const typed = values.miicId?.trim() ?? '';
    const id = /^\d{1,15}$/.test(typed) ? Number(typed) : undefined;
    const error = id === undefined ? 'Enter a MIIC ID: digits only.' : 'No record has this MIIC ID.';
    if (id === undefined || !(await findRestricted(c.get('db').read, viewer, id)))
      return page(c, await listPage(c, { values, errors: { miicId: error } }), 422);
    return goTo(c, `/restricted/${id}`);
  })

  .get('/:id{[0-9]{1,15}}', async (c) => page(c, await recordPage(c)))

  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'undo restrictions');
    const id = idOf(c);
    if (!(await findRestricted(c.get('db').read, viewer, id))) throw new NotFound();
    const own = Object.keys(remedies).filter(isRemedy);
    const choice = [...own.flatMap((remedy) => [reasonField(remedy), ...remedyFields[remedy]]), ...shownFields];
    const { values, command } = await readForm(
      c,
      { text: ['revision'], choice, list: questionLists, keyed: true, buttons: [...own, 'stage'] },
      async ({ message, status }, values) => page(c, await recordPage(c, { values: typedIn(values) }, message), status),
    );
    const entry = { values: typedIn(values), asTyped: values.asTyped ?? '' };
    if (command === 'stage') return page(c, await recordPage(c, entry));
    if (!isRemedy(command)) throw new NotFound();
    const at = c.get('clock')();
    const undo = {
      ...settingOf(c),
      clientId: id,
      remedy: command,
      typed: readRemedy(command, values),
      asTyped: entry.asTyped,
      revision: Number(values.revision),
      at,
      address: remoteAddress(c),
    };
    // The same again is done once; other values, typed after going Back, are held against what is on file by then.
    const sent = {
      by: viewer,
      form: `restriction ${JSON.stringify([id, command, values])}`,
      key: values.key ?? '',
      at,
    };
    const { result: undone } = await c.get('db').write((tx) =>
      makeOnce(
        tx,
        sent,
        () => undoRestriction(tx, viewer, undo),
        ({ kind }) => kind === 'done',
      ),
    );
    if (undone.kind === 'hidden') throw new NotFound();
    if (undone.kind === 'changed') {
      const { revision: _, ...typed } = entry.values;
      return page(c, await recordPage(c, { values: typed }, changedMeanwhile), 422);
    }
    if (undone.kind === 'refused') return page(c, await recordPage(c, { ...undone, ...entry }), 422);
    const done = undone.kind === 'done' ? undone.revision : undefined;
    const left = leftOf(command, entry.values);
    return left
      ? page(c, await recordPage(c, { values: { ...left, revision: `${done ?? values.revision}` } }, undefined, done))
      : goTo(c, `/restricted/${id}${done === undefined ? '' : `?done=${done}`}`);
  });

/** What else was typed than for the remedy that was done: it stays in the form. */
function leftOf(done: Remedy, typed: Values): Values | undefined {
  const others = Object.keys(remedies).filter((remedy) => isRemedy(remedy) && remedy !== done) as Remedy[];
  const fields = others.flatMap((remedy) => [reasonField(remedy), ...remedyFields[remedy]]);
  const left = Object.entries(typed).filter(([field]) => fields.includes(field));
  return left.some(([, text]) => text) ? Object.fromEntries(left) : undefined;
}

const changedMeanwhile =
  'Somebody changed this record while you were typing. Nothing was changed by you: look at what it is now, then ' +
  'send it again.';

async function listPage(c: Request, entry: Entry = { values: {} }, message?: string) {
  const viewer = allow(c, 'undo restrictions');
  const records = await restrictedRecords(c.get('db').read, viewer, queryNumber(c, 'page'));
  auditAs(c, 'list client', 'restricted records');
  return <RestrictedRecords frame={frame(c)} records={records} entry={entry} message={message} />;
}

async function recordPage(c: Request, entry: Entry = { values: {} }, message?: string, doneIn?: number) {
  const viewer = allow(c, 'undo restrictions');
  const found = await findRestricted(c.get('db').read, viewer, idOf(c));
  if (!found) throw new NotFound();
  auditAs(c, 'view client', 'restricted');
  const done = [doneIn, Number(news(c, 'done'))].includes(found.client.revision);
  const keyed = { ...entry, values: { ...entry.values, key: formKeyOf(entry.values.key) } };
  return <RestrictedRecord frame={frame(c)} today={today(c)} {...found} entry={keyed} message={message} done={done} />;
}
