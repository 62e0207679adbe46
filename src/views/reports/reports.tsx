import type { Client } from '../../domain/clients/client.js';
import { recordPath } from '../../domain/clients/record-address.js';
import { listedName } from '../../domain/text/name.js';
import { KeptNotice } from '../immunizations/immunization-history.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';

/** The reports of a client, for paper (C20, I1). */
export const Reports = ({ frame, client, kept }: { frame: Frame; client: Client; kept: boolean }) => {
  const path = recordPath(client.id);
  return (
    <Page frame={frame} title={recordTitle('Reports', client.id)}>
      <header class="client-head">
        <p class="back">
          <a href={`${path}/immunizations`}>Immunization history</a>
        </p>
        <div class="names">
          <h1>Reports</h1>
          <p class="who">
            {listedName(client.personal)} <span class="dot">·</span> <span>MIIC ID: {client.id}</span>
          </p>
        </div>
      </header>
      {kept ? <KeptNotice path={path} /> : null}
      <section aria-labelledby="paper">
        <h2 id="paper">For paper</h2>
        <ul class="list">
          <li>
            <a href={`${path}/immunizations/print`}>Immunization record</a>
            <p class="hint">History by vaccine group and what is recommended, with address and mother's maiden name.</p>
          </li>
          <li>
            <a href={`${path}/immunizations/print-confidential`}>Immunization record, confidential</a>
            <p class="hint">The same without address, phone, email, contacts and mother's name.</p>
          </li>
          <li>
            <a href={`${path}/immunizations/print-card`}>Immunization card</a>
            <p class="hint">The dates of all doses by vaccine and number, for the family to keep.</p>
          </li>
          <li>
            <a href={`${path}/immunizations/print-school`}>School immunization form</a>
            <p class="hint">The vaccines that schools and child care ask for, with exemptions and immunity.</p>
          </li>
          <li>
            <a href={`${path}/reports/information`}>Client information sheet</a>
            <p class="hint">
              {client.showsConditions
                ? 'Personal information, contacts, comments and conditions.'
                : 'Personal information, contacts and comments.'}
            </p>
          </li>
          <li>
            <a href={`${path}/reports/chart-labels`}>Chart labels</a>
            <p class="hint">Name, birth date, MIIC ID and chart number, on sheets of Avery 5160.</p>
          </li>
          <li>
            <a href={`${path}/reports/syringe-labels`}>Syringe labels</a>
            <p class="hint">Name, birth date and MIIC ID, with vaccine and lot given here today, on Avery 5167.</p>
          </li>
        </ul>
      </section>
    </Page>
  );
};
