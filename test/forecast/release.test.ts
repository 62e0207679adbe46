// A release as CDC publishes it, of one made-up antigen: what npm run schedule reads of it, and what it leaves.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assess } from '../../src/forecast/assess.js';
import { compile } from '../../src/forecast/schedule/compile.js';
import { readPack } from '../../src/forecast/schedule/pack.js';
import { compact, packText } from '../support/tools/schedule-compact.js';
import { readRelease } from '../support/tools/schedule-xml.js';

const folder = mkdtempSync(join(tmpdir(), 'titer-release-'));
afterAll(() => rmSync(folder, { recursive: true }));

const antigen = `<antigenSupportingData>
<immunity><clinicalHistory><guidelineCode>018</guidelineCode><guidelineTitle>Immune &amp; well</guidelineTitle></clinicalHistory></immunity>
<contraindications><vaccineGroup><contraindication><observationCode>080</observationCode><contraindicationText>Do not.</contraindicationText>
<beginAge/><endAge/></contraindication></vaccineGroup></contraindications>
<series><seriesName>Rabies two doses, shared clinical decision-making</seriesName><targetDisease>Rabies</targetDisease><vaccineGroup>Rabies</vaccineGroup>
<seriesAdminGuidance>Many words.</seriesAdminGuidance><seriesType>Standard</seriesType><equivalentSeriesGroups>n/a</equivalentSeriesGroups><requiredGender/>
<selectSeries><defaultSeries>Yes</defaultSeries><productPath>No</productPath><seriesGroupName>Standard</seriesGroupName><seriesGroup>1</seriesGroup>
<seriesPriority>A</seriesPriority><seriesPreference>1</seriesPreference><minAgeToStart/><maxAgeToStart/></selectSeries><indication/>
<seriesDose><doseNumber>Dose 1</doseNumber><age><absMinAge>12 months - 4 days</absMinAge><minAge>12 months</minAge><earliestRecAge>12 months</earliestRecAge>
<latestRecAge/><maxAge/><effectiveDate/><cessationDate/></age><interval/><allowableInterval/>
<preferableVaccine><vaccineType>Rabies</vaccineType><cvx>18</cvx><beginAge>0 days</beginAge><endAge/><tradeName/><mvx/><volume>1.0</volume>
<forecastVaccineType>N</forecastVaccineType></preferableVaccine><allowableVaccine/><inadvertentVaccine/><conditionalSkip/><recurringDose>No</recurringDose>
<seasonalRecommendation><startDate>20250701</startDate><endDate>20260630</endDate></seasonalRecommendation></seriesDose>
<seriesDose><doseNumber>Dose 2</doseNumber><age/><interval><fromPrevious>Y</fromPrevious><fromTargetDose/><fromMostRecent/><fromRelevantObs/>
<absMinInt>4 weeks - 4 days</absMinInt><minInt>4 weeks</minInt><earliestRecInt>4 weeks</earliestRecInt><latestRecInt/><intervalPriority/></interval>
<preferableVaccine><cvx>18</cvx></preferableVaccine><allowableVaccine><cvx>90</cvx><beginAge/><endAge/></allowableVaccine>
<conditionalSkip><context>Both</context><setLogic>n/a</setLogic><set><setID>1</setID><setDescription>Words.</setDescription><conditionLogic/>
<condition><conditionID>1</conditionID><conditionType>Vaccine Count By Date</conditionType><startDate>20250701</startDate><endDate>20260630</endDate>
<doseCount>1</doseCount><doseType>Valid</doseType><doseCountLogic>Equal</doseCountLogic><vaccineTypes>18; 90</vaccineTypes></condition></set></conditionalSkip>
</seriesDose></series></antigenSupportingData>`;
const schedule = `<scheduleSupportingData><liveVirusConflicts/><vaccineGroups><vaccineGroup><name>Rabies</name><administerFullVaccineGroup/></vaccineGroup></vaccineGroups>
<vaccineGroupToAntigenMap><vaccineGroupMap><name>Rabies</name><antigen>Rabies</antigen></vaccineGroupMap></vaccineGroupToAntigenMap>
<cvxToAntigenMap><cvxMap><cvx>18</cvx><shortDescription>x</shortDescription><association><antigen>Rabies</antigen></association></cvxMap></cvxToAntigenMap>
<observations><observation><observationCode>018</observationCode><observationTitle>Immune  to it</observationTitle><indicationText>Words.</indicationText></observation>
</observations></scheduleSupportingData>`;

function release(one: string): string {
  writeFileSync(join(folder, 'AntigenSupportingData- Rabies-508.xml'), `<?xml version="1.0"?>\n${one}`);
  writeFileSync(join(folder, 'ScheduleSupportingData.xml'), schedule);
  return packText(compact({ ...readRelease(folder), version: '9.9' }, '2026-01-01'));
}

test('names and numbers of a release are read, and none of its sentences', () => {
  const text = release(antigen);
  expect(text).not.toMatch(/Words|Many words|Do not/);
  const pack = readPack(JSON.parse(text));
  expect(pack.seasons).toEqual({ Rabies: { start: '2025-07-01', end: '2026-06-30' } });
  expect(pack.observations).toEqual({ '018': 'Immune to it' });
  const [series] = pack.antigens.Rabies?.series ?? [];
  expect(series).toMatchObject({
    group: 'RABIES',
    kind: 'Standard',
    default: true,
    sharedDecision: true,
    preference: 1,
  });
  expect(series?.doses[0]?.ages?.[0]?.absMinAge).toEqual({ months: 12, days: -4, text: '12 months - 4 days' });
  expect(series?.doses[1]?.skips?.[0]).toMatchObject({ context: 'Both', logic: 'AND' });
  expect(series?.doses[1]?.skips?.[0]?.sets[0]?.conditions[0]).toEqual({
    type: 'vaccineCount',
    doseType: 'valid',
    doseCountLogic: 'equal to',
    doseCount: 1,
    vaccines: ['18', '90'],
    startDate: 'start of Rabies',
    endDate: 'end of Rabies',
  });
  const person = {
    birthDate: '2024-01-31',
    gender: 'U',
    assessmentDate: '2026-02-01',
    observations: [],
    doses: [],
  } as const;
  expect(assess(person, compile(pack)).groups[0]).toMatchObject({
    group: 'RABIES',
    status: 'Not Complete',
    earliest: '2025-07-01',
    sharedDecision: true,
  });
});

test('what is no such XML, or has something unknown, is refused', () => {
  expect(() => release(antigen.replace('<series>', '<series kind="x">'))).toThrow('an element with attributes');
  expect(() => release(antigen.replace('</immunity>', ''))).toThrow('Not closed');
  expect(() => readPack(JSON.parse(release(antigen.replace('Count By Date', 'Total By Moon'))))).toThrow(
    'antigens Rabies series 1 doses 2 skips 1 sets 1 conditions 1 type: one of age,',
  );
  writeFileSync(join(folder, 'ScheduleSupportingData.xml'), '<other/>');
  expect(() => readRelease(folder)).toThrow('No release of supporting data');
});
