import { addressWithCommas } from '../../domain/clients/client.js';
import {
  type Household,
  isSameAddress,
  type Member,
  mostMembers,
  tieWords,
  whyNotCarried,
} from '../../domain/clients/household.js';
import { recordPath } from '../../domain/clients/record-address.js';
import { labelOf } from '../../domain/codes/choice.js';
import { genders } from '../../domain/codes/gender.js';
import { listedName } from '../../domain/text/name.js';
import { showPhone } from '../../domain/text/phone.js';
import { type Day, shortAge, showDay } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, FormKey, Submit } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';

type Done = { readonly to: number; readonly since: number; readonly gone: number };

type Props = {
  frame: Frame;
  household: Household;
  today: Day;
  /** True if the viewer may edit clients. */
  edits: boolean;
  /** True if the viewer has something typed in this record that is not saved. */
  hasDraft: boolean;
  entry: Entry;
  message: string | undefined;
  done: Done | undefined;
};

/** Those who share address, phone or mother with a client; a corrected address is carried to those chosen (C7). */
export const HouseholdPage = (props: Props) => {
  const { frame, household, entry, message, done, today } = props;
  const { client, members, more } = household;
  const { personal } = client;
  const start = message || entry.errors ? 'Error: ' : done ? 'Done: ' : '';
  return (
    <Page frame={frame} title={`${start}${recordTitle('Household', client.id)}`} status={done ? doneWords(done) : ''}>
      <ErrorSummary errors={entry.errors ?? {}} message={message} groups={['to']} />
      <header class="client-head">
        <p class="back">
          <a href={recordPath(client.id)}>Back to the record</a>
        </p>
        <div class="names">
          <h1>Household of {listedName(personal)}</h1>
          <p class="who">
            <span>MIIC ID: {client.id}</span> <span class="dot">·</span>{' '}
            <span>
              born {showDay(personal.birthDate)} ({shortAge(personal.birthDate, today)})
            </span>
          </p>
          <p>{[addressWithCommas(personal) || 'no address', showPhone(personal.phone)].filter(Boolean).join(' · ')}</p>
        </div>
      </header>
      {props.hasDraft ? (
        <p class="notice">
          <b>Not saved: kept as a draft.</b> What you typed in this record is not carried before it is saved.
        </p>
      ) : null}
      <section aria-labelledby="members">
        <h2 id="members">
          {members.length === 0
            ? 'Nobody with the same address, phone or mother'
            : 'Who shares the address, phone or mother'}
        </h2>
        {more ? <p class="inside hint">More than {mostMembers} share one of these: the nearest are listed.</p> : null}
        {members.length > 0 ? <Members {...props} /> : null}
      </section>
    </Page>
  );
};

function doneWords({ to, since, gone }: Done): string {
  const records = (n: number) => (n === 1 ? '1 record' : `${n} records`);
  return [
    `Address carried to ${records(to)}.`,
    since && `${records(since)} left as before: saved by somebody since you looked. See below, and choose again.`,
    gone && `${records(gone)} left as before: no longer in this list.`,
  ]
    .filter(Boolean)
    .join(' ');
}

const Members = (props: Props) => {
  const { frame, household, edits, entry } = props;
  const { client, members } = household;
  const why = whyNotCarried(client);
  const differ = members.filter((member) => !isSameAddress(member, client.personal));
  const table = (
    <table class="results">
      <thead>
        <tr>
          {edits && !why && differ.length > 0 ? <th scope="col">Carry</th> : null}
          <th scope="col">Name</th>
          <th scope="col">Birth Date</th>
          <th scope="col">Gender</th>
          <th scope="col">MIIC ID</th>
          <th scope="col">Shares</th>
          <th scope="col">Address</th>
          <th scope="col">Phone</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <Row {...props} member={member} chooses={edits && !why && differ.length > 0} first={differ[0]?.id} />
        ))}
      </tbody>
    </table>
  );
  if (!edits) return <div class="scroll">{table}</div>;
  if (why || differ.length === 0)
    return (
      <>
        <p class="inside">{why ?? 'The address is the same in all records: there is nothing to carry.'}</p>
        <div class="scroll">{table}</div>
      </>
    );
  return (
    <form method="post" action={recordPath(client.id, 'household')} autocomplete="off" aria-labelledby="members">
      <Csrf token={frame.csrf} />
      <FormKey value={entry.values.key} />
      <input type="hidden" name="organization" value={frame.viewer?.organization.id} />
      <input type="hidden" name="revision" value={client.revision} />
      {entry.errors?.to ? (
        <p class="inside error" id="to-error">
          <span class="unseen">Error: </span>
          {entry.errors.to}
        </p>
      ) : null}
      <div class="scroll">{table}</div>
      <p class="inside">
        Those chosen get the address <b>{addressWithCommas(client.personal)}</b>; the one they had stays as a former
        address.
      </p>
      <p class="inside">
        <Submit class="main" name="do.carry" value="Carry the address to those chosen" />
      </p>
    </form>
  );
};

const Row = ({
  member,
  household,
  today,
  entry,
  chooses,
  first,
}: Props & { member: Member; chooses: boolean; first: number | undefined }) => {
  const same = isSameAddress(member, household.client.personal);
  const isBornWith = member.birthDate === household.client.personal.birthDate;
  const value = `${member.id}.${member.revision}`;
  return (
    <tr>
      {chooses ? (
        <td>
          {same ? null : (
            <label class="choice">
              <input
                type="checkbox"
                id={member.id === first ? 'to-first' : undefined}
                name="to"
                value={value}
                checked={(entry.values.to ?? '').split(' ').includes(value)}
                aria-describedby={entry.errors?.to ? 'to-error' : undefined}
              />
              <span class="unseen">Carry to {listedName(member)}</span>
            </label>
          )}
        </td>
      ) : null}
      <th scope="row">
        <a href={recordPath(member.id)}>{listedName(member)}</a>
      </th>
      <td class="n" data-label="Birth Date">
        {showDay(member.birthDate)} ({shortAge(member.birthDate, today)})
      </td>
      <td data-label="Gender">{labelOf(genders, member.gender)}</td>
      <td class="n" data-label="MIIC ID">
        {member.id}
      </td>
      <td data-label="Shares">
        {isBornWith ? <b>birth date, </b> : null}
        {member.ties.map((tie) => tieWords[tie]).join(', ')}
      </td>
      <td data-label="Address">{addressWithCommas(member) || 'none'}</td>
      <td class="n" data-label="Phone">
        {showPhone(member.phone)}
      </td>
    </tr>
  );
};
