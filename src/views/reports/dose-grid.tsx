import { clientComments, commentKind } from '../../domain/clients/client-comment.js';
import { labelOf } from '../../domain/codes/choice.js';
import type { History } from '../../domain/immunizations/history.js';
import { fullName } from '../../domain/text/name.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { type Assessed, type HistoryRow, judgedGroups } from '../immunizations/judged.js';
import type { Frame } from '../parts/layout.js';
import { ClientRow, Paper, PaperFacts, SignatureLine } from '../parts/paper.js';

const ordinals = ['1st Dose', '2nd Dose', '3rd Dose', '4th Dose', '5th Dose'];

/** The two papers that list doses by their number: the card that a family keeps, and what schools ask for. */
export const grids = {
  card: { title: 'Immunization card', rows: undefined },
  school: {
    title: 'School immunization form',
    rows: [
      'DTaP/Tdap/Td',
      'Polio',
      'MMR',
      'Hepatitis B',
      'Varicella',
      'Meningococcal',
      'Hib',
      'Pneumococcal',
      'Hepatitis A',
    ],
  },
} as const;

type Props = {
  frame: Frame;
  history: History;
  assessed: Assessed;
  today: Day;
  clinic: string;
  kind: keyof typeof grids;
};
type Row = { readonly label: string; readonly doses: readonly string[]; readonly remarks: readonly string[] };

/** Doses by vaccine and number, a date in each place; one that does not count is a remark, and takes no number. */
export const DoseGrid = ({ frame, history, assessed, today, clinic, kind }: Props) => {
  const { client } = history;
  const { title, rows: wanted } = grids[kind];
  const rows = rowsOf(history, assessed, wanted);
  const columns = Math.max(ordinals.length, ...rows.map(({ doses }) => doses.length));
  return (
    <Paper frame={frame} client={client} title={title} today={today} clinic={clinic}>
      <PaperFacts
        facts={[
          ['Client Name (First - MI - Last)', fullName(client.personal)],
          ['DOB', showDay(client.personal.birthDate)],
          ['MIIC ID', String(client.id)],
        ]}
      />
      {rows.length === 0 ? (
        <p>No immunizations are on file for this client.</p>
      ) : (
        <table class="results grid">
          <thead>
            <ClientRow client={client} columns={columns + 2} />
            <tr>
              <th scope="col">Type of Vaccine</th>
              {Array.from({ length: columns }, (_, at) => (
                <th scope="col">{ordinals[at] ?? `${at + 1}th Dose`}</th>
              ))}
              <th scope="col">Remarks</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, doses, remarks }) => (
              <tr>
                <th scope="row">{label}</th>
                {Array.from({ length: columns }, (_, at) => (
                  <td class="n" data-label={ordinals[at] ?? `${at + 1}th Dose`}>
                    {doses[at]}
                  </td>
                ))}
                <td data-label="Remarks">{remarks.join('; ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>By schedule {assessed.assessment.scheduleVersion}. Dates are MM/DD/YYYY.</p>
      <SignatureLine />
    </Paper>
  );
};

function rowsOf(history: History, assessed: Assessed, wanted: readonly string[] | undefined): Row[] {
  const groups = judgedGroups(history, assessed);
  const labels = wanted ?? groups.filter(({ rows }) => rows.length > 0).map(({ label }) => label);
  return labels.map((label) => {
    const { rows = [], comments = [] } = groups.find((group) => group.label === label) ?? {};
    const counts = (word: string) => word !== 'Not valid';
    return {
      label,
      doses: rows.filter(({ word }) => counts(word)).map(({ immunization }) => showDay(immunization.givenOn)),
      remarks: [
        ...comments
          .filter(({ code }) => ['immunity', 'exemption'].includes(commentKind(code) ?? ''))
          .map(({ code, appliesOn }) => `${labelOf(clientComments, code)} ${showDay(appliesOn)}`),
        ...notCounting(rows.filter(({ word, byRisk }) => !counts(word) && !byRisk)),
        ...rows.filter(({ word, byRisk }) => !counts(word) && byRisk).map(askWhether),
      ],
    };
  });
}

/** "02/01/2016 does not count"; "02/01/2016, 03/01/2016 do not count" */
function notCounting(rows: readonly HistoryRow[]): string[] {
  const days = rows.map(({ immunization }) => showDay(immunization.givenOn));
  return days.length === 0 ? [] : [`${days.join(', ')} ${days.length === 1 ? 'does' : 'do'} not count`];
}

/**
 * A dose that only a series for a condition judges: a paper that is carried about tells neither that there is one, nor
 * that a dose was for nothing.
 */
const askWhether = ({ immunization }: HistoryRow) =>
  `${showDay(immunization.givenOn)}: ask your clinic whether it counts`;
