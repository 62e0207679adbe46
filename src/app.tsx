import { Hono } from 'hono';
import type { Env, Parts } from './context.js';
import {
  forgetful,
  forOneHost,
  gated,
  hardened,
  identified,
  logged,
  sentFromHere,
  standing,
  watched,
} from './middleware.js';
import { account } from './routes/account.js';
import { agreement } from './routes/agreement.js';
import { clients } from './routes/clients.js';
import { drafts } from './routes/drafts.js';
import { duplicates } from './routes/duplicates.js';
import { emailAddress } from './routes/email-address.js';
import { errorPage, notFoundPage } from './routes/errors.js';
import { expiredPassword } from './routes/expired-password.js';
import { help } from './routes/help.js';
import { home } from './routes/home.js';
import { immunization } from './routes/immunization.js';
import { immunizations } from './routes/immunizations.js';
import { interrupted } from './routes/interrupted.js';
import { login } from './routes/login.js';
import { mail } from './routes/mail.js';
import { newClient } from './routes/new-client.js';
import { newUsers } from './routes/new-users.js';
import { organizations } from './routes/organizations.js';
import { password } from './routes/password.js';
import { recordHistory } from './routes/record-history.js';
import { reports } from './routes/reports.js';
import { restricted } from './routes/restricted.js';
import { searches } from './routes/searches.js';
import { securityQuestions } from './routes/security-questions.js';
import { session } from './routes/session.js';
import { users } from './routes/users.js';
import { visits } from './routes/visits.js';

/** The whole application: what every request passes through, in order, and where each address is answered. */
export function createApp(parts: Parts): Hono<Env> {
  const app = new Hono<Env>();
  app.use(logged(parts));
  app.use(forOneHost);
  app.use(hardened(parts.config.origin.startsWith('https:')));
  app.get(
    '/static/:name',
    (c) => parts.assets.respond(c, c.req.param('name')) ?? c.text('There is no such file.', 404),
  );
  app.use(identified);
  app.use(watched);
  app.use(sentFromHere);
  app.use(gated);
  app.use(standing);
  app.use(forgetful);

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
  app.route('/users', newUsers);
  app.route('/users', users);
  app.route('/mail', mail);
  app.route('/organizations', organizations);
  app.route('/', searches);
  app.route('/clients/new', newClient);
  app.route('/duplicates', duplicates);
  app.route('/clients', clients);
  app.route('/clients', drafts);
  app.route('/clients', recordHistory);
  app.route('/restricted', restricted);
  app.route('/clients', immunizations);
  app.route('/clients', visits);
  app.route('/clients', immunization);
  app.route('/clients', reports);

  app.notFound(notFoundPage);
  app.onError(errorPage);
  return app;
}
