import type { Child } from 'hono/jsx';
import type { Client } from '../../domain/clients/client.js';
import { recordPath } from '../../domain/clients/record-address.js';
import { listedName } from '../../domain/text/name.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { Csrf } from './form.js';
import type { Frame } from './layout.js';
import { recordTitle } from './record-title.js';
import { SessionLimit } from './session.js';

type Props = {
  frame: Frame;
  client: Client;
  title: string;
  today: Day;
  /** Of the organization acted for, where it is on file. */
  clinic?: string | undefined;
  children: Child;
};

/**
 * A page for paper (I7): letter size, one column, page numbers; on the screen with a way back, which paper leaves out.
 */
export const Paper = ({ frame, client, title, today, clinic, children }: Props) => (
  <PaperPage frame={frame} client={client} title={title}>
    <h1>{title}</h1>
    <p class="printed">
      <b>{frame.viewer?.organization.name}</b>
      {clinic ? `, ${clinic}` : ''} <span class="dot">·</span> printed {showDay(today)} from {frame.site.fullName} (
      {frame.site.name})
    </p>
    {children}
  </PaperPage>
);

/** What stands around everything that is for paper. */
export const PaperPage = ({
  frame,
  client,
  title,
  children,
}: Pick<Props, 'frame' | 'client' | 'title' | 'children'>) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>
        {recordTitle(title, client.id)} – {frame.site.name}
      </title>
      <link rel="stylesheet" href={frame.css} />
      <link rel="icon" href={frame.icon} />
      <script src={frame.sessionScript} defer />
    </head>
    <body class="paper">
      <div class="off-paper">
        <nav class="row" aria-label="Back">
          <a href={recordPath(client.id, 'immunizations')}>Immunization history</a>{' '}
          <a href={recordPath(client.id, 'reports')}>Reports</a> <PrintButton label="Print" />
        </nav>
        <Csrf token={frame.csrf} />
        <SessionLimit frame={frame} />
      </div>
      <main id="content" tabindex={-1}>
        {children}
      </main>
    </body>
  </html>
);

/** Where scripts run a button that opens the dialog of the printer; the script makes it of the text. */
export const PrintButton = ({ label }: { label: string }) => (
  <span data-print={label}>To print this page, use your browser's Print.</span>
);

/** The first row of a table's head: it stands at the top of every page that the table runs over. */
export const ClientRow = ({ client, columns }: { client: Client; columns: number }) => (
  <tr class="whose">
    <th colspan={columns} scope="colgroup">
      {listedName(client.personal)} <span class="dot">·</span> born {showDay(client.personal.birthDate)}{' '}
      <span class="dot">·</span> MIIC ID {client.id}
    </th>
  </tr>
);

/** Facts with their labels, for paper. */
export const PaperFacts = ({ facts }: { facts: readonly (readonly [string, string])[] }) => (
  <dl class="facts">
    {facts.map(([label, value]) => (
      <div class={label === 'Address' || label.startsWith('Client Name') ? 'wide' : undefined}>
        <dt>{label}</dt>
        <dd>{value || '–'}</dd>
      </div>
    ))}
  </dl>
);

/** For the hand of whoever vouches for it. */
export const SignatureLine = () => (
  <p class="signature">
    <span>Signature</span> <span>Title</span> <span>Date</span>
  </p>
);
