// CDC's supporting data as they are published: an XML file for each antigen and one for the schedule. Names and numbers are read,
// CDC's sentences (guidance, descriptions, texts) are not.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plain } from './schedule-compact.js';

/** An element: its text, or what stands in it by name, each name as a list. */
type Element = { readonly text: string; readonly in: Readonly<Record<string, readonly Element[]>> };

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The files hold elements and text alone; anything else is refused. */
function readXml(xml: string): Element {
  const stack: { name: string; text: string; in: Record<string, Element[]> }[] = [{ name: '', text: '', in: {} }];
  for (const [, declaration, close, name = '', empty, text = ''] of xml.matchAll(
    /(<\?[^>]*\?>)|<(\/?)([\w-]+)\s*(\/?)>|([^<]+)|</g,
  )) {
    const top = stack.at(-1);
    if (declaration || !top) continue;
    if (!name && !text) throw new Error(`Not expected in ${top.name}: an element with attributes, or a comment`);
    if (!name) top.text += text.replace(/&(#x?)?(\w+);/g, (_, code, rest) => entityOf(code, rest));
    else if (!close) stack.push({ name, text: '', in: {} });
    if (!name || (!close && !empty)) continue;
    const done = stack.pop();
    const around = stack.at(-1);
    if (!done || !around || done.name !== name) throw new Error(`Not closed: ${done?.name}`);
    around.in[name] = [...(around.in[name] ?? []), { text: done.text.replace(/\s+/g, ' ').trim(), in: done.in }];
  }
  return stack[0] ?? { text: '', in: {} };
}

function entityOf(code: string | undefined, rest: string): string {
  return code ? String.fromCodePoint(Number.parseInt(rest, code === '#x' ? 16 : 10)) : (entities[rest] ?? '');
}

const one = (element: Element | undefined, name: string): Element | undefined => element?.in[name]?.[0];
const all = (element: Element | undefined, name: string): readonly Element[] =>
  (element?.in[name] ?? []).filter((each) => each.text || Object.keys(each.in).length > 0);
const yes = (text: string | undefined) => text === 'Y' || text === 'Yes';

function text(element: Element | undefined, name: string): string | undefined {
  const found = one(element, name)?.text;
  return found && found !== 'n/a' && found !== 'N/A' ? found : undefined;
}

/** Days stand as 20260630 or 06/30/2026. */
function day(element: Element | undefined, name: string): string | undefined {
  const found = text(element, name);
  return found?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3').replace(/^(\d\d)\/(\d\d)\/(\d{4})$/, '$3-$1-$2');
}

const parts = (found: string | undefined) => found?.split(';').map((part) => part.trim());
const number = (found: string | undefined) => (found === undefined ? undefined : Number(found));

/** Only what is filled: an object without a filled field is none, and so is an empty list. */
function filled(fields: Readonly<Record<string, unknown>>): Plain {
  const kept = Object.entries(fields).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false,
  );
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

const lists = (of: readonly Element[], read: (element: Element) => Plain) => of.map(read).filter(Boolean);

/** All of a release that lies in a folder, unpacked. */
export function readRelease(folder: string): Plain {
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.xml'));
  const read = (file: string) => readXml(readFileSync(join(folder, file), 'utf8'));
  const schedule = files.map(read).find((root) => one(root, 'scheduleSupportingData'));
  const antigens = files
    .toSorted()
    .flatMap((file) => one(read(file), 'antigenSupportingData') ?? [])
    .map(antigenOf);
  if (!schedule || antigens.length === 0) throw new Error(`No release of supporting data in ${folder}`);
  return { antigens: Object.fromEntries(antigens), ...scheduleOf(one(schedule, 'scheduleSupportingData')) };
}

function scheduleOf(root: Element | undefined): Plain {
  const members = all(one(root, 'vaccineGroupToAntigenMap'), 'vaccineGroupMap');
  return {
    vaccineGroups: Object.fromEntries(
      all(one(root, 'vaccineGroups'), 'vaccineGroup').map((group) => {
        const name = text(group, 'name') ?? '';
        const map = members.find((each) => text(each, 'name') === name);
        const antigens = all(map, 'antigen').map((each) => each.text);
        return [name, { antigens, administerFullVaccineGroup: yes(text(group, 'administerFullVaccineGroup')) }];
      }),
    ),
    cvx: Object.fromEntries(
      all(one(root, 'cvxToAntigenMap'), 'cvxMap').map((map) => [
        text(map, 'cvx'),
        {
          antigens: all(map, 'association').map((each) =>
            filled({
              antigen: text(each, 'antigen'),
              associationBeginAge: text(each, 'associationBeginAge'),
              associationEndAge: text(each, 'associationEndAge'),
            }),
          ),
        },
      ]),
    ),
    liveVirusConflicts: all(one(root, 'liveVirusConflicts'), 'liveVirusConflict').map((conflict) => ({
      previousCvx: text(one(conflict, 'previous'), 'cvx'),
      currentCvx: text(one(conflict, 'current'), 'cvx'),
      conflictBeginInterval: text(conflict, 'conflictBeginInterval'),
      minConflictEndInterval: text(conflict, 'minConflictEndInterval'),
      conflictEndInterval: text(conflict, 'conflictEndInterval'),
    })),
    observations: Object.fromEntries(
      all(one(root, 'observations'), 'observation').map((each) => [
        text(each, 'observationCode'),
        { title: text(each, 'observationTitle') },
      ]),
    ),
  };
}

function antigenOf(root: Element): [string, Plain] {
  const series = all(root, 'series');
  const immunity = one(root, 'immunity');
  const against = one(root, 'contraindications');
  return [
    text(series[0], 'targetDisease') ?? '',
    {
      series: series.map(seriesOf),
      immunity: filled({
        clinicalHistory: all(immunity, 'clinicalHistory').map((each) => text(each, 'guidelineCode')),
        dateOfBirth: lists(all(immunity, 'dateOfBirth'), (each) =>
          filled({
            immunityBirthDate: day(each, 'immunityBirthDate'),
            birthCountry: text(each, 'birthCountry'),
            exclusion: all(each, 'exclusion').map((exclusion) => text(exclusion, 'exclusionCode')),
          }),
        ),
      }),
      contraindications: filled({
        antigen: all(one(against, 'vaccineGroup'), 'contraindication').map((each) =>
          filled({ observationCode: text(each, 'observationCode'), ...agesOf(each) }),
        ),
        vaccine: all(one(against, 'vaccine'), 'contraindication').map((each) => ({
          observationCode: text(each, 'observationCode'),
          vaccines: all(each, 'contraindicatedVaccine').map((vaccine) =>
            filled({ cvx: text(vaccine, 'cvx'), ...agesOf(vaccine) }),
          ),
        })),
      }),
    },
  ];
}

const agesOf = (each: Element) => ({ beginAge: text(each, 'beginAge'), endAge: text(each, 'endAge') });
const inForce = (each: Element) => ({
  effectiveDate: day(each, 'effectiveDate'),
  cessationDate: day(each, 'cessationDate'),
});
const texts = (each: Element, ...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, text(each, name)]));

