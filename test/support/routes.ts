// The one list of routes: who may open each. A route that it does not name fails test/web/table.test.ts; the forms of those that
// take one are in forms.ts.
/** Who may open a route at all, whatever it is about. */
export type Right =
  | 'anybody'
  | 'whoever is on the way in'
  | 'everyone'
  | 'editors'
  | 'who administer'
  | 'the help desk';

export const client = '/clients/:id{[0-9]{1,15}}';
const brought = '/imports/:id{[0-9]{1,15}}';
const release = '/schedules/:id{[0-9]{1,15}}';
const announcement = '/help-desk/announcements/:id{[0-9]{1,15}}';
const organization = '/help-desk/organizations/:id{[0-9]{1,15}}';
export const dose = `${client}/immunizations/:immunization{[0-9]{1,15}}`;
const table: Readonly<Record<Right, readonly string[]>> = {
  anybody: [
    ...['GET /static/:name', 'GET /login', 'POST /login', 'GET /session', 'POST /session/kept'],
    ...['GET /password/forgot', 'POST /password/forgot', 'GET /password/sent', 'GET /password/reset/:token'],
    ...['GET /password/answer', 'POST /password/answer', 'GET /password/new', 'POST /password/new'],
    ...['GET /password/saved', 'GET /email-address/confirm/:token', 'GET /email-address/new'],
    ...['POST /email-address/new', 'GET /help-desk', 'GET /guidance'],
  ],
  'whoever is on the way in': [
    ...['GET /password/expired', 'POST /password/expired', 'GET /agreement', 'POST /agreement'],
    ...['GET /email-address', 'POST /email-address', 'GET /security-questions', 'POST /security-questions'],
    ...['POST /session', 'POST /logout'],
  ],
  everyone: [
    ...['GET /', 'GET /announcements/:id{[0-9]+}', 'GET /account', 'POST /account', 'GET /account/password'],
    ...['POST /account/password', 'GET /interrupted', 'GET /interrupted/:id', 'POST /interrupted/:id'],
    ...['GET /organizations', 'GET /reason', 'POST /reason'],
    ...['POST /organizations', 'GET /clients', 'POST /clients', 'GET /immunizations', 'POST /immunizations'],
    ...[
      'GET /searches',
      'POST /searches',
      'GET /searches/:id',
      `GET ${client}`,
      `GET ${client}/immunizations`,
      `GET ${dose}`,
    ],
    ...['print', 'print-confidential', 'print-card', 'print-school'].map(
      (paper) => `GET ${client}/immunizations/${paper}`,
    ),
    ...[
      `GET ${client}/reports`,
      `GET ${client}/reports/information`,
      `GET ${client}/reports/chart-labels`,
      `GET ${client}/reports/syringe-labels`,
      `GET ${client}/history`,
      `GET ${client}/household`,
    ],
  ],
  editors: [
    ...[`POST ${client}`, `GET ${client}/draft`, `POST ${client}/draft`, `GET ${client}/confirmation`],
    ...[`POST ${client}/confirmation`, `GET ${client}/deceased`, `GET ${client}/immunizations/new`],
    ...[`POST ${client}/immunizations/new`, `POST ${dose}`, `POST ${client}/history`, `POST ${client}/household`],
    ...[`GET ${client}/immunizations/draft`, `POST ${client}/immunizations/draft`],
    ...['GET /stock', 'POST /stock', 'GET /stock/:id{[0-9]{1,15}}', 'POST /stock/:id{[0-9]{1,15}}'],
    ...['GET /clients/new', 'POST /clients/new', 'GET /clients/new/duplicates', 'POST /clients/new/duplicates'],
  ],
  'who administer': [
    ...['GET /audit-log', 'POST /audit-log', 'GET /audit-log/export'],
    ...['GET /unusual-use', 'POST /unusual-use'],
    ...[
      'GET /exports',
      'POST /exports',
      'GET /imports',
      'POST /imports',
      `GET ${brought}`,
      `POST ${brought}`,
      `GET ${brought}/standing`,
    ],
    ...[`GET ${brought}/columns`, `POST ${brought}/columns`, `GET ${brought}/refused`],
    ...['GET /users', 'POST /users', 'GET /users/new', 'POST /users/new'],
    ...['GET /users/:id{[0-9]+}', 'POST /users/:id{[0-9]+}', 'GET /users/:id{[0-9]+}/sure'],
  ],
  'the help desk': [
    ...['GET /mail', 'POST /mail', 'GET /mail/:id{[0-9]{1,15}}', 'POST /mail/:id{[0-9]{1,15}}'],
    ...['GET /restricted', 'POST /restricted', 'GET /restricted/:id{[0-9]{1,15}}'],
    ...['POST /restricted/:id{[0-9]{1,15}}', 'GET /duplicates', 'GET /duplicates/:id{[0-9]{1,15}}'],
    'POST /duplicates/:id{[0-9]{1,15}}',
    ...['GET /help-desk/announcements', 'GET /help-desk/announcements/new', 'POST /help-desk/announcements/new'],
    ...[`GET ${announcement}`, `POST ${announcement}`],
    ...['GET /help-desk/organizations', 'POST /help-desk/organizations'],
    ...['GET /help-desk/organizations/new', 'POST /help-desk/organizations/new'],
    ...[`GET ${organization}`, `POST ${organization}`],
    ...['GET /schedules', 'POST /schedules', 'GET /schedules/seasons', 'POST /schedules/seasons'],
    ...[`GET ${release}`, `POST ${release}`, `GET ${release}/preview`],
    ...['GET /duplicates/rows/:id{[0-9]{1,15}}', 'POST /duplicates/rows/:id{[0-9]{1,15}}'],
  ],
};
/** Every route of the application, and whose it is. */
export const routes = Object.entries(table).flatMap(([right, paths]) =>
  paths.map((path) => [path, right as Right] as const),
);

/** What each of the cast may do, once in. */
export const rights: Readonly<Record<string, readonly Right[]>> = {
  victor: ['everyone'],
  nora: ['everyone', 'editors'],
  ada: ['everyone', 'editors', 'who administer'],
  paul: ['everyone', 'editors'],
  sam: ['everyone'],
  helen: ['everyone', 'who administer', 'the help desk'],
};
