import { Hono } from 'hono';
import { account } from './routes/accounts/account.js';
import { agreement } from './routes/accounts/agreement.js';
import { emailAddress } from './routes/accounts/email-address.js';
import { expiredPassword } from './routes/accounts/expired-password.js';
import { interrupted } from './routes/accounts/interrupted.js';
import { login } from './routes/accounts/login.js';
import { organizations } from './routes/accounts/organizations.js';
import { password } from './routes/accounts/password.js';
import { reason } from './routes/accounts/reason.js';
import { securityQuestions } from './routes/accounts/security-questions.js';
import { session } from './routes/accounts/session.js';
import { clients } from './routes/clients/clients.js';
import { drafts } from './routes/clients/drafts.js';
import { household } from './routes/clients/household.js';
import { newClient } from './routes/clients/new-client.js';
import { recordHistory } from './routes/clients/record-history.js';
import { searches } from './routes/clients/searches.js';
import { errorPage, notFoundPage } from './routes/errors.js';
import { exports } from './routes/exchange/exports.js';
import { imports } from './routes/exchange/imports.js';
import { help } from './routes/help.js';
import { helpDeskAnnouncements } from './routes/help-desk/announcements.js';
import { auditLog } from './routes/help-desk/audit-log.js';
import { duplicates } from './routes/help-desk/duplicates.js';
import { mail } from './routes/help-desk/mail.js';
import { newUsers } from './routes/help-desk/new-users.js';
import { helpDeskOrganizations } from './routes/help-desk/organizations.js';
import { restricted } from './routes/help-desk/restricted.js';
import { schedules } from './routes/help-desk/schedules.js';
import { unusualUse } from './routes/help-desk/unusual-use.js';
import { users } from './routes/help-desk/users.js';
import { home } from './routes/home.js';
import { immunization } from './routes/immunizations/immunization.js';
import { immunizations } from './routes/immunizations/immunizations.js';
import { stock } from './routes/immunizations/stock.js';
import { visits } from './routes/immunizations/visits.js';
import { reports } from './routes/reports/reports.js';
import type { Env, Parts } from './web/context.js';
import {
  auditDisclosures,
  discardBody,
  forgetSentForm,
  identifyViewer,
  logRequest,
  type Observe,
  recheckSession,
  refuseOtherSites,
  refuseTwoHosts,
  requireLoginSteps,
  setHeaders,
} from './web/middleware.js';

/** The whole application: what every request passes through, in order, and where each address is answered. */
export function createApp(parts: Parts, observe?: Observe): Hono<Env> {
  const app = new Hono<Env>();
  app.use(logRequest(parts, observe));
  app.use(discardBody);
  app.use(refuseTwoHosts);
  app.use(setHeaders(parts.config.origin.startsWith('https:')));
  app.get(
    '/static/:name',
    async (c) => parts.assets.respond(c, c.req.param('name')) ?? c.text('There is no such file.', 404),
  );
  app.use(identifyViewer);
  app.use(auditDisclosures);
  app.post('*', refuseOtherSites);
  app.use(requireLoginSteps);
  app.post('*', recheckSession, forgetSentForm);

  app.route('/', login);
  app.route('/', session);
  app.route('/interrupted', interrupted);
  app.route('/password', password);
  app.route('/', expiredPassword);
  app.route('/agreement', agreement);
  app.route('/email-address', emailAddress);
  app.route('/security-questions', securityQuestions);
  app.route('/', home);
  app.route('/', help);
  app.route('/account', account);
  app.route('/reason', reason);
  app.route('/users', newUsers);
  app.route('/users', users);
  app.route('/mail', mail);
  app.route('/audit-log', auditLog);
  app.route('/unusual-use', unusualUse);
  app.route('/organizations', organizations);
  app.route('/help-desk/announcements', helpDeskAnnouncements);
  app.route('/help-desk/organizations', helpDeskOrganizations);
  app.route('/', searches);
  app.route('/clients/new', newClient);
  app.route('/duplicates', duplicates);
  app.route('/schedules', schedules);
  app.route('/imports', imports);
  app.route('/exports', exports);
  app.route('/clients', clients);
  app.route('/clients', drafts);
  app.route('/clients', recordHistory);
  app.route('/clients', household);
  app.route('/restricted', restricted);
  app.route('/stock', stock);
  app.route('/clients', immunizations);
  app.route('/clients', visits);
  app.route('/clients', immunization);
  app.route('/clients', reports);

  app.notFound(notFoundPage);
  app.onError(errorPage);
  return app;
}
