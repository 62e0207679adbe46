import { addressLine } from '../../domain/clients/client.js';
import { codeWords } from '../../domain/clients/coded-rows.js';
import { commentRows } from '../../domain/clients/comment.js';
import { bodySites } from '../../domain/codes/body-site.js';
import { labelOf } from '../../domain/codes/choice.js';
import { isHistorical } from '../../domain/codes/source.js';
import type { History } from '../../domain/immunizations/history.js';
import { doseOf, vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import { fullName } from '../../domain/text/name.js';
import { showPhone } from '../../domain/text/phone.js';
import { type Day, exactAge, showDay } from '../../domain/time/day.js';
import { type Assessed, type JudgedGroup, judgedGroups, recommendations } from '../immunizations/judged.js';
import type { Frame } from '../parts/layout.js';
import { ClientRow, Paper, PaperFacts, SignatureLine } from '../parts/paper.js';
import { RecommendedInWords } from './recommended-in-words.js';

const columns = ['Vaccine Group', 'Date', 'Series', 'Vaccine [Trade Name]', 'Lot', 'Dose', 'Site', 'Given at'];

type Props = { frame: Frame; history: History; assessed: Assessed; today: Day; clinic: string; confidential: boolean };

/** The immunization record for paper (I7). Confidential: without address, phone, email, contacts and mother's name. */
export const ImmunizationRecord = ({ frame, history, assessed, today, clinic, confidential }: Props) => {
  const { client } = history;
  const { personal, enrolment } = client;
  const groups = judgedGroups(history, assessed);
  const sites = [...new Set(history.immunizations.map(({ site }) => site).filter(Boolean))];
  return (
    <Paper
      frame={frame}
      client={client}
      title={confidential ? 'Immunization record, confidential' : 'Immunization record'}
      today={today}
      clinic={clinic}
    >
      <PaperFacts
        facts={[
          ['Client Name (First - MI - Last)', fullName(personal)],
          ['DOB', showDay(personal.birthDate)],
          ['Age', exactAge(personal.birthDate, today)],
          ['Gender', personal.gender],
          ['MIIC ID', String(client.id)],
          ['Chart Number', enrolment?.chartNumber ?? ''],
          ['Tracking Schedule', enrolment?.schedule ?? ''],
          ...(confidential
            ? []
            : ([
                ["Mother's Maiden", personal.motherMaidenLast],
                ['Address', addressLine(personal)],
                ['Phone', showPhone(personal.phone)],
              ] as const)),
        ]}
      />
      {groups.length === 0 ? (
        <p>No immunizations are on file for this client.</p>
      ) : (
        <table class="results given">
          <thead>
            <ClientRow client={client} columns={columns.length} />
            <tr>
              {columns.map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <Group group={group} />
          ))}
        </table>
      )}
      <p>
        Given at: the clinic that gave and entered the dose; of a historical one, who entered it.
        {sites.length > 0 ? ` Site: ${sites.map((code) => `${code} ${labelOf(bodySites, code)}`).join(', ')}.` : null}
      </p>
      <div class="together">
        <RecommendedInWords
          client={client}
          list={recommendations(history, assessed, today)}
          deathDate={history.deathDate}
          today={today}
          version={assessed.assessment.scheduleVersion}
        />
        <SignatureLine />
      </div>
    </Paper>
  );
};

const Group = ({ group }: { group: JudgedGroup }) => (
  <tbody>
    {group.comments.map((comment) => (
      <tr>
        <th scope="row">{group.label}</th>
        <td class="n" data-label="Applies to">
          {showDay(comment.appliesOn)}
        </td>
        <td colspan={6}>{codeWords(commentRows, comment)}</td>
      </tr>
    ))}
    {group.rows.map(({ immunization, series, word }) => (
      <tr>
        <th scope="row">{group.label}</th>
        <td class="n" data-label="Date">
          {showDay(immunization.givenOn)}
        </td>
        <td class="n" data-label="Series">
          {series || word}
        </td>
        <td data-label="Vaccine">{vaccineWithTrade(immunization)}</td>
        <td class="n" data-label="Lot">
          {immunization.lot}
        </td>
        <td class="n" data-label="Dose">
          {doseOf(immunization)}
        </td>
        <td class="n" data-label="Site">
          {immunization.site}
        </td>
        <td data-label="Given at">
          {isHistorical(immunization) ? `historical, ${immunization.owner.name}` : immunization.owner.name}
        </td>
      </tr>
    ))}
  </tbody>
);
