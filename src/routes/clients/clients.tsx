import { Hono } from 'hono';
import { findMembership } from '../../db/accounts/memberships.js';
import { findClient } from '../../db/clients/clients.js';
import { findEdit } from '../../db/edits/client-edits.js';
import { saveSubmit } from '../../db/edits/save-client.js';
import { stageSubmit } from '../../db/edits/stage-submit.js';
import { dueTo } from '../../db/immunizations/due.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { listingOf } from '../../domain/clients/listing.js';
import { recordAddress } from '../../domain/clients/record-address.js';
import { tabOf } from '../../domain/clients/tab.js';
import { settleAddress, settlementWords } from '../../domain/clients/typed-address.js';
import type { Stage } from '../../domain/edits/press.js';
import { isOfClient, withFormValues } from '../../domain/edits/stage.js';
import { messageCode, messageWords, readMessages, type StatusMessage } from '../../domain/edits/status-message.js';
import { rowIn, type Submit } from '../../domain/edits/submit.js';
import { may } from '../../policy.js';
import { ClientEdit, type EditProps } from '../../views/clients/client-edit.js';
import { ShownElsewhere } from '../../views/clients/client-pages.js';
import { ClientView } from '../../views/clients/client-view.js';
import { allow, type Env, frame, NotFound, type Request, today } from '../../web/context.js';
import { type Fault, type Form, readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, isPartial, page } from '../../web/page.js';
import { findByBox, keptRecord } from './box.js';
import {
  answerSave,
  editAnswer,
  editRegions,
  focusAfter,
  fragmentOf,
  messageAfter,
  type Region,
  regionsAfter,
  remainingErrors,
} from './client-answers.js';
import { controlOf, shapeOf, stampOf } from './client-form.js';
import { newRowId, pageProps, searchOf, settingOf } from './client-page.js';

/** The client's record: shown, and changed by whoever may (C1, C4 to C21). */
export const clients = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'view clients');
    const db = c.get('db');
    const id = Number(c.req.param('id'));
    const found = await db.read.snapshot(async (db) => {
      const edited = may(viewer, 'edit clients') ? await findEdit(db, viewer, id, settingOf(c)) : undefined;
      const client = edited?.client ?? (await findClient(db, viewer, id));
      return client && { edited, client, due: (await dueTo(db, [client], today(c))).get(id) };
    });
    if (!found) throw new NotFound();
    const { edited, client, due } = found;
    if (!edited) return page(c, <ClientView {...pageProps(c, client)} due={due} />);
    const notice = messageAfter(news(c, 'saved'), c.req.query('left'), client.revision);
    return page(
      c,
      ClientEdit({
        ...pageProps(c, client),
        due,
        edit: edited.edit,
        draftAt: edited.draftAt,
        notice,
        status: [messageWords(readMessages(news(c, 'did')), edited.edit), keptWords(await keptRecord(c, viewer))]
          .filter(Boolean)
          .join(' '),
        ...remainingErrors(c, client, edited.edit),
      }),
    );
  })

  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'edit clients');
    const id = Number(c.req.param('id'));
    const form = await readForm(c, shapeOf, (fault, values) => refuse(c, viewer, id, { values }, fault));
    if (form.values.organization !== String(viewer.organization.id)) return elsewhere(c, viewer, id, form);
    const submit = submitOf(c, id, form);
    // Enter in a field presses the first button of the form: nobody searches for nothing.
    const command = form.command === 'find' && !form.values.box?.trim() ? 'stage' : form.command;
    const [verb = '', what = ''] = command.split('.');
    if (verb === 'save') {
      const result = await c.get('db').writeRecord(submit.clientId, (tx) => saveSubmit(tx, viewer, submit));
      return result === 'not as shown' ? refuse(c, viewer, id, form, notAsShown) : answerSave(c, submit, result, what);
    }
    const stage = await c
      .get('db')
      .writeRecord(submit.clientId, (tx) => stageSubmit(tx, viewer, submit, controlOf(verb, what)));
    if (stage === 'hidden') throw new NotFound();
    if (stage === 'not as shown') return refuse(c, viewer, id, form, notAsShown);
    if (verb === 'immunize') return goTo(c, `/clients/${id}/immunizations?kept=1`);
    if (verb === 'give') return goTo(c, `/clients/${id}/immunizations/new?due=1&kept=1`);
    if (verb === 'reports') return goTo(c, `/clients/${id}/reports?kept=1`);
    if (verb === 'find') return findByBox(c, viewer, form.values.box ?? '', id);
    if (verb === 'editNext') return goTo(c, `/clients?kept=${id}`);
    if (verb === 'cancel') return goTo(c, `/clients/${id}/draft`);
    const tab = verb === 'tab' ? tabOf(what) : submit.tab;
    const settled = settlementWords(form.values, submit.values);
    const props: EditProps = {
      ...pageProps(c, stage.client, form),
      tab,
      edit: stage.edit,
      draftAt: stage.draftAt,
      row: stage.row || (verb === 'zip' || verb === 'lists' ? submit.row : undefined),
      all: what === 'all' || c.req.query('all') === '1',
      rowErrors: stage.errors ?? {},
      rowQuestions: stage.questions ?? {},
      failed: stage.errors !== undefined,
      quiet: verb === '' || verb === 'stage',
      chosen: verb === 'take',
      // If something is wrong, the summary takes the focus.
      focus: stage.errors ? undefined : focusAfter(what),
    };
    if (stage.errors) return editAnswer(c, props, 422);
    const messages: StatusMessage[] = [...(stage.drift ? [driftMessages[stage.drift]] : []), ...stage.messages];
    if (!isPartial(c) || verb === 'lists') {
      const [all, lists] = [props.all ? '1' : '', verb === 'lists' ? 'whole' : ''];
      const words = { search: searchOf(c), tab, row: props.row, all, lists, did: messageCode(messages) };
      const fragment = lists ? command.slice('lists.'.length) : fragmentOf(verb, what, listingOf(verb));
      return goTo(c, recordAddress(id, words, fragment));
    }
    const words = [messageWords(messages, stage.edit), settled].filter(Boolean).join(' ');
    return editRegions(c, props, regionsOf(verb, what, stage, settled), words);
  });

