import type { Client } from '../../domain/clients/client.js';
import { type Day, showDay } from '../../domain/time/day.js';
import type { Standing } from '../../forecast/standing.js';
import type { Recommendation } from '../immunizations/judged.js';
import { ClientRow } from '../parts/paper.js';

/** What a parent is told of each standing; undefined where it goes without saying. */
const headings: Readonly<Record<Standing, string | undefined>> = {
  overdue: 'Due now',
  due: 'Due now',
  'shared decision': 'Talk with your clinic about',
  'may be given': 'May be given now',
  later: 'Next',
  'schedule ended': 'Ask your clinic about',
  exempt: 'Not recommended, for medical reasons',
  contraindicated: 'Not recommended, for medical reasons',
  immune: 'Protected without more doses',
  complete: 'Complete',
  'aged out': undefined,
  'not recommended': undefined,
};

type Props = {
  client: Client;
  list: readonly Recommendation[];
  deathDate: Day | null;
  today: Day;
  version: string;
};

/**
 * What is recommended, in words for a parent: a line for each that is due, one for what is next, one for what is complete. On a page of its own
 * it is headed by the client too.
 */
export const RecommendedInWords = ({ client, list, deathDate, today, version }: Props) => {
  const said = list.filter((one) => isSoon(one, today));
  const lines = [...Map.groupBy(said, ({ standing }) => headings[standing])];
  if (deathDate) return null;
  return (
    <>
      <table class="results">
        <caption>Recommended</caption>
        <thead>
          <ClientRow client={client} columns={2} />
        </thead>
        <tbody>
          {lines.map(([heading, those]) =>
            heading ? (
              <tr>
                <th scope="row">{heading}</th>
                <td>{heading === 'Due now' ? <DueLines list={those} /> : `${those.map(words).join('; ')}.`}</td>
              </tr>
            ) : null,
          )}
        </tbody>
      </table>
      <p>
        As of {showDay(today)}, by schedule {version}. Your clinic decides with you what is given.
      </p>
    </>
  );
};

/** What is due is what one looks for: a line for each. */
const DueLines = ({ list }: { list: readonly Recommendation[] }) => (
  <ul>
    {list.map((one) => (
      <li>{words(one)}</li>
    ))}
  </ul>
);

/** What comes in more than ten years is no news to a parent. */
function isSoon({ standing, forecast: { recommended = '' } }: Recommendation, today: Day): boolean {
  return standing !== 'later' || Number(recommended.slice(0, 4)) - Number(today.slice(0, 4)) <= 10;
}

/** Hib, dose 1 (since 09/08/2024, late); HPV, dose 1, from 05/12/2035 */
function words({
  label,
  standing,
  forecast: { group, number, recommended, pastDue, earliest },
}: Recommendation): string {
  if (number === undefined || standing === 'exempt' || standing === 'may be given') return label;
  const dose = `${label}, dose ${number}${group === 'FLU' ? ' of this season' : ''}`;
  if (standing === 'overdue') return `${dose} (late: it was due by ${showDay(pastDue)})`;
  if (standing === 'later') return `${dose}, from ${showDay(recommended ?? earliest)}`;
  return dose;
}
