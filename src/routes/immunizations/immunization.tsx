import { Hono } from 'hono';
import {
  correctImmunization,
  deleteImmunization,
  worthOfCorrection,
} from '../../db/immunizations/immunization-writes.js';
import { earlierValuesOf, findDeleted, findHistory } from '../../db/immunizations/immunizations.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { changedDoseFields, type Immunization, vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import { followLots, lotWords, withShownLot } from '../../domain/immunizations/stock.js';
import {
  formOfDose,
  mergeIntoForm,
  readLine,
  selectFoundVaccine,
  type TypedVisit,
} from '../../domain/immunizations/visit.js';
import { showDay, showInstant } from '../../domain/time/day.js';
import { may } from '../../policy.js';
import { AddVisit } from '../../views/immunizations/add-visit.js';
import {
  changesWords,
  type DoseProps,
  doseForm,
  editTitle,
  ImmunizationEdit,
} from '../../views/immunizations/immunization-edit.js';
import { ImmunizationView } from '../../views/immunizations/immunization-view.js';
import { vaccineRegions } from '../../views/immunizations/vaccine-select.js';
import { visitRegions } from '../../views/immunizations/visit-form.js';
import { WorthNote, wordsOf } from '../../views/immunizations/worth.js';
import { allow, auditAs, type Env, NotFound, Refused, type Request, today } from '../../web/context.js';
import { type Form, readForm } from '../../web/form.js';
import { goTo, isPartial, page, partials } from '../../web/page.js';
import { historyAddress, historyFrame } from './immunizations.js';
import { expirationRegions, stockIn, visitShape } from './visit-parts.js';
import { entryOf, newKey, otherOrganization } from './visits.js';

const shape = {
  ...visitShape,
  text: [...visitShape.text, 'revision'],
  buttons: [...visitShape.buttons, 'delete', 'delete-it', 'discard'],
};

/** One immunization: corrected and deleted by its owner (I4, I6), shown to everybody else. */
export const immunization = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}/immunizations/:immunization{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'view clients');
    const found = await load(c, viewer);
    if (!found) throw new NotFound();
    const mayRecord = may(viewer, 'record immunizations');
    if (!mayRecord || !isOwn(found.immunization, viewer))
      return page(c, <ImmunizationView {...found} mayRecord={mayRecord} />);
    const { revision } = found.immunization;
    return page(c, <ImmunizationEdit {...found} revision={revision} entry={entryOf(shownForm(found.immunization))} />);
  })

  .post('/:id{[0-9]{1,15}}/immunizations/:immunization{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'record immunizations');
    const db = c.get('db');
    const clock = c.get('clock');
    const config = c.get('config');
    const found = await load(c, viewer);
    if (!found) return answerDeleted(c, viewer);
    const { immunization: dose } = found;
    if (!isOwn(dose, viewer)) throw new Refused('record immunizations');
    const form = await readForm(c, shape, ({ message, status }, { organization: _, revision, ...values }) =>
      answer(c, { ...found, revision: Number(revision), entry: entryOf(values), message, failed: true }, status),
    );
    const { organization, revision, question: _, ...sent } = form.values;
    const stock = await stockIn(c, viewer);
    const typed = followLots(sent, [1], stock);
    const { history } = found;
    const worthOf = async (values: TypedVisit) =>
      wordsOf(await worthOfCorrection(db.read, history, dose, readLine(values, 1), today(c)));
    const lots = lotWords(typed, stock, today(c));
    const props = { ...found, revision: Number(revision), entry: entryOf(typed), lots };
    const again = async (more: Partial<DoseProps>, status: 200 | 409 | 422 = 200) =>
      answer(c, { ...props, worth: await worthOf(more.entry?.values ?? typed), ...more }, status);
    if (organization !== String(viewer.organization.id))
      return again({ message: otherOrganization(viewer.organization.name), failed: true }, 409);
    const [verb, line] = form.command.split('.');
    if (verb === 'discard') return goTo(c, historyAddress(c, {}));
    if (verb === 'cancel')
      return changedDoseFields(dose, readLine(typed, 1)).length > 0
        ? again({ asks: 'leave' })
        : goTo(c, historyAddress(c, {}));
    if (verb === 'find' && isPartial(c)) return partials(c, vaccineRegions(typed, Number(line)), editTitle(props));
    if (verb === 'stage' && isPartial(c)) {
      const { kept, problems, asked } = visitRegions(doseForm({ ...props, kept: true }));
      const said = { kept, problems, asked, worth1: <WorthNote words={(await worthOf(typed))[0]} /> };
      return partials(c, { ...said, ...expirationRegions(props.entry, sent) }, editTitle(props));
    }
    if (verb === 'delete') return again({ asks: 'delete' });
    if (verb !== 'save' && verb !== 'delete-it')
      return again({ kept: true, entry: entryOf(verb === 'find' ? selectFoundVaccine(typed, 1) : typed) });

    const { timeZone } = config;
    const which = {
      clientId: found.client.id,
      immunizationId: dose.id,
      revision: Number(revision),
      typed,
      at: clock(),
      today: today(c),
      timeZone,
    };
    const act = verb === 'save' ? correctImmunization : deleteImmunization;
    const saved = await db.write((tx) => act(tx, viewer, which));
    if (saved.kind === 'hidden') throw new NotFound();
    if (saved.kind === 'not owner') throw new Refused('record immunizations');
    if (saved.kind === 'refused') {
      const { given, errors, questions, clash, worth } = saved;
      const entry = { ...entryOf(mergeIntoForm(typed, given)), errors, questions };
      return again({ entry, worth: wordsOf(worth), failed: true }, clash ? 409 : 422);
    }
    if (saved.kind === 'changed') {
      const { now, since } = saved;
      const message = changesWords(since, timeZone);
      const shows = { immunization: now, revision: now.revision, entry: entryOf(shownForm(now)) };
      return again({ ...shows, message, asks: 'delete', failed: true }, 409);
    }
    const done = saved.kind === 'nothing' ? 'nothing' : verb === 'save' ? 'changed' : 'deleted';
    return goTo(c, `${historyAddress(c, { done })}#history`);
  });

