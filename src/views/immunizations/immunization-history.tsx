import { alsoKnownAs } from '../../domain/clients/alias.js';
import { addressWithCommas, type Client } from '../../domain/clients/client.js';
import { recordAddress, recordPath } from '../../domain/clients/record-address.js';
import { tabs } from '../../domain/clients/tab.js';
import { labelOf } from '../../domain/codes/choice.js';
import { conditions } from '../../domain/codes/condition.js';
import { type Due, dueWords } from '../../domain/immunizations/due.js';
import { conditionsOn } from '../../domain/immunizations/evidence.js';
import type { History } from '../../domain/immunizations/history.js';
import { fullName, listedName } from '../../domain/text/name.js';
import { phoneInBrackets } from '../../domain/text/phone.js';
import { type Day, exactAge, showDay, showInstant } from '../../domain/time/day.js';
import { giveDue } from '../clients/client-head.js';
import { CommentLine } from '../clients/comment-line.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';
import { DoseColumns } from './dose-columns.js';
import { groupRows, HistoryTable, type TableProps } from './history-table.js';
import { type Assessed, dueOf, judgedGroups, recommendations } from './judged.js';
import { Recommended, recommendedRows } from './recommended.js';
import type { Reasons } from './why.js';

/** The note under the table of doses (I3). */
const seriesNote =
  'Series counts the valid doses of the series chosen for this client: the second of four is 2 of 4. ' +
  "Owned? and Hist? are empty for this organization's own doses from its stock.";

type Props = {
  frame: Frame;
  history: History;
  assessed: Assessed;
  today: Day;
  comment: number | 'all';
  search?: string | undefined;
  /** The vaccine group whose reasons are shown. */
  why?: string | undefined;
  /** A column a dose, in the place of a row. */
  grid?: boolean;
  /** May add immunizations, and change and delete the organization's own. */
  mayRecord: boolean;
  /** Beside the heading, after a change. */
  said?: string | undefined;
  /** The word for the doses that were written last, after a change to them. */
  latest?: string | undefined;
  /** The visits that were typed and are not saved yet. */
  drafts: readonly { readonly window: string; readonly updatedAt: number }[];
  /** After Immunize in the record's form, which keeps what was typed there (C20). */
  kept?: boolean;
};

/** The title of the page, without what was just done. */
export const titleOf = (client: Client) => recordTitle('Immunization history', client.id);

