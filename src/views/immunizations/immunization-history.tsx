import { alsoKnownAs } from '../../domain/clients/alias.js';
import { addressWithCommas, type Client } from '../../domain/clients/client.js';
import { clientComments } from '../../domain/clients/client-comment.js';
import { recordPath } from '../../domain/clients/record-address.js';
import { labelOf } from '../../domain/codes/choice.js';
import { isHistorical } from '../../domain/codes/source.js';
import { type History, type HistoryGroup, type HistoryRow, historyGroups } from '../../domain/immunizations/history.js';
import { doseOf, vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import { fullName, listedName } from '../../domain/text/name.js';
import { phoneInBrackets } from '../../domain/text/phone.js';
import { type Day, exactAge, showDay, showInstant } from '../../domain/time/day.js';
import { CommentLine } from '../clients/comment-line.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';

/** The note under the table, always in these words (I3). */
export const seriesNote = 'Series counts doses on file; whether they are valid is not evaluated.';

type Props = {
  frame: Frame;
  history: History;
  today: Day;
  comment: number | 'all';
  search?: string | undefined;
  /** May add immunizations, and change and delete the organization's own. */
  mayRecord: boolean;
  /** Beside the heading, after a change. */
  said?: string | undefined;
  /** The visits that were typed and are not saved yet. */
  drafts: readonly { readonly window: string; readonly updatedAt: number }[];
  /** After Immunize in the record's form, which keeps what was typed there (C20). */
  kept?: boolean;
};

/** The title of the page, without what was just done. */
export const titleOf = (client: Client) => recordTitle('Immunization history', client.id);

/** The immunization history (I1 to I4). */
export const ImmunizationHistory = (props: Props) => {
  const { frame, history, today, comment, search, mayRecord, said, drafts, kept } = props;
  const { client } = history;
  const path = recordPath(client.id);
  const query = (words: Record<string, string>) => {
    const text = new URLSearchParams({ ...words, ...(search && { search }) }).toString();
    return text && `?${text}`;
  };
  return (
    <Page frame={frame} title={`${said ? `${said}: ` : ''}${titleOf(client)}`}>
      <HistoryHead client={client} today={today} search={search} />
      {kept ? <KeptNotice path={path} /> : null}
      <CommentLine
        comments={client.comments}
        shown={comment}
        at={(to) => `${path}/immunizations${query({ comment: String(to) })}`}
      />
      <section aria-labelledby="history">
        <div class="bar">
          <h2 id="history" tabindex={-1}>
            History {said ? <span class="done">{said}</span> : null}
          </h2>
          <p class="actions">
            {mayRecord ? (
              <>
                <a class="button main" href={`${path}/immunizations/new${query({})}`}>
                  Add Immunization
                </a>{' '}
              </>
            ) : null}
            <a class="button" href={path + query({})}>
              {mayRecord ? 'Edit Client' : 'View Client'}
            </a>{' '}
            <a class="button" href={`${path}/reports`}>
              Reports
            </a>{' '}
            <a class="button" href={`${path}/immunizations/print`}>
              Print
            </a>{' '}
            <a class="button" href={`${path}/immunizations/print-confidential`}>
              Print Confidential
            </a>
          </p>
        </div>
        {drafts.map(({ window, updatedAt }) => (
          <p class="notice">
            A visit typed on {showInstant(updatedAt, frame.timeZone)} is not saved: kept as a draft.{' '}
            <a href={`${path}/immunizations/new${query({ draft: window })}`}>Go on with it</a>
          </p>
        ))}
        <HistoryTable history={history} own={frame.viewer?.organization.id} mayRecord={mayRecord} />
        <p class="inside hint">
          {seriesNote} In n of m, m is the usual number of doses in the routine schedule for the age when the dose was
          given.
        </p>
      </section>
    </Page>
  );
};

/** A notice that the typing in the record's form is kept, and not saved (C20). */
export const KeptNotice = ({ path }: { path: string }) => (
  <p class="notice">
    <b>Not saved: kept as a draft.</b> <a href={path}>Go on editing the client</a>
  </p>
);

/** The client of the history (I1): the line of the guide's screen, with the age to the day. */
const HistoryHead = ({ client, today, search }: { client: Client; today: Day; search?: string | undefined }) => {
  const { personal, enrolment } = client;
  const address = addressWithCommas(personal);
  return (
    <>
      <header class="client-head">
        {search ? (
          <p class="back">
            <a href={`/searches/${search}`}>Back to results</a>
          </p>
        ) : null}
        <div class="names">
          <h1>{listedName(personal)}</h1>
          <p class="who">
            Immunization history
            {alsoKnownAs(client).map((words) => (
              <>
                {' '}
                <span class="dot">·</span> <span>AKA {words}</span>
              </>
            ))}
          </p>
        </div>
      </header>
      <section aria-labelledby="client">
        <div class="bar">
          <h2 id="client">Client Information</h2>
          <p class="whose">MIIC ID: {client.id}</p>
        </div>
        <dl class="facts">
          <Fact label="Client Name (First - MI - Last)" value={fullName(personal)} wide />
          <Fact label="DOB" value={showDay(personal.birthDate)} />
          <Fact label="Gender" value={personal.gender} />
          <Fact label="Mother's Maiden" value={personal.motherMaidenLast} />
          <Fact label="Tracking Schedule" value={enrolment?.schedule ?? ''} />
          <Fact label="Chart Number" value={enrolment?.chartNumber ?? ''} />
          <Fact label="Age" value={exactAge(personal.birthDate, today)} />
          <div class="wide">
            <dt>Address</dt>
            <dd>
              {address || <b>No address is on file for this client.</b>}
              {personal.undeliverable ? <b> Undeliverable Address</b> : null}{' '}
              <span class="n">{phoneInBrackets(personal.phone)}</span>
            </dd>
          </div>
        </dl>
      </section>
    </>
  );
};

const Fact = ({ label, value, wide }: { label: string; value: string; wide?: boolean }) => (
  <div class={wide ? 'wide' : undefined}>
    <dt>{label}</dt>
    <dd>{value || '–'}</dd>
  </div>
);

const HistoryTable = ({
  history,
  own,
  mayRecord,
}: {
  history: History;
  own: number | undefined;
  mayRecord: boolean;
}) => {
  const groups = historyGroups(history);
  if (groups.length === 0) return <p class="inside">No immunizations are on file for this client.</p>;
  return (
    <div class="scroll">
      <table class="results history">
        <thead>
          <tr>
            <th scope="col">Vaccine Group</th>
            <th scope="col">Date Administered</th>
            <th scope="col">Series</th>
            <th scope="col">Vaccine [Trade Name]</th>
            <th scope="col">Dose</th>
            <th scope="col">Owned?</th>
            <th scope="col">Hist?</th>
            <th scope="col">Edit</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <Group group={group} clientId={history.client.id} own={own} mayRecord={mayRecord} />
        ))}
      </table>
    </div>
  );
};