/** A dose on file in its form, which knows the lot that it shows. */
const shownForm = (dose: Immunization) => withShownLot(formOfDose(dose));

const isOwn = (dose: Immunization, viewer: Viewer) => dose.owner.id === viewer.organization.id;

/** The data of the pages of an immunization; undefined if there is none that the viewer may see. */
async function load(c: Request, viewer: Viewer) {
  auditAs(c, 'view immunizations');
  const { read } = c.get('db');
  const history = await findHistory(read, viewer, Number(c.req.param('id')));
  if (!history) throw new NotFound();
  const found = history.immunizations.find(({ id }) => id === Number(c.req.param('immunization')));
  if (!found) return undefined;
  const earlier = await earlierValuesOf(read, history.client.id, found.id);
  return { frame: historyFrame(c), history, client: history.client, immunization: found, earlier };
}

/** The form with what was typed and what is to be said: the whole page, or over htmx every part of it. */
function answer(c: Request, props: DoseProps, status: 200 | 400 | 409 | 413 | 422) {
  if (!isPartial(c)) return page(c, <ImmunizationEdit {...props} />, status);
  return partials(c, visitRegions(doseForm(props)), editTitle(props), status);
}

/**
 * A form of an immunization that was deleted since it was shown, by Back or in another window. To delete it again is
 * answered as the first time; what is typed is not lost: it stands in the form of a new one, which says what happened.
 */
async function answerDeleted(c: Request, viewer: Viewer) {
  const { read } = c.get('db');
  const history = await findHistory(read, viewer, Number(c.req.param('id')));
  const deleted = history && (await findDeleted(read, viewer, history.client.id, Number(c.req.param('immunization'))));
  if (!history || !deleted) throw new NotFound();
  const { client } = history;
  const { given, by, at } = deleted;
  const again = ({ organization: _, revision: __, question: ___, ...values }: Form['values'], message: string) => {
    const entry = entryOf({ ...values, key: newKey() });
    const action = `/clients/${client.id}/immunizations/new`;
    return page(
      c,
      <AddVisit {...{ frame: historyFrame(c), client, action, window: newKey(), entry, message }} failed />,
      409,
    );
  };
  const who = by ? `${by.userName} for ${by.organization}` : 'Somebody';
  const message =
    `${who} deleted ${vaccineWithTrade(given)} of ${showDay(given.givenOn)} on ` +
    `${showInstant(at, c.get('config').timeZone)}. Nothing was changed now. Select Save to record what stands here ` +
    'as a new immunization, or Cancel.';
  const { command, values } = await readForm(c, shape, (_, sent) => again(sent, message));
  if (command === 'delete-it') return goTo(c, `${historyAddress(c, { done: 'deleted' })}#history`);
  if (command === 'cancel' || command === 'discard') return goTo(c, historyAddress(c, {}));
  return again(values, message);
}
