import type { Client } from '../clients/client.js';
import { type EnrolmentField, enrolmentFaults, showEnrolment } from '../clients/enrolment.js';
import {
  bornOn,
  judgeEdit,
  nameFields,
  type PersonalField,
  personalFaults,
  showPersonal,
} from '../clients/personal-information.js';
import type { Values } from '../forms/rows.js';
import type { Day } from '../time/day.js';
import { type Clash, clashOf, labelOfGroup } from './clash.js';
import type { Part, Parts } from './edit.js';
import { type Group, groups } from './field-group.js';
import { mergeEnrolment, mergePersonal, type PartMerge, pick } from './merge.js';
import type { From, Setting, Sources } from './sources.js';

/** A part as the screen shows it, what of it is typed, and what is to be chosen from. */
type Judged = { readonly part: Part; readonly typed: Values; readonly clashes: readonly Clash[] };

/** Both parts of an edit: merged with what others saved, then judged for what this draft changes (X4, C21). */
export function judgeParts(sources: Sources, from: From, setting: Setting): Parts {
  const [mine, enrolment] = [mergePersonal(sources, from), mergeEnrolment(sources, from)];
  const personal = judgePersonal(sources.client, mine, from, setting);
  const born = bornOn(mine.merged, sources.client.personal);
  const information = judgeEnrolment(enrolment, from, born, setting);
  return {
    personal: personal.part,
    enrolment: information.part,
    now: { personal: mine.merged, enrolment: enrolment.merged },
    typed: { personal: personal.typed, enrolment: information.typed },
    clashes: [...personal.clashes, ...information.clashes],
  };
}

function judgePersonal(client: Client, merge: PartMerge<PersonalField>, from: From, setting: Setting): Judged {
  const { theirs, base, read, mine, merged, changed } = merge;
  const typed = from.draft.personal;
  const clashes = clashesIn('client', groups.personal, from, merge, setting);
  if (changed.length === 0 && Object.keys(typed).length === 0) {
    const notes = personalFaults(theirs, setting);
    return { part: { values: showPersonal(theirs), errors: errorsOf(clashes), notes, questions: {} }, typed, clashes };
  }
  // Rules look at what was typed, also where it clashes, and at a birth date that was sent against C6.
  const sent = read.birthDate === base.birthDate ? {} : { birthDate: read.birthDate };
  const { errors, notes, questions } = judgeEdit(
    theirs,
    { ...merged, ...pick(mine, changed), ...sent },
    { ...setting, hasBirthCertificate: client.hasBirthCertificate, clientId: client.id },
  );
  // A date or number stands as it will on the record; a name as it was typed, for the history, and what is refused too.
  const text = pick({ ...showPersonal(mine), ...pick(typed, [...nameFields, ...Object.keys(errors)]) }, changed);
  // A birth date sent against C6 stays in the draft until the next submit, so that Save says why it is refused.
  const forged = read.birthDate === mine.birthDate ? {} : pick(typed, ['birthDate']);
  const values = { ...showPersonal(theirs), ...text };
  const part: Part = { values, errors: { ...errors, ...errorsOf(clashes) }, notes, questions };
  return { part, typed: { ...text, ...forged }, clashes };
}

function judgeEnrolment(merge: PartMerge<EnrolmentField>, from: From, birthDate: Day, setting: Setting): Judged {
  const { theirs, mine, merged, changed } = merge;
  const clashes = clashesIn('enrolment', groups.enrolment, from, merge, setting);
  const faults: Values =
    changed.length > 0 ? enrolmentFaults({ ...merged, ...pick(mine, changed) }, { ...setting, birthDate }) : {};
  const errors = pick(faults, changed);
  const text = pick({ ...showEnrolment(mine), ...pick(from.draft.enrolment, Object.keys(errors)) }, changed);
  const values = { ...showEnrolment(theirs), ...text };
  const part: Part = { values, errors: { ...errors, ...errorsOf(clashes) }, notes: {}, questions: {} };
  return { part, typed: text, clashes };
}

const errorsOf = (clashes: readonly Clash[]): Values =>
  Object.fromEntries(clashes.map(({ name, text }) => [name, text]));

/** The clashes of a part: where somebody else saved something else, and where another window typed it. */
function clashesIn<Field extends string>(
  part: 'client' | 'enrolment',
  of: readonly Group[],
  { draft }: From,
  { mine, theirs, clashing, since }: PartMerge<Field>,
  setting: Setting,
): Clash[] {
  return of.flatMap((group) => {
    const { name, fields } = group;
    const rivals = draft.rivals[name] ?? [];
    const isClash = clashing.includes(name);
    if (!isClash && rivals.length === 0) return [];
    return clashOf(
      {
        ...{ name, label: labelOfGroup(name), part, group, mine, rivals },
        ...(isClash && { theirs: { values: theirs, since: since.filter(({ field }) => fields.includes(field)) } }),
      },
      setting,
    );
  });
}