function seriesOf(series: Element): Plain {
  const select = one(series, 'selectSeries');
  return filled({
    ...texts(series, 'seriesName', 'targetDisease', 'vaccineGroup', 'seriesType'),
    equivalentSeriesGroups: parts(text(series, 'equivalentSeriesGroups')),
    requiredGender: all(series, 'requiredGender').map((each) => each.text),
    selectSeries: {
      defaultSeries: yes(text(select, 'defaultSeries')),
      productPath: yes(text(select, 'productPath')),
      ...(select
        ? texts(select, 'seriesGroupName', 'seriesGroup', 'seriesPriority', 'minAgeToStart', 'maxAgeToStart')
        : {}),
      seriesPreference: number(select && text(select, 'seriesPreference')),
    },
    indication: lists(all(series, 'indication'), (each) =>
      filled({ observationCode: text(one(each, 'observationCode'), 'code'), ...agesOf(each) }),
    ),
    doses: all(series, 'seriesDose').map(doseOf),
  });
}

function doseOf(dose: Element): Plain {
  const vaccine = (each: Element) =>
    filled({ cvx: text(each, 'cvx'), ...agesOf(each), ...texts(each, 'mvx', 'tradeName', 'volume') });
  return {
    ...filled({
      age: lists(all(dose, 'age'), (each) =>
        filled({ ...texts(each, 'absMinAge', 'minAge', 'earliestRecAge', 'latestRecAge', 'maxAge'), ...inForce(each) }),
      ),
      interval: lists(all(dose, 'interval'), intervalOf),
      allowableInterval: lists(all(dose, 'allowableInterval'), intervalOf),
      preferableVaccine: lists(all(dose, 'preferableVaccine'), (each) => {
        const read = vaccine(each);
        return read && { ...read, forecastVaccineType: yes(text(each, 'forecastVaccineType')) || undefined };
      }),
      allowableVaccine: lists(all(dose, 'allowableVaccine'), vaccine),
      inadvertentVaccine: lists(all(dose, 'inadvertentVaccine'), vaccine),
      conditionalSkip: all(dose, 'conditionalSkip').map((skip) => ({
        context: text(skip, 'context'),
        setLogic: text(skip, 'setLogic') ?? 'AND',
        sets: all(skip, 'set').map((set) => ({
          ...inForce(set),
          conditionLogic: text(set, 'conditionLogic') ?? 'AND',
          conditions: all(set, 'condition').map(conditionOf),
        })),
      })),
      seasonalRecommendation: filled({
        startDate: day(one(dose, 'seasonalRecommendation'), 'startDate'),
        endDate: day(one(dose, 'seasonalRecommendation'), 'endDate'),
      }),
      recurringDose: yes(text(dose, 'recurringDose')),
    }),
  };
}

function intervalOf(each: Element): Plain {
  return filled({
    fromPrevious: yes(text(each, 'fromPrevious')),
    fromTargetDose: number(text(each, 'fromTargetDose')),
    fromMostRecent: parts(text(each, 'fromMostRecent')),
    fromRelevantObs: text(one(each, 'fromRelevantObs'), 'code'),
    ...texts(each, 'absMinInt', 'minInt', 'earliestRecInt', 'latestRecInt', 'intervalPriority'),
    ...inForce(each),
  });
}

const conditionTypes: Readonly<Record<string, string>> = {
  age: 'age',
  interval: 'interval',
  'completed series': 'completedSeries',
};

/** CDC writes types and comparisons in several ways; what is none of them is kept, for the reader of packs to refuse. */
function conditionOf(each: Element): Plain {
  const type = (text(each, 'conditionType') ?? '').toLowerCase();
  const counts = type.startsWith('vaccine count');
  const logic = text(each, 'doseCountLogic')?.toLowerCase();
  return {
    ...filled({
      ...agesOf(each),
      startDate: day(each, 'startDate'),
      endDate: day(each, 'endDate'),
      interval: text(each, 'interval'),
      doseType: text(each, 'doseType')?.toLowerCase(),
      doseCountLogic: logic === 'equal' ? 'equal to' : logic,
      doseCount: number(text(each, 'doseCount')),
      vaccineTypes: parts(text(each, 'vaccineTypes')),
      seriesGroups: parts(text(each, 'seriesGroups')),
      type: counts ? 'vaccineCount' : (conditionTypes[type] ?? type),
    }),
  };
}
