import { conditionGroups, conditions } from '../codes/condition.js';
import { question } from '../forms/question.js';
import type { Values } from '../forms/rows.js';
import { type Day, readDay } from '../time/day.js';
import { type CodedRows, keepRow } from './coded-rows.js';

const known = new Map(conditions.map((one) => [one.code, one]));

/** The conditions that change what is due (F1), each from a day until a day, either of which may be open. */
export const conditionRows: CodedRows = {
  labels: { code: 'Condition', fromOn: 'From', untilOn: 'Until' },
  days: { fromOn: 'From', untilOn: 'Until' },
  hints: { fromOn: 'MM/DD/YYYY; empty if not known', untilOn: 'MM/DD/YYYY; empty while it lasts' },
  choices: conditions,
  groups: conditionGroups,

  faults(values, saved, { today, birthDate }) {
    const { code = '', fromOn = '', untilOn = '' } = keepRow(conditionRows, values);
    const { asked, ahead } = known.get(code) ?? { asked: {}, ahead: false };
    const faults: Record<string, string> = {};
    if (!known.has(code)) faults.code = code ? 'Choose a condition from the list.' : 'Choose a condition.';
    if (fromOn !== dayIn(fromOn)) faults.fromOn = 'Enter the date as MM/DD/YYYY, like 03/03/2023.';
    else if (fromOn > today && !ahead) faults.fromOn = 'The date is in the future.';
    else if (fromOn !== '' && fromOn < birthDate) faults.fromOn = 'The date is before the client was born.';
    if (untilOn !== dayIn(untilOn)) faults.untilOn = 'Enter the date as MM/DD/YYYY, like 03/03/2023.';
    else if (untilOn !== '' && untilOn < birthDate) faults.untilOn = 'The date is before the client was born.';
    const unsaid = Object.entries(faults).filter(([field]) => saved?.[field] !== values[field]);
    // Fields that depend on each other are judged as soon as any of them changes.
    const isAsSaved = saved && Object.keys(values).every((field) => saved[field] === values[field]);
    return { ...(isAsSaved ? {} : between(dayIn(fromOn), dayIn(untilOn), asked)), ...Object.fromEntries(unsaid) };
  },

  questions(values, others) {
    const { code, fromOn, untilOn } = keepRow(conditionRows, values);
    if (!code || !others.some((other) => overlaps(keepRow(conditionRows, values), keepRow(conditionRows, other))))
      return {};
    return {
      code: question(
        'This condition stands there for the same time, or some of it, already. Is it to stand twice?',
        `${code} ${fromOn} ${untilOn}`,
      ),
    };
  },
};

/** The faults of both days together; one that is said of a condition must be there. */
function between(from: string, until: string, asked: { readonly from?: string; readonly until?: string }) {
  const faults: Record<string, string> = {};
  if (!from && asked.from) faults.fromOn = asked.from;
  if (!until && asked.until) faults.untilOn = asked.until;
  else if (until && until < from) faults.untilOn = 'Until is before From.';
  else if (from && asked.until && until > aYearAfter(from)) faults.untilOn = 'Until is more than a year after From.';
  return faults;
}

/** Empty where a text is no day. */
const dayIn = (text: string): Day | '' => (readDay(text) === text ? text : '');

const aYearAfter = (day: Day): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

/** True if two rows are the same condition at the same time, at least for a day. */
const overlaps = (one: Values, other: Values): boolean =>
  one.code === other.code &&
  (!one.untilOn || !other.fromOn || one.untilOn >= other.fromOn) &&
  (!other.untilOn || !one.fromOn || other.untilOn >= one.fromOn);
