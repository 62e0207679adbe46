import { newClientLabels } from '../../domain/clients/new-client.js';
import type { Personal } from '../../domain/clients/personal-information.js';
import { labelOf } from '../../domain/codes/choice.js';
import { genders } from '../../domain/codes/gender.js';
import { type Judgement, reasonWords } from '../../domain/matching/duplicate.js';
import type { Hit } from '../../domain/matching/search.js';
import { listedName } from '../../domain/text/name.js';
import { showDay } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, type Messages, Submit, Tick } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { AddressFields, IdentityFields, OtherFields } from './personal-fields.js';

type Props = {
  frame: Frame;
  search: string;
  entry: Entry;
  /** The faults that forbid entering the client, by field. */
  held?: Messages;
  message?: string;
};

export const newClientTitle = 'Enter new client';

/** Enter new client (C3): the whole of Personal Information, what a new record needs, and a chart number. */
export const NewClientPage = ({ frame, search, entry: typed, held = {}, message }: Props) => {
  const entry = { ...typed, whole: true };
  const bad = message || Object.keys(held).length > 0;
  return (
    <Page frame={{ ...frame, path: '/clients' }} title={bad ? `Error: ${newClientTitle}` : newClientTitle}>
      <form method="post" action={`/clients/new?search=${search}`} autocomplete="off" novalidate>
        <input type="submit" class="unseen-control" name="do.stage" value="Keep what is typed" />
        <Csrf token={frame.csrf} />
        <input type="hidden" name="organization" value={frame.viewer?.organization.id} />
        <header class="client-head">
          <p class="back">
            <a href={`/searches/${search}`}>Back to results</a>
          </p>
          <div class="names">
            <h1>Enter new client</h1>
            <p class="who">Last name, first name, gender, birth date and the mother's name are required.</p>
          </div>
          <p class="actions">
            <input type="submit" class="main" name="do.save" value="Save" />{' '}
            <input type="submit" class="plain" name="do.cancel" value="Cancel" />
          </p>
        </header>
        <ErrorSummary errors={held} {...(message && { message })} groups={['gender', 'race']} />
        <section aria-labelledby="personal">
          <h2 id="personal">Personal Information</h2>
          <IdentityFields edit={entry} helpDesk={frame.site.helpDeskEmail}>
            <div class="w12">
              <Tick entry={entry} name="noFirstName" label={newClientLabels.noFirstName} />
              <Tick entry={entry} name="motherRefused" label={newClientLabels.motherRefused} />
            </div>
          </IdentityFields>
          <div id="address">
            <AddressFields edit={entry} />
          </div>
          <div id="other">
            <OtherFields edit={entry} />
          </div>
        </section>
        <section aria-labelledby="information">
          <h2 id="information">Client Information</h2>
          <div class="fields">
            <Field
              entry={entry}
              name="chartNumber"
              label={newClientLabels.chartNumber}
              hint={`of ${frame.viewer?.organization.name ?? ''}`}
              autocomplete="off"
              class="w4"
            />
          </div>
        </section>
        <p class="row more">
          <Submit class="main" name="do.save" value="Save" aria-label="Save, at the end" />
        </p>
      </form>
    </Page>
  );
};

type Question = {
  frame: Frame;
  search: string;
  personal: Personal;
  hits: readonly Hit[];
  judgements: ReadonlyMap<number, Judgement>;
  /** MIIC IDs of those whom the same form entered before. */
  before: readonly number[];
  message?: string;
};

/**
 * The records that may be the same person as the one about to be entered, with the reasons; one is picked, or none is
 * it (C3).
 */
export const Duplicates = ({ frame, search, personal, hits, judgements, before, message }: Question) => (
  <Page
    frame={{ ...frame, path: '/clients' }}
    title={message ? 'Error: Possible duplicates' : 'Not saved yet: possible duplicates'}
  >
    <form method="post" action={`/clients/new/duplicates?search=${search}`} aria-labelledby="title">
      <Csrf token={frame.csrf} />
      <input type="hidden" name="organization" value={frame.viewer?.organization.id} />
      <input type="hidden" name="shown" value={hits.map(({ id }) => id).join(' ')} />
      <header class="client-head">
        <div class="names">
          <h1 id="title">Possible duplicates</h1>
        </div>
      </header>
      <p class="notice">
        <b>Not saved yet:</b> the registry has records that may be this client.
      </p>
      <ErrorSummary errors={message ? { person: message } : {}} groups={['person']} />
      <section aria-labelledby="entered">
        <h2 id="entered">You are entering</h2>
        <p class="inside">
          <b>{listedName(personal)}</b>, born {showDay(personal.birthDate)}, {labelOf(genders, personal.gender)}
          <br />
          {whereFrom(personal)}
        </p>
      </section>
      <section>
        <fieldset class="people" id="person">
          <legend>Is it one of these?</legend>
          {hits.map((hit, i) => (
            <label class="choice">
              <input type="radio" id={i === 0 ? 'person-first' : undefined} name="person" value={hit.id} />{' '}
              <span>
                Yes: open <b>{listedName(hit)}</b>, born {showDay(hit.birthDate)}, {labelOf(genders, hit.gender)}, MIIC
                ID {hit.id}
                <br />
                {whereFrom(hit)} <br />
                <span>
                  {judgements.get(hit.id)?.verdict === 'sure' ? 'Surely the same' : 'Maybe the same'}:{' '}
                  {[
                    reasonWords(judgements.get(hit.id)?.reasons ?? []),
                    before.includes(hit.id) && 'entered from this form before',
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              </span>
            </label>
          ))}
          <label class="choice">
            <input type="radio" name="person" value="another" />{' '}
            <span>No, this is another person: enter a new client</span>
          </label>
        </fieldset>
        <p class="actions inside">
          <input type="submit" class="main" name="do.answer" value="Continue" />{' '}
          <input type="submit" class="plain" name="do.back" value="Back to the form" />
        </p>
      </section>
    </form>
  </Page>
);

/** What else tells two apart, of the record as of the person to be entered. */
const whereFrom = ({ street, city, motherMaidenLast }: Pick<Hit, 'street' | 'city' | 'motherMaidenLast'>) =>
  [
    [street, city].filter(Boolean).join(', ') || 'no address',
    motherMaidenLast ? `mother's maiden last ${motherMaidenLast}` : "no mother's maiden last",
  ].join(', ');
