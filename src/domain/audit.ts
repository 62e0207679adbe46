import { type Day, readDay } from './time/day.js';

/** What the audit log has rows of (A6). */
export const actions = [
  'login',
  'login failed',
  'logout',
  'switch organization',
  'search',
  'view client',
  'list client',
  'change client',
  'enter client',
  'import clients',
  'unlock client',
  'undo deceased',
  'correct birth date',
  'set birth certificate',
  'decide duplicate',
  'refused',
  'accept agreement',
  'decline agreement',
  'confirm email',
  'ask email change',
  'change email',
  'set security questions',
  'change password',
  'ask reset',
  'wrong answer',
  'right answer',
  'lock account',
  'inactivate account',
  'end session',
  'add user',
  'change user',
  'end membership',
  'issue temporary password',
  'unlock account',
  'reactivate account',
  'deactivate account',
  'reset security questions',
  'add organization',
  'change organization',
  'add announcement',
  'change announcement',
  'withdraw announcement',
  'show announcement again',
  'back up',
  'restore backup',
  'settle clock leap',
  'send mail again',
  'give up mail',
  'view immunizations',
  'record immunizations',
  'change immunization',
  'delete immunization',
  'add lot',
  'change lot',
  'remove lot',
  'print immunizations',
  'print client',
  'import contacts',
  'import comments',
  'import immunizations',
  'export client',
  'export clients',
  'export contacts',
  'export comments',
  'export immunizations',
  'add schedule',
  'preview schedule',
  'use schedule',
  'take back schedule',
  'remove audit rows',
  'read audit log',
  'export audit log',
  'ask why',
  'say why',
  'stop opening',
  'let go on',
] as const;

export type Action = (typeof actions)[number];

/** Those that tell that somebody had a record before them; in a list it is not yet. */
export const openingActions: readonly Action[] = [
  'view client',
  'view immunizations',
  'print client',
  'print immunizations',
];

/** Which rows of the audit log are asked for; users, clients and organizations by number. */
export type AuditFilter = {
  readonly user?: number;
  readonly client?: number;
  readonly organization?: number;
  readonly action?: Action;
  readonly from?: Day;
  readonly to?: Day;
};

const numberOf = (text = '') => (/^[1-9]\d{0,14}$/.test(text.trim()) ? Number(text.trim()) : undefined);
const dayIn = (text = '') => (/^\d{4}-\d\d-\d\d$/.test(text) ? readDay(text) : undefined);
const isAction = (text: string | undefined): text is Action => actions.some((one) => one === text);

/** A filter with what is given. */
function filterWith(of: { readonly [K in keyof AuditFilter]: AuditFilter[K] | undefined }): AuditFilter {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));
}

/** The filter that an address has; what it cannot mean is left out. */
export function filterOf(query: Readonly<Record<string, string | undefined>>): AuditFilter {
  return filterWith({
    user: numberOf(query.user),
    client: numberOf(query.client),
    organization: numberOf(query.organization),
    action: isAction(query.action) ? query.action : undefined,
    from: dayIn(query.from),
    to: dayIn(query.to),
  });
}

/** The filter that was typed, but for the user, with the errors by field. */
export function readFilter(typed: Readonly<Record<string, string>>) {
  const errors: Record<string, string> = {};
  const { client = '', organization, action } = typed;
  if (client.trim() && numberOf(client) === undefined) errors.client = 'Enter a MIIC ID: digits only.';
  const day = (name: 'from' | 'to') => {
    const text = typed[name]?.trim() ?? '';
    const read = readDay(text);
    if (text && !read) errors[name] = 'Enter a date: MM/DD/YYYY.';
    return read;
  };
  const [from, to] = [day('from'), day('to')];
  if (from && to && from > to) errors.to = 'The last day is before the first.';
  const filter = filterWith({
    user: undefined,
    client: numberOf(client),
    organization: numberOf(organization),
    action: isAction(action) ? action : undefined,
    from,
    to,
  });
  return { filter, errors };
}

/** A filter as an address has it: numbers and days, nobody's name. Begins with a question mark, or is empty. */
export function filterQuery(filter: AuditFilter, more: Readonly<Record<string, string>> = {}): string {
  const query = `${new URLSearchParams({ ...mapText(filter), ...more })}`;
  return query && `?${query}`;
}

/** A filter as a row of the audit log tells that it was asked: 'user 5, from 2026-01-01'. */
export const filterText = (filter: AuditFilter): string =>
  Object.entries(filter)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

const mapText = (filter: AuditFilter) =>
  Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)]));
