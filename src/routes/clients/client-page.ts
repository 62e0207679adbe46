import type { Client } from '../../domain/clients/client.js';
import { tabOf } from '../../domain/clients/tab.js';
import type { Setting } from '../../domain/edits/sources.js';
import { frame, type Request, today } from '../../web/context.js';
import type { Form } from '../../web/form.js';

/** The parts of the form that no control changes. */
export function pageProps(c: Request, client: Client, form?: Pick<Form, 'values'>) {
  const { row, all, lists } = c.req.query();
  const newId = newRowId();
  return {
    frame: frame(c),
    client,
    tab: tabOf(form?.values.tab ?? c.req.query('tab')),
    today: today(c),
    search: searchOf(c),
    revision: client.revision,
    row,
    all: all === '1',
    whole: lists === 'whole',
    newId,
  };
}

/** The search that a record was opened from. */
export const searchOf = (c: Request) => c.req.query('search')?.match(/^[\w-]{22}[nb]?$/)?.[0];

/** The facts about the site and the day that the rules and the words need. */
export function settingOf(c: Request): Setting {
  const config = c.get('config');
  return { today: today(c), helpDesk: config.site.helpDeskEmail, timeZone: config.timeZone };
}

/** Under which a row begun now is known, however often it is sent. */
export function newRowId(): string {
  return `n${crypto.randomUUID().slice(-12)}`;
}
