import type { Organization } from '../../domain/accounts/viewer.js';
import type { Client } from '../../domain/clients/client.js';
import { fullName, listedName } from '../../domain/text/name.js';
import { showDay, showInstant } from '../../domain/time/day.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';

/** `mark` stands for the draft as it was when it was named. */
type Leave = { frame: Frame; client: Client; pending: string; at: number; mark: string | number };

/** The question of Cancel (C20). */
export const LeaveDraft = ({ frame, client, pending, at, mark }: Leave) => (
  <Page frame={frame} title={recordTitle('Not saved', client.id)}>
    <form method="post" class="message" aria-labelledby="title">
      <Csrf token={frame.csrf} />
      <input type="hidden" name="at" value={mark} />
      <h1 id="title">{listedName(client.personal)}: not saved yet</h1>
      <p>
        Typed on {showInstant(at, frame.timeZone)} and not written to the record: {pending}.
      </p>
      <p class="row">
        <input type="submit" class="main" name="do.continue" value="Go on editing" />{' '}
        <input type="submit" name="do.keep" value="Keep as draft" />{' '}
        <input type="submit" class="danger" name="do.discard" value="Discard changes" />
      </p>
    </form>
  </Page>
);

/** The effects of saving on who may see the record, before it is saved (C12, C13). */
export const Confirmation = ({
  frame,
  client,
  consequences,
}: {
  frame: Frame;
  client: Client;
  consequences: readonly string[];
}) => {
  const organization = frame.viewer?.organization.name;
  const { site } = frame;
  const asked = deeds(fullName(client.personal), organization ?? '').filter(({ of }) => consequences.includes(of));
  return (
    <Page frame={frame} title={recordTitle('Before saving', client.id)}>
      <form method="post" class="message" aria-labelledby="title">
        <Csrf token={frame.csrf} />
        <input type="hidden" name="organization" value={frame.viewer?.organization.id} />
        {consequences.map((one) => (
          <input type="hidden" name="asked" value={one} />
        ))}
        <h1 id="title">{asked.map(({ question }) => question).join(' ')}</h1>
        <p>
          <b>{listedName(client.personal)}</b> <span class="dot">·</span> born {showDay(client.personal.birthDate)}{' '}
          <span class="dot">·</span> MIIC ID: {client.id}
        </p>
        {consequences.includes('deceased') ? (
          <p>
            <b>Status: Deceased.</b> MIIC ID {client.id} will be flagged as deceased. No organization in {site.name}{' '}
            will be able to view the record, {organization} included. Only the help desk ({site.helpDeskEmail}) can undo
            it.
          </p>
        ) : null}
        {consequences.includes('locked') ? (
          <p>
            <b>Allow Sharing of immunization data? No.</b> The record will be locked to {organization}. No other
            organization will find or view it
            {consequences.includes('deceased')
              ? ', not even after the help desk has undone that.'
              : ` until ${organization} sets this to Yes again.`}
          </p>
        ) : null}
        {consequences.includes('unlocked') ? (
          <p>
            <b>Allow Sharing of immunization data? Yes.</b> The record will be unrestricted and accessible to every
            organization participating in {site.name}.
          </p>
        ) : null}
        <p>What else was changed in this record is saved with it.</p>
        <p class="row">
          <input type="submit" name="do.back" value="Go on editing" />{' '}
          <input type="submit" class="danger" name="do.save" value={inOneSentence(asked.map(({ deed }) => deed))} />
        </p>
      </form>
    </Page>
  );
};

/** "Flag as deceased and lock the record". */
const inOneSentence = ([first = '', ...more]: readonly string[]) =>
  [first, ...more.map((deed) => deed.charAt(0).toLowerCase() + deed.slice(1))].join(' and ');

/** What a Save would do besides, as a question and as its button says it. */
const deeds = (name: string, organization: string) => [
  { of: 'deceased', question: `Flag ${name} as deceased?`, deed: 'Flag as deceased' },
  { of: 'locked', question: `Lock the record of ${name} to ${organization}?`, deed: 'Lock the record' },
  { of: 'unlocked', question: `Open the record of ${name} to every organization?`, deed: 'Open the record' },
];

/** Said after a record was flagged as deceased (C12). */
export const FlaggedDeceased = ({ frame, clientId }: { frame: Frame; clientId: number }) => (
  <Page frame={frame} title="Flagged as deceased">
    <section class="message" aria-labelledby="title">
      <h1 id="title" tabindex={-1} autofocus>
        Client Updated: flagged as deceased
      </h1>
      <p>
        MIIC ID {clientId} is flagged as deceased. No organization can open it, {frame.viewer?.organization.name}{' '}
        included. If this is wrong, only the help desk can undo it: {frame.site.helpDeskEmail},{' '}
        {frame.site.helpDeskPhone}. Name the MIIC ID.
      </p>
      <p>
        <a href="/clients">manage client</a>
      </p>
    </section>
  </Page>
);

/** A form that was shown for another organization than the one now acted for (C22). */
export const ShownElsewhere = ({
  frame,
  clientId,
  other,
  now,
}: {
  frame: Frame;
  clientId: number;
  other: Organization | undefined;
  now: Organization;
}) => (
  <Page frame={frame} title="Error: another organization">
    <form method="post" action="/organizations" class="message" aria-labelledby="title">
      <Csrf token={frame.csrf} />
      <h1 id="title">This form was shown for another organization</h1>
      <p>You act for {now.name} now. Nothing was changed, there or here.</p>
      {other ? (
        <>
          <p>What you typed is kept as a draft for {other.name}.</p>
          <input type="hidden" name="organization" value={other.id} />
          <input type="hidden" name="next" value={`/clients/${clientId}`} />
          <p class="row">
            <input type="submit" class="main" name="do.switch" value={`Switch back to ${other.name}`} />
            <a href={`/clients/${clientId}`}>Open the record for {now.name}</a>
          </p>
        </>
      ) : (
        <p>
          <a href={`/clients/${clientId}`}>Open the record for {now.name}</a>
        </p>
      )}
    </form>
  </Page>
);
