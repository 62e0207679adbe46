import type { Child } from 'hono/jsx';
import { type Role, roleNames } from '../../domain/accounts/viewer.js';
import { filterQuery } from '../../domain/audit.js';
import { type Day, showDay, showInstant } from '../../domain/time/day.js';
import { unusualRules } from '../../domain/unusual-use.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Unusual = {
  readonly far: readonly {
    readonly userId: number;
    readonly role: Role;
    readonly opened: number;
    readonly usuallyOpened: number;
    readonly searches: number;
    readonly usuallySearched: number;
  }[];
  readonly tries: readonly { readonly userId: number; readonly tries: number; readonly records: number }[];
  readonly many: readonly { readonly clientId: number; readonly people: number }[];
  readonly night: readonly { readonly userId: number; readonly opened: number }[];
  readonly braked: readonly {
    readonly at: number;
    readonly userId: number | null;
    readonly user: string;
    readonly action: string;
    readonly detail: string;
  }[];
  readonly names: ReadonlyMap<number, string>;
};

type Props = {
  frame: Frame;
  /** The organization whose people these are; everybody's where it is left out. */
  of: string | undefined;
  day: Day | undefined;
  entry: Entry;
  /** Undefined where no day could be read. */
  unusual: Unusual | undefined;
  /** True for who may let somebody go on that was stopped. */
  letsGo: boolean;
  message?: string | undefined;
  done: boolean;
};

/** What was unusual on a day in the audit log (A6), for who has to look into it. */
export const UnusualUse = ({ frame, of, day, entry, unusual, letsGo, message, done }: Props) => (
  <Page
    frame={frame}
    title={entry.errors || message ? 'Error: Unusual use' : 'Unusual use'}
    status={done ? 'The user may go on.' : ''}
  >
    <h1>{of === undefined ? 'Unusual use' : `Unusual use at ${of}`}</h1>
    <ErrorSummary errors={entry.errors} message={message} />
    <form method="post" action="/unusual-use" autocomplete="off">
      <Csrf token={frame.csrf} />
      <section aria-labelledby="day-title">
        <div class="bar">
          <h2 id="day-title">{day ? showDay(day) : 'Day'}</h2>
          <p class="actions">
            <input type="submit" class="main" name="do.show" value="Show" />
          </p>
        </div>
        <div class="fields">
          <Field entry={entry} name="day" label="Day" class="w3" hint="MM/DD/YYYY" />
        </div>
      </section>
      {unusual && day ? <Findings frame={frame} day={day} unusual={unusual} letsGo={letsGo} /> : null}
    </form>
  </Page>
);

const { far, many, night } = unusualRules;

type FindingsProps = { frame: Frame; day: Day; unusual: Unusual; letsGo: boolean };

const Findings = ({ frame, day, unusual, letsGo }: FindingsProps) => {
  const user = (id: number) => (
    <a href={`/audit-log${filterQuery({ user: id, from: day, to: day })}`}>{unusual.names.get(id) ?? `user ${id}`}</a>
  );
  return (
    <>
      <Finding
        id="far"
        title="Far more than usual"
        rule={`At least ${far.least} records or searches, and more than ${far.times} times what is usual: the median of the others with the role on that day.`}
        columns={['User', 'Role', 'Records', 'Usual', 'Searches', 'Usual']}
        rows={unusual.far.map((one) => [
          ...[user(one.userId), roleNames[one.role], one.opened, one.usuallyOpened, one.searches, one.usuallySearched],
        ])}
      />
      <Finding
        id="braked"
        title="Asked why, or stopped"
        rule="Who opens very many records within an hour is asked why, and then stopped until the hour is over."
        columns={['User', 'When', 'What', 'Details', ...(letsGo ? ['Let go on'] : [])]}
        rows={unusual.braked.map(({ userId, user, at, action, detail }) => [
          user,
          showInstant(at, frame.timeZone),
          action.charAt(0).toUpperCase() + action.slice(1),
          detail,
          ...(letsGo
            ? [
                action === 'stop opening' ? (
                  <input type="submit" name={`do.go.${userId}`} value="Let go on" aria-label={`Let ${user} go on`} />
                ) : (
                  ''
                ),
              ]
            : []),
        ])}
      />
      <Finding
        id="tries"
        title="Tries at records that are hidden, or not there"
        rule="A record may be locked by another organization, flagged as deceased, or have another number."
        columns={['User', 'Tries', 'Records']}
        rows={unusual.tries.map(({ userId, tries, records }) => [user(userId), tries, records])}
      />
      <Finding
        id="many"
        title="Records opened by many"
        rule={`By ${many} people or more.`}
        columns={['MIIC ID', 'People']}
        rows={unusual.many.map(({ clientId, people }) => [
          <a href={`/audit-log${filterQuery({ client: clientId, from: day, to: day })}`}>{clientId}</a>,
          people,
        ])}
      />
      <Finding
        id="night"
        title="At night"
        rule={`Records opened from ${night.from - 12} PM to ${night.to} AM.`}
        columns={['User', 'Records']}
        rows={unusual.night.map(({ userId, opened }) => [user(userId), opened])}
      />
    </>
  );
};

type FindingProps = {
  id: string;
  title: string;
  rule: string;
  columns: readonly string[];
  rows: readonly (readonly Child[])[];
};

const Finding = ({ id, title, rule, columns, rows }: FindingProps) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    <p class="inside">
      {rule} {rows.length === 0 ? 'None on this day.' : ''}
    </p>
    {rows.length === 0 ? null : (
      <div class="scroll">
        <table class="results">
          <caption class="unseen">{title}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...cells]) => (
              <tr>
                <th scope="row">{first}</th>
                {cells.map((cell, i) => (
                  <td data-label={columns[i + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
);
