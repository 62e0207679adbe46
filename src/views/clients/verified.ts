import type { Client, Verified } from '../../domain/clients/client.js';
import { verifiable } from '../../domain/edits/draft.js';
import { dayOf, showDay } from '../../domain/time/day.js';
import { choices } from '../parts/form.js';
import type { Frame } from '../parts/layout.js';
import { markup } from '../parts/markup.js';

const unverified = 'Verify at least three details with the client: do not edit a record that you have not verified.';

/** The details that were verified with the client, to be ticked (C24). */
export const verification = choices({
  name: 'verified',
  label: 'Verified with the client',
  choices: verifiable,
  several: true,
  class: 'w12',
});

/** What is to be done before anything is typed (C24). */
export const VerifyFirst = ({ client: { verified }, frame }: { client: Client; frame: Frame }) =>
  markup`<p class="inside hint">${verified && `${lastVerified(verified, frame.timeZone)} `}${unverified}</p>`;

function lastVerified({ what, at, organization }: Verified, timeZone: string): string {
  const codes = what.split(' ');
  const details = verifiable.filter(({ code }) => codes.includes(code)).map(({ label }) => label.toLowerCase());
  return `Last verified by ${organization} on ${showDay(dayOf(at, timeZone))}: ${details.join(', ')}.`;
}
