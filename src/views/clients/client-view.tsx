import type { Client } from '../../domain/clients/client.js';
import { inWordsOf, personalFields, personalLabels } from '../../domain/clients/personal-information.js';
import { type Tab, tabs } from '../../domain/clients/tab.js';
import type { Due } from '../../domain/immunizations/due.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';
import { ClientHead, onTab } from './client-head.js';
import { TabPanel } from './client-tabs.js';

type Props = { frame: Frame; client: Client; tab: Tab; today: Day; search?: string | undefined; due?: Due | undefined };

/** The record as text, for those who may view and not edit (C1). */
export const ClientView = ({ frame, client, tab: asked, today, search, due }: Props) => {
  const tab = asked === 'conditions' && !client.showsConditions ? 'information' : asked;
  const texts = inWordsOf(client.personal);
  return (
    <Page frame={onTab(frame, client.id, tab)} title={recordTitle('View Client', client.id)}>
      <ClientHead frame={frame} client={client} today={today} search={search} due={due}>
        <p class="actions">
          <a class="button" href={`/clients/${client.id}/immunizations${search ? `?search=${search}` : ''}`}>
            Immunize
          </a>{' '}
          <a class="button" href={`/clients/${client.id}/reports`}>
            Reports
          </a>
        </p>
      </ClientHead>
      <section aria-labelledby="personal">
        <h2 id="personal">Personal Information</h2>
        <dl class="facts">
          {personalFields.map((field) => (
            <div>
              <dt>{personalLabels[field]}</dt>
              <dd>{texts[field] || '–'}</dd>
            </div>
          ))}
          <div>
            <dt>Address Last Updated Date</dt>
            <dd>{showDay(client.addressUpdatedOn) || '–'}</dd>
          </div>
        </dl>
      </section>
      <nav class="tabs" aria-label="Client tabs">
        <ul>
          {Object.entries(tabs)
            .filter(([name]) => name !== 'conditions' || client.showsConditions)
            .map(([name, label]) => (
              <li>
                <a
                  href={`?tab=${name}${search ? `&search=${search}` : ''}#tab`}
                  aria-current={name === tab ? 'page' : undefined}
                >
                  {label}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      <section aria-labelledby="tab" class="panel">
        <h2 id="tab" tabindex={-1}>
          {tabs[tab]}
        </h2>
        <TabPanel tab={tab} client={client} organization={frame.viewer?.organization.name ?? ''} />
      </section>
      <p class="off-paper small">
        <a href={`/clients/${client.id}/household`}>Household</a>{' '}
        <a href={`/clients/${client.id}/history`}>History of this record</a>
      </p>
    </Page>
  );
};
