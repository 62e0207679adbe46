import type { Child } from 'hono/jsx';
import { alsoKnownAs } from '../../domain/clients/alias.js';
import type { Client } from '../../domain/clients/client.js';
import { recordAddress } from '../../domain/clients/record-address.js';
import type { Tab } from '../../domain/clients/tab.js';
import { type Due, dueWords } from '../../domain/immunizations/due.js';
import { listedName } from '../../domain/text/name.js';
import { type Day, dayOf, shortAge, showDay } from '../../domain/time/day.js';
import type { Frame } from '../parts/layout.js';
import { markup } from '../parts/markup.js';

/** The label of what leads to the form of a visit that begins with what is due (I5). */
export const giveDue = "Give today's due vaccines";

/** The frame of a record: each tab but the first is a screen of its own for the guide, and the way back leads to it (L15). */
export const onTab = (frame: Frame, id: number, tab: Tab): Frame =>
  tab === 'information' ? frame : { ...frame, screen: `clients-id-${tab}`, from: recordAddress(id, { tab }) };

/**
 * The head of a record: the way back to the results (C2), the strip that stays in view, with the person and what is done
 * to the record, and below it other names (C5), the last update (C4), what is due.
 */
export const ClientHead = ({
  frame,
  client,
  today,
  search,
  due,
  give,
  children,
}: {
  frame: Frame;
  client: Client;
  today: Day;
  search?: string | undefined;
  /** The vaccine groups that are due today; nothing is said without them. */
  due?: Due | undefined;
  /** What leads to giving them, for those who may. */
  give?: Child;
  children?: Child;
}) => {
  const { personal } = client;
  const born = `born ${showDay(personal.birthDate)} (${shortAge(personal.birthDate, today)})`;
  const facts = [
    ...alsoKnownAs(client).map((words) => markup`<span>AKA ${words}</span>`),
    ...(client.lockedHere ? [markup`<b>locked to ${frame.viewer?.organization.name}</b>`] : []),
  ];
  const results = `/searches/${search}?client=${client.id}#client-${client.id}`;
  return markup`${search && markup`<p class="back"><a href="${results}">Back to results</a></p>`}
  <header class="client-head strip">
    <div class="names">
      <h1>${listedName(personal)}</h1>
      <p class="who">${inLine([markup`<span>MIIC ID: ${client.id}</span>`, markup`<span>${born}</span>`])}</p>
    </div>
    ${children}
  </header>
  <div class="about">
      ${facts.length > 0 && markup`<p class="who">${inLine(facts)}</p>`}
      <p class="who" id="last-updated">${LastUpdated({ frame, client })}</p>
      ${due && markup`<p class="due-today">Due today: ${dueWords(due).replaceAll(' (', '\u00a0(')}${due.length > 0 && give && markup` ${give}`}</p>`}
  </div>`;
};

/** Who wrote the record last, and on which day (C4). */
export const LastUpdated = ({ frame, client }: { frame: Frame; client: Client }) =>
  markup`Last Updated by: ${client.updatedFor} on ${showDay(dayOf(client.updatedAt, frame.timeZone))}`;

const inLine = (facts: readonly Child[]) => facts.map((fact, i) => (i > 0 ? [dot, fact] : fact));

const dot = markup` <span class="dot">&middot;</span> `;