/** That the record that somebody searched from is not saved (C20). */
const keptWords = (kept: { readonly id: number } | undefined) =>
  kept ? `MIIC ID ${kept.id} is not saved: kept as a draft, and listed on Home.` : '';

/** The message for a form that was shown before record or draft became what they are. */
const driftMessages = { typed: { what: 'moved-typed' }, saved: { what: 'moved-saved' } } as const;

/** The parts of the form that a control shows anew: all of it where something else stands there now than it shows. */
function regionsOf(verb: string, what: string, { drift, differs }: Stage, settled: string): Region[] {
  if (drift || verb === 'take') return ['problems', 'identity', 'address', 'other', 'panel'];
  const regions = regionsAfter(verb, what, settled);
  return differs && !regions.includes('panel') ? [...regions, 'panel'] : regions;
}

function submitOf(c: Request, clientId: number, { values }: Form): Submit {
  return {
    ...settingOf(c),
    clientId,
    values: settleAddress(settleAddress(values), 'contact.'),
    at: c.get('clock')(),
    newId: newRowId(),
    revision: Number(values.revision),
    draftAt: Number(values.draftAt),
    digests: values.shown ?? '',
    tab: tabOf(values.tab),
    row: rowIn(values),
  };
}

/**
 * A form for another organization than the one now acted for (C22): kept there as a draft, nothing changed anywhere.
 */
async function elsewhere(c: Request, viewer: Viewer, id: number, form: Form) {
  const db = c.get('db');
  const other = await findMembership(db.read, viewer, Number(form.values.organization));
  const submit = submitOf(c, id, form);
  const kept =
    other && may(other, 'edit clients')
      ? await db.write(async (tx) => typeof (await stageSubmit(tx, other, submit)) === 'object')
      : false;
  return page(
    c,
    <ShownElsewhere
      frame={frame(c)}
      clientId={id}
      other={kept ? other?.organization : undefined}
      now={viewer.organization}
    />,
    409,
  );
}

const notAsShown = {
  status: 400 as const,
  message: 'This form did not arrive as it was shown. Nothing was changed. Check what is shown and send it again.',
};

/** The form with everything as it came, and why it was not taken. */
async function refuse(c: Request, viewer: Viewer, id: number, form: Pick<Form, 'values'>, fault: Fault) {
  const found = await findEdit(c.get('db').read, viewer, id, settingOf(c));
  if (!found) throw new NotFound();
  const props = pageProps(c, found.client, form);
  const edit = withFormValues(found.edit, tabOf(form.values.tab), form.values, props.newId);
  const of = rowIn(form.values);
  const row = isOfClient(found.edit, form.values) ? of : of && props.newId;
  const stamp = stampOf(form.values, props.tab, found.client.revision);
  return editAnswer(
    c,
    { ...props, edit, row, draftAt: found.draftAt, stamp, failed: true, message: fault.message },
    fault.status,
  );
}
