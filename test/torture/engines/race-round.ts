// A round of two processes asked at once: what it is given, and what it sends.
import { type Answer, type Browser, formOf } from '../../support/app.js';
import type { SmtpStandIn } from '../../support/setup/stand-ins.js';
import type { Registries } from './registries.js';

export type Race = {
  readonly registries: Registries;
  readonly mails: SmtpStandIn;
  readonly must: (isSo: boolean, what: string) => void;
  readonly rounds: number;
};
/** Makes ready, and answers what is done in each round. */
export type Prepare = (race: Race) => Promise<(round: number) => Promise<void>>;

export const both = ({ registries }: Race) => registries.all as readonly [Registries['all'][0], Registries['all'][0]];
export const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).join(' ');

/** A form as it is shown, filled in, its button pressed: to be sent later. */
export async function filled(browser: Browser, path: string, fill: Record<string, string>, control: string, to = path) {
  const form = formOf((await browser.get(path)).text, to);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  form.set(control, control);
  return `${form}`;
}