/** The immunization history (I1 to I4). */
export const ImmunizationHistory = (props: Props) => {
  const { frame, history, assessed, today, comment, search, grid, mayRecord, said, drafts, kept } = props;
  const { client } = history;
  const due = dueOf(history, assessed, today);
  const path = recordPath(client.id);
  const query = queryOf(search);
  const table = tableOf(props);
  return (
    <Page frame={frame} title={`${said ? `${said}: ` : ''}${titleOf(client)}`}>
      <HistoryHead
        client={client}
        today={today}
        search={search}
        due={due}
        give={mayRecord && due.length > 0 ? `${path}/immunizations/new${query({ due: '1' })}` : undefined}
      />
      {kept ? <KeptNotice path={path} /> : null}
      {drafts.map(({ window, updatedAt }) => (
        <p class="notice">
          <b>A visit typed on {showInstant(updatedAt, frame.timeZone)} is not saved: kept as a draft.</b>{' '}
          <a href={`${path}/immunizations/new${query({ draft: window })}`}>Go on with it</a>
        </p>
      ))}
      <CommentLine
        comments={client.comments}
        current={comment}
        at={(to) => `${path}/immunizations${query({ comment: String(to) })}`}
      />
      <ConditionLine client={client} today={today} />
      <Recommended {...recommendedOf(props)} />
      <section aria-labelledby="history">
        <div class="bar">
          <h2 id="history" tabindex={-1}>
            History {said ? <span class="done">{said}</span> : null}
          </h2>
          <p class="actions">
            {mayRecord ? (
              <>
                <a class="button main" accesskey="a" href={`${path}/immunizations/new${query({})}`}>
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
            <a class="button" accesskey="p" href={`${path}/immunizations/print`}>
              Print
            </a>{' '}
            <a class="button" href={`${path}/immunizations/print-confidential`}>
              Print Confidential
            </a>{' '}
            <a class="button" href={`immunizations${query(grid ? {} : { view: 'grid' })}#history`}>
              {grid ? 'Show as a list' : 'Show as a grid'}
            </a>
          </p>
        </div>
        {table.groups.length === 0 ? (
          <p class="inside">No immunizations are on file for this client.</p>
        ) : (
          <>
            {grid ? null : <p class="inside hint">{seriesNote}</p>}
            {grid ? <DoseColumns {...table} /> : <HistoryTable {...table} />}
          </>
        )}
      </section>
    </Page>
  );
};

type Shown = Pick<Props, 'frame' | 'history' | 'assessed' | 'today' | 'search' | 'why' | 'mayRecord' | 'latest'>;

/** The query of an address of the history, with the search to go back to. */
const queryOf = (search: string | undefined) => (words: Readonly<Record<string, string>>) => {
  const text = new URLSearchParams({ ...words, ...(search && { search }) }).toString();
  return text && `?${text}`;
};

const reasonsOf = ({ why, search }: Shown): Reasons => ({
  open: why,
  at: (words) => `immunizations${queryOf(search)(words)}`,
});

const recommendedOf = (shown: Shown) => {
  const { history, assessed, today } = shown;
  return { history, assessed, list: recommendations(history, assessed, today), reasons: reasonsOf(shown) };
};

function tableOf(shown: Shown): TableProps {
  const { history, assessed, frame, mayRecord, latest } = shown;
  const own = frame.viewer?.organization.id;
  const at = Math.max(...history.immunizations.filter(({ owner }) => owner.id === own).map((dose) => dose.updatedAt));
  return {
    groups: judgedGroups(history, assessed),
    birthDate: history.client.personal.birthDate,
    own,
    mayRecord,
    reasons: reasonsOf(shown),
    latest: latest === undefined ? undefined : { at, word: latest },
  };
}

/** The rows of a vaccine group in both tables over htmx, with its reasons or without, by the ids of their bodies. */
export function groupRegions(shown: Shown, group: string) {
  const table = tableOf(shown);
  const own = table.groups.filter(({ key }) => key === group).map((one) => [`g-${group}`, groupRows(one, table)]);
  const recommended = Object.entries(recommendedRows(recommendedOf(shown)));
  return Object.fromEntries([
    ...own,
    ...recommended.filter(([id]) => id === `r-${group}` || id.startsWith(`r-${group}-`)),
  ]);
}

/** The conditions that count today, beside the comments (F1): none for whom they are not to be known. */
const ConditionLine = ({ client, today }: { client: Client; today: Day }) => {
  const counted = conditionsOn(client.conditions, today);
  if (counted.length === 0) return null;
  return (
    <section class="comments" aria-labelledby="conditions">
      <h2 id="conditions" class="unseen">
        Conditions
      </h2>
      <p>
        <a href={recordAddress(client.id, { tab: 'conditions' }, 'tab')}>{tabs.conditions}</a>:{' '}
        {counted.map(said).join('; ')}
      </p>
    </section>
  );
};

/** Pregnant, from 04/10/2026, until 01/15/2027 */
const said = ({ code, fromOn, untilOn }: Client['conditions'][number]) =>
  [
    labelOf(conditions, code),
    ...(fromOn ? [`from ${showDay(fromOn)}`] : []),
    ...(untilOn ? [`until ${showDay(untilOn)}`] : []),
  ].join(', ');

/** A notice that the typing in the record's form is kept, and not saved (C20). */
export const KeptNotice = ({ path }: { path: string }) => (
  <p class="notice">
    <b>Not saved: kept as a draft.</b> <a href={path}>Go on editing the client</a>
  </p>
);

type Head = {
  client: Client;
  today: Day;
  search?: string | undefined;
  due: Due;
  /** The address of the form that gives what is due, for those who may. */
  give: string | undefined;
};

/** The client of the history (I1): the line of the guide's screen, with the age to the day, and what is due. */
const HistoryHead = ({ client, today, search, due, give }: Head) => {
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
            Immunization history <span class="dot">·</span> <a href="#history">To the doses on file</a>
            {alsoKnownAs(client).map((words) => (
              <>
                {' '}
                <span class="dot">·</span> <span>AKA {words}</span>
              </>
            ))}
          </p>
          <p class="due-today">
            Due today: {dueWords(due)}{' '}
            {give ? (
              <a class="button" href={give}>
                {giveDue}
              </a>
            ) : null}
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
