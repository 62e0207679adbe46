import type { Client } from '../domain/client.js';
import { type Day, showInstant } from '../domain/day.js';
import type { Edit } from '../domain/edit.js';
import { listedName } from '../domain/name.js';
import { type PersonalField, personalLabels } from '../domain/personal-information.js';
import { type Tab, tabs } from '../domain/tab.js';
import { ClientHead } from './client-head.js';
import { TabPanel } from './client-tabs.js';
import { Csrf, ErrorSummary } from './form.js';
import { type Frame, Page } from './layout.js';
import { PersonalFields } from './personal-fields.js';

type Props = {
  frame: Frame;
  client: Client;
  edit: Edit;
  tab: Tab;
  today: Day;
  search?: string | undefined;
  /** When the draft that the form goes on with was typed. */
  draftAt?: number | undefined;
  said?: 'Client Updated' | 'Nothing to save' | undefined;
  /** After a submit that was refused. */
  failed?: boolean;
  message?: string | undefined;
};

/** The record as one form (C4 to C10, C20): every control is a submit, and the first one only keeps what is typed. */
export const ClientEdit = ({ frame, client, edit, tab, today, search, draftAt, said, failed, message }: Props) => {
  const name = listedName(client.personal);
  const query = new URLSearchParams({
    ...(tab === 'information' ? {} : { tab }),
    ...(search && { search }),
  }).toString();
  const organization = frame.viewer?.organization;
  return (
    <Page frame={frame} title={failed ? `Error: ${name}` : said ? `${said}: ${name}` : name}>
      <form method="post" action={`/clients/${client.id}${query && `?${query}`}`} autocomplete="off" novalidate>
        <input type="submit" class="unseen-control" name="do.stage" value="Keep what is typed as a draft" />
        <Csrf token={frame.csrf} />
        <input type="hidden" name="organization" value={organization?.id} />
        <input type="hidden" name="revision" value={client.revision} />
        <ClientHead frame={frame} client={client} today={today} search={search}>
          <p class="actions">
            <input type="submit" class="main" name="do.save" value="Save" />{' '}
            <input type="submit" name="do.next" value="Edit Next" />{' '}
            <input type="submit" class="plain" name="do.cancel" value="Cancel" />
          </p>
        </ClientHead>
        <ErrorSummary
          errors={failed || draftAt ? edit.errors : {}}
          {...(message && { message })}
          groups={['gender', 'race']}
        />
        {draftAt ? (
          <p class="notice">
            <b>Not saved: kept as a draft.</b> Typed on {showInstant(draftAt, frame.timeZone)}. Select Save to write it
            to the record, or Cancel to discard it.
          </p>
        ) : null}
        <section aria-labelledby="personal">
          <h2 id="personal" tabindex={-1}>
            Personal Information {said ? <span class="done">{said}</span> : null}
          </h2>
          <p class="inside hint">
            Before you edit, verify at least three details with the client, such as name, birth date, address, phone or
            a former name. Do not edit a record that you have not verified.
          </p>
          <PersonalFields client={client} edit={edit} helpDesk={frame.site.helpDeskEmail} />
        </section>
        <nav class="tabs" aria-label="Client tabs">
          <ul>
            {Object.entries(tabs).map(([name, label]) => (
              <li>
                <input
                  type="submit"
                  name={`do.tab.${name}`}
                  value={label}
                  aria-current={name === tab ? 'page' : undefined}
                />
              </li>
            ))}
          </ul>
        </nav>
        <section aria-labelledby="tab" class="panel">
          <h2 id="tab" tabindex={-1}>
            {tabs[tab]}
          </h2>
          <TabPanel tab={tab} client={client} organization={organization?.name ?? ''} />
        </section>
      </form>
    </Page>
  );
};

type Leave = {
  frame: Frame;
  client: Client;
  draft: { readonly typed: Readonly<Record<string, string>>; readonly updatedAt: number };
};

/** What Cancel asks (C20). */
export const LeaveDraft = ({ frame, client, draft }: Leave) => (
  <Page frame={frame} title={`Not saved: ${listedName(client.personal)}`}>
    <form method="post" class="message" aria-labelledby="title">
      <Csrf token={frame.csrf} />
      <h1 id="title">{listedName(client.personal)}: not saved yet</h1>
      <p>
        Typed on {showInstant(draft.updatedAt, frame.timeZone)} and not written to the record:{' '}
        {Object.keys(draft.typed)
          .map((field) => personalLabels[field as PersonalField])
          .join(', ')}
        .
      </p>
      <p class="row">
        <input type="submit" name="do.continue" value="Go on editing" />{' '}
        <input type="submit" name="do.keep" value="Keep as draft" />{' '}
        <input type="submit" class="danger" name="do.discard" value="Discard changes" />
      </p>
    </form>
  </Page>
);
