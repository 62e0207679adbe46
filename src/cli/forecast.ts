import { readFileSync } from 'node:fs';
import { findOrganization } from '../db/accounts/organizations.js';
import type { Database } from '../db/engine/database.js';
import { assessHistory } from '../db/immunizations/assessment.js';
import { findHistory } from '../db/immunizations/immunizations.js';
import { trace } from '../db/operations/audit.js';
import type { Actor } from '../domain/accounts/viewer.js';
import type { Immunization } from '../domain/immunizations/immunization.js';
import { type Day, dayOf, readDay, showDay } from '../domain/time/day.js';
import { vaccineName } from '../domain/vaccines/vaccine.js';
import type { Assessment, GroupForecast, JudgedDose, Reason } from '../forecast/assessment.js';
import { type OfficialCase, tally, tallyWords } from '../forecast/official-case.js';
import { letter, readings } from '../forecast/readings.js';
import { scheduleOnFile } from '../forecast/schedule/on-file.js';
import { type Ending, refuse, succeed, textOption, Unusable, type Verb } from './verb.js';

export const forecast: Verb = {
  name: 'forecast',
  usage: 'forecast MIIC-ID [--date YYYY-MM-DD] [--json] [--organization CODE]',
  description:
    "judge the doses of a record and say what is due, as the organization may see it (the help desk's, if none " +
    'is named)',
  words: 1,
  options: { date: { type: 'string' }, json: { type: 'boolean' }, organization: { type: 'string' } },
  async run({ words: [miicId = ''], options, open, config }) {
    const { site, timeZone } = config();
    const at = Date.now();
    const typed = textOption(options, 'date');
    const date = typed === '' ? dayOf(at, timeZone) : readDay(typed);
    if (date === undefined) throw new Unusable(`"${typed}" is no day: --date 2026-02-16.`);
    const organization = textOption(options, 'organization') || site.name;
    return forecastOf(await open(), { miicId, date, organization, json: options.json === true }, at);
  },
};

type Order = { readonly miicId: string; readonly date: Day; readonly organization: string; readonly json: boolean };

/** Assesses a record for a day, and notes in the audit log that its doses were looked at (A6). */
export async function forecastOf(
  db: Database,
  { miicId, date, organization: code, json }: Order,
  at: number,
): Promise<Ending> {
  const organization = await findOrganization(db.read, code);
  if (!organization) return refuse(`There is no active organization with the code "${code}" (case counts).`);
  const viewer: Actor = { organization };
  const history = await findHistory(db.read, viewer, Number(miicId));
  if (!history) return refuse(`There is no record with the MIIC ID ${miicId} that ${organization.name} may see.`);
  await db.write((tx) => trace(tx, viewer, { at, action: 'view immunizations', clientId: history.client.id }));
  const { assessment } = await assessHistory(db.read, history, date);
  return succeed(
    json ? JSON.stringify(assessment, null, 2) : linesOf(assessment, history.immunizations, date).join('\n'),
  );
}

function linesOf({ scheduleVersion, groups, doses }: Assessment, onFile: readonly Immunization[], date: Day): string[] {
  const byId = new Map(onFile.map((dose) => [String(dose.id), dose]));
  return [
    `Assessed for ${showDay(date)} by schedule ${scheduleVersion}`,
    ...groups.map(forecastLine),
    ...doses.flatMap((dose) => doseLines(dose, byId.get(dose.id))),
  ];
}

function forecastLine(forecast: GroupForecast): string {
  const { group, seriesGroupName, status, number, earliest, recommended, pastDue, scheduleEnds } = forecast;
  const days = [
    ['earliest', earliest],
    ['recommended', recommended],
    ['past due', pastDue],
  ] as const;
  return [
    group.padEnd(12),
    seriesGroupName.padEnd(16),
    scheduleEnds ? `the schedule on file ends ${showDay(scheduleEnds)}` : status,
    ...(number === undefined ? [] : [`dose ${number}`]),
    ...days.flatMap(([what, day]) => (day ? [`${what} ${showDay(day)}`] : [])),
  ].join('  ');
}

function doseLines({ groups, notEvaluated }: JudgedDose, dose: Immunization | undefined): string[] {
  const given = `${showDay(dose?.givenOn)}  ${vaccineName(dose?.cvx ?? '')}`;
  if (notEvaluated) return [`${given}  not evaluated: ${notEvaluated}`];
  return groups.map(({ group, status, evaluations }) => {
    const [first] = evaluations[0]?.reasons ?? [];
    return `${given}  ${group}  ${status}${status === 'valid' || !first ? '' : `: ${reasonText(first)}`}`;
  });
}

/** The facts of a reason, for whoever works with the method: pages say them in sentences. */
function reasonText({ rule, outcome, limit, from, value }: Reason): string {
  const counted = value && from ? ` = ${showDay(from)} + ${value}` : '';
  return `${outcome}${limit ? ` ${showDay(limit)}${counted}` : ''} (${rule})`;
}

export const forecastCases: Verb = {
  name: 'forecast --cases',
  usage: 'forecast --cases FILE',
  description: "try the forecast on CDC's test cases, a line of JSON each; every miss in a line, the figures last",
  words: 1,
  options: {},
  run: ({ words: [file = ''] }) => runCases(file),
};

/**
 * Runs the cases of a file by the readings in use, and counts them by the letter as well. Status 1 where one is missed.
 */
function runCases(file: string): Ending {
  const cases: OfficialCase[] = [];
  for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      cases.push(JSON.parse(line));
    } catch {
      return refuse(`Line ${i + 1} of ${file} is no JSON.`);
    }
  }
  const schedule = scheduleOnFile();
  const usual = tally(cases, schedule, readings);
  const { misses, several, first } = usual;
  const lines = [
    ...misses.toSorted(),
    `schedule ${schedule.version}`,
    `to the letter of the specification: ${tallyWords(tally(cases, schedule, letter))}`,
    `several forecasts of the group, the first is meant: ${first}/${several}`,
    tallyWords(usual),
  ];
  return { status: misses.length === 0 ? 0 : 1, text: `${lines.join('\n')}\n` };
}