type InGroup = { clientId: number; own: number | undefined; mayRecord: boolean };

const Group = ({ group, ...rest }: InGroup & { group: HistoryGroup }) => (
  <tbody>
    {group.comments.map((comment) => (
      <tr>
        <th scope="row">{group.label}</th>
        <td class="n" data-label="Applies to">
          {showDay(comment.appliesOn)}
        </td>
        <td colspan={6}>{labelOf(clientComments, comment.code)}</td>
      </tr>
    ))}
    {group.rows.map((row) => (
      <Row row={row} label={group.label} {...rest} />
    ))}
  </tbody>
);

const Row = ({ row, label, clientId, own, mayRecord }: InGroup & { row: HistoryRow; label: string }) => {
  const { immunization, series } = row;
  const owned = immunization.owner.id === own;
  const day = showDay(immunization.givenOn);
  const verb = owned && mayRecord ? 'edit' : 'view';
  return (
    <tr>
      <th scope="row">{label}</th>
      <td class="n" data-label="Date">
        {day}
      </td>
      <td class="n" data-label="Series">
        {series}
      </td>
      <td data-label="Vaccine">{vaccineWithTrade(immunization)}</td>
      <td class="n" data-label="Dose">
        {doseOf(immunization)}
      </td>
      <td data-label="Owned?">{owned ? 'Yes' : 'No'}</td>
      <td data-label="Hist?">{isHistorical(immunization) ? 'Yes' : 'No'}</td>
      <td>
        <a
          href={recordPath(clientId, `immunizations/${immunization.id}`)}
          aria-label={`${verb} ${vaccineWithTrade(immunization)} of ${day}`}
        >
          {verb}
        </a>
      </td>
    </tr>
  );
};
