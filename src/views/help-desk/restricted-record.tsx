import type { Child } from 'hono/jsx';
import type { Client } from '../../domain/clients/client.js';
import { personalLabels } from '../../domain/clients/personal-information.js';
import { recordPath } from '../../domain/clients/record-address.js';
import { type Remedy, reasonField, remedies, shownField } from '../../domain/clients/restriction.js';
import { unanswered } from '../../domain/forms/question.js';
import { listedName } from '../../domain/text/name.js';
import { type Day, dayOf, showDay, showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, FormKey } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';

type Restriction = {
  readonly id: number;
  readonly deceasedAt: number | null;
  readonly deathDate: Day | null;
  readonly lockedBy: string | null;
  readonly lockedAt: number | null;
  readonly birthCertificate: string;
};

type Props = {
  frame: Frame;
  record: Restriction;
  client: Client;
  /** The organization that flagged the record as deceased, where that is known. */
  flaggedBy: string | undefined;
  today: Day;
  entry: Entry;
  message: string | undefined;
  /** True if this page follows a change. */
  done: boolean;
};

/** A record as the help desk sees it: what restricts it, and what undoes that, each with a reason (C6, C12, C13). */
export const RestrictedRecord = (props: Props) => {
  const { frame, record, client, entry, message, done } = props;
  const title = recordTitle('Restricted record', record.id);
  const birthDate = showDay(client.personal.birthDate);
  const errors = { ...unanswered(entry.questions ?? {}, entry.asTyped), ...entry.errors };
  const start = message || entry.errors ? 'Error: ' : done ? 'Done: ' : '';
  return (
    <Page frame={frame} title={`${start}${title}`} status={done ? doneNotice : ''}>
      <ErrorSummary errors={errors} message={message} />
      <header class="client-head">
        <p class="back">
          <a href="/restricted">Restricted records</a>
        </p>
        <h1>{listedName(client.personal)}</h1>
      </header>
      <Facts {...props} />
      <form method="post" autocomplete="off" aria-label="What the help desk can do">
        {/* Enter shows the form again with what is typed, and undoes nothing; it is not kept. */}
        <input type="submit" class="unseen-control" name="do.stage" value="Go on with what is typed" />
        <Csrf token={frame.csrf} />
        <FormKey value={entry.values.key} />
        {/* As it was sent: what somebody changed since is not written over after Enter or a refusal. */}
        <input type="hidden" name="revision" value={entry.values.revision ?? client.revision} />
        {record.lockedBy === null ? null : (
          <Undo {...props} remedy="unlock" title="Locked record" danger>
            <p>
              The record will be unrestricted: every organization participating in {frame.site.name} can find and view
              it
              {record.deceasedAt === null ? '' : ', once it is no longer flagged as deceased'}.
            </p>
          </Undo>
        )}
        {record.deceasedAt === null ? null : (
          <Undo {...props} remedy="undeceased" title="Flagged as deceased" danger>
            <p>
              The flag and the date of death are removed, and the status at the organization that set it becomes Active
              again.{' '}
              {record.lockedBy
                ? `The record stays locked to ${record.lockedBy}.`
                : 'Organizations can find and view the record again.'}
            </p>
          </Undo>
        )}
        <Undo {...props} remedy="birthDate" title="Birth date">
          <p>The present birth date stays on the record as an alias, and a search by it still finds the client.</p>
          <input type="hidden" name={shownField('birthDate')} value={birthDate} />
          <Field
            entry={withValue(entry, 'birthDate', birthDate)}
            name="birthDate"
            label={personalLabels.birthDate}
            hint="MM/DD/YYYY"
            inputmode="numeric"
            autocomplete="off"
          />
        </Undo>
        <Undo {...props} remedy="certificate" title="Birth certificate">
          <p>With a number on file, organizations cannot change the birth date.</p>
          <input type="hidden" name={shownField('birthCertificate')} value={record.birthCertificate} />
          <Field
            entry={withValue(entry, 'birthCertificate', record.birthCertificate)}
            name="birthCertificate"
            label="Birth certificate number"
            autocomplete="off"
          />
        </Undo>
      </form>
    </Page>
  );
};

const doneNotice = 'Done: it stands in the history of the record and in the audit log.';

/** The typed value, or the one on file. */
const withValue = (entry: Entry, name: string, value: string): Entry => ({
  ...entry,
  values: { ...entry.values, [name]: entry.values[name] ?? value },
});

const Facts = ({ frame, record, client, flaggedBy }: Props) => {
  const on = (at: number | null) =>
    at === null ? 'since when is not known' : `since ${showInstant(at, frame.timeZone)}`;
  const locked = record.lockedBy && `Locked to ${record.lockedBy}, ${on(record.lockedAt)}`;
  const deceased =
    record.deceasedAt !== null &&
    `Flagged as deceased${flaggedBy ? ` by ${flaggedBy}` : ''}, ${on(record.deceasedAt)}. Date of death: ` +
      `${showDay(record.deathDate) || 'not known'}`;
  return (
    <section aria-labelledby="what">
      <h2 id="what">What it is</h2>
      <dl class="facts">
        <Fact label="MIIC ID">{record.id}</Fact>
        <Fact label={personalLabels.birthDate}>{showDay(client.personal.birthDate)}</Fact>
        <Fact label="Birth certificate number">{record.birthCertificate || 'none on file'}</Fact>
        <Fact label="Restriction" wide>
          {[deceased, locked].filter(Boolean).join('. ') || 'None: the record is open to all.'}
        </Fact>
        <Fact label="Last Updated by" wide>
          {client.updatedFor} on {showDay(dayOf(client.updatedAt, frame.timeZone))}
        </Fact>
      </dl>
      {locked || deceased ? null : (
        <p class="inside">
          <a href={recordPath(record.id)}>View Client</a> <span class="dot">·</span>{' '}
          <a href={recordPath(record.id, 'history')}>History of this record</a>
        </p>
      )}
    </section>
  );
};

const Fact = ({ label, wide, children }: { label: string; wide?: boolean; children: Child }) => (
  <div class={wide ? 'wide' : undefined}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

const Undo = ({
  entry,
  remedy,
  title,
  danger,
  children,
}: Props & { remedy: Remedy; title: string; danger?: boolean; children: Child }) => (
  <section class="card" aria-labelledby={`${remedy}-title`}>
    <h2 id={`${remedy}-title`}>{title}</h2>
    {children}
    <Field
      entry={entry}
      name={reasonField(remedy)}
      label="Reason"
      autocomplete="off"
      hint="Kept in the audit log and the record's history: who asked and why, without names, birth dates or diagnoses"
    />
    <p>
      <input type="submit" class={danger ? 'danger' : undefined} name={`do.${remedy}`} value={remedies[remedy]} />
    </p>
  </section>
);
