import type { Client } from '../../domain/clients/client.js';
import { conditionCodes, conditions } from '../../domain/codes/condition.js';
import type { Due } from '../../domain/immunizations/due.js';
import { exemptGroups, observationsOf } from '../../domain/immunizations/evidence.js';
import type { History } from '../../domain/immunizations/history.js';
import type { Immunization } from '../../domain/immunizations/immunization.js';
import { rememberedFor } from '../../domain/text/remembered.js';
import type { Day } from '../../domain/time/day.js';
import { findTradeName } from '../../domain/vaccines/trade-name.js';
import { assess } from '../../forecast/assess.js';
import type { Assessment, GivenDose, Person } from '../../forecast/assessment.js';
import { dueGroups } from '../../forecast/due.js';
import type { Schedule } from '../../forecast/schedule/schedule.js';
import { withoutNames } from '../../forecast/unnamed.js';
import { loadConditions } from '../clients/clients.js';
import type { Reader } from '../engine/database.js';
import { scheduleInForce } from './schedules.js';

/** The parts of a record that are assessed. */
type Assessable = {
  readonly birthDate: Day;
  readonly gender: string;
  readonly birthCountry: string;
  readonly comments: Client['comments'];
  readonly conditions: Client['conditions'];
  readonly doses: readonly AssessableDose[];
};

/** A dose on file by its number, or one that is planned by a name of the caller's. */
type AssessableDose = { readonly id: number | string } & Pick<
  Immunization,
  'givenOn' | 'cvx' | 'mvx' | 'tradeName' | 'lotExpiresOn' | 'amount' | 'unit'
>;

/** An assessment with what puts it into words. */
type Assessed = {
  readonly assessment: Assessment;
  /** Titles of observations by code. */
  readonly observations: ReadonlyMap<string, string>;
};

/** Judges every dose of a record, and says what is due on a day, by the schedule in force. Nothing of it is stored. */
export async function assessHistory(db: Reader, history: History, today: Day): Promise<Assessed> {
  const schedule = await scheduleInForce(db, today);
  return { assessment: await assessBy(db, schedule, history, today), observations: observationTitles(schedule) };
}

/** The vaccine groups that are due to a client on a day, the most urgent first; none to one who died. */
export async function groupsDueTo(db: Reader, history: History, today: Day): Promise<Due> {
  if (history.deathDate) return [];
  const exempt = exemptGroups(history.client.comments);
  const { groups } = await assessBy(db, await scheduleInForce(db, today), history, today);
  return dueGroups(groups, today, (group) => exempt.has(group));
}

/** The schedule's titles of observations, and Titer's labels where they are conditions of the record. */
export const observationTitles = rememberedFor(
  ({ observations }: Schedule): ReadonlyMap<string, string> =>
    new Map([...observations, ...conditions.map(({ code, label }) => [code, label] as const)]),
);

/**
 * The same by a schedule that may not be in force. For whoever may not know the conditions of a record they count all
 * the same, and are not named.
 */
export async function assessBy(
  db: Reader,
  schedule: Schedule,
  { client, immunizations }: History,
  today: Day,
): Promise<Assessment> {
  const { personal, comments, showsConditions } = client;
  const conditions = showsConditions ? client.conditions : lasting(await loadConditions(db, client.id));
  const made = assessRecord(schedule, { ...personal, comments, conditions, doses: immunizations }, today);
  return showsConditions ? made : withoutNames(made, conditionCodes);
}

const lasting = (rows: Awaited<ReturnType<typeof loadConditions>>) =>
  rows.filter(({ deletedAt }) => deletedAt === null);

/** So many assessments are kept, those that were asked for last: some 8 MB. */
const mostKept = 100;
const keptBy = rememberedFor((_: Schedule) => new Map<string, Assessment>());

/**
 * The same for the parts of a record that are assessed. What was made for the last people is kept in memory: a record is
 * opened, given a dose, printed, within minutes. It is found by everything that it was made of, day included, so that
 * nothing stale can be found.
 */
export function assessRecord(schedule: Schedule, record: Assessable, today: Day): Assessment {
  const person = personOf(record, today);
  const kept = keptBy(schedule);
  const key = JSON.stringify(person);
  const made = kept.get(key) ?? assess(person, schedule);
  // The one asked for last stands last.
  kept.delete(key);
  kept.set(key, made);
  const [oldest = key] = kept.keys();
  if (kept.size > mostKept) kept.delete(oldest);
  return made;
}

/** A record as the forecast takes it. */
export function personOf({ birthDate, gender, birthCountry, doses, ...told }: Assessable, today: Day): Person {
  return {
    birthDate,
    gender: gender === 'F' || gender === 'M' ? gender : 'U',
    ...(birthCountry ? { birthCountry } : {}),
    assessmentDate: today,
    observations: observationsOf(told, today),
    doses: doses.map(givenDose),
  };
}

/**
 * A dose as the forecast takes it. The schedule spells trade names its own way: where the manufacturer is known, that
 * tells the product.
 */
export function givenDose({
  id,
  givenOn,
  cvx,
  tradeName,
  lotExpiresOn,
  amount,
  unit,
  ...rest
}: AssessableDose): GivenDose {
  const mvx = rest.mvx || findTradeName(tradeName)?.mvx;
  return {
    id: String(id),
    givenOn,
    cvx,
    ...(mvx ? { mvx } : tradeName ? { tradeName } : {}),
    ...(lotExpiresOn ? { lotExpiresOn } : {}),
    ...(unit === 'mL' && amount ? { volume: Number(amount) } : {}),
  };
}
