import { Hono } from 'hono';
import { findOrganizations } from '../../db/accounts/organizations.js';
import { trace } from '../../db/operations/audit.js';
import { auditHead, headText } from '../../db/operations/audit-chain.js';
import { auditLines, auditPage, findAuditUser, type Place, usersMeant } from '../../db/operations/audit-rows.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import {
  type Action,
  type AuditFilter,
  actions,
  filterOf,
  filterQuery,
  filterText,
  readFilter,
} from '../../domain/audit.js';
import { showDay } from '../../domain/time/day.js';
import { writeCsv } from '../../exchange/csv/write.js';
import { may } from '../../policy.js';
import { AuditLog } from '../../views/help-desk/audit-log.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, type Env, frame, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, page } from '../../web/page.js';

/** The audit log (A6), for the help desk and, of their own organization, administrators. Each look at it is a row of it. */
export const auditLog = new Hono<Env>()
  .get('/', async (c) => {
    const viewer = allow(c, 'read the audit log');
    const db = c.get('db');
    const filter = filterOf(c.req.query());
    const after = placeIn(c.req.query('after'));
    const { list, next } = await auditPage(db.read, viewer, scopeOf(c, viewer), filter, after);
    await noteLook(c, viewer, 'read audit log', filter);
    const user = filter.user && (await findAuditUser(db.read, viewer, scopeOf(c, viewer), filter.user));
    const values = {
      user: user ? user.username : String(filter.user ?? ''),
      client: String(filter.client ?? ''),
      organization: String(filter.organization ?? ''),
      action: filter.action ?? '',
      from: showDay(filter.from),
      to: showDay(filter.to),
    };
    const further = next && `/audit-log${filterQuery(filter, { after: `${next.at}.${next.id}` })}`;
    return page(c, await screen(c, viewer, { values }, { list, filter, next: further, isFirst: after === undefined }));
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'read the audit log');
    const { values, command } = await readForm(
      c,
      {
        text: ['user', 'client', 'from', 'to'],
        days: { from: 'past', to: 'past' },
        choice: ['organization', 'action'],
        buttons: ['find', 'clear'],
      },
      async ({ message, status }, values) => page(c, await screen(c, viewer, { values }, undefined, message), status),
    );
    if (command === 'clear') return goTo(c, '/audit-log');
    const { filter, errors: others } = readFilter(values);
    const typed = values.user?.trim() ?? '';
    const meant = typed ? await usersMeant(c.get('db').read, viewer, scopeOf(c, viewer), typed) : [];
    const user = typed && meant.length !== 1 ? userError(meant) : undefined;
    const errors = { ...(user && { user }), ...others };
    if (Object.keys(errors).length > 0) return page(c, await screen(c, viewer, { values, errors }, undefined), 422);
    const [one] = meant;
    return goTo(c, `/audit-log${filterQuery({ ...(one && { user: one.id }), ...filter })}`);
  })

  .get('/export', async (c) => {
    const viewer = allow(c, 'read the audit log');
    const filter = filterOf(c.req.query());
    // First, so that no file is without its row.
    await noteLook(c, viewer, 'export audit log', filter);
    return c.body(ReadableStream.from(csvOf(c, viewer, filter)), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit-log.csv"',
    });
  });

function userError(meant: readonly { readonly username: string }[]): string {
  if (meant.length === 0) return 'No user is meant by this.';
  const some = meant.slice(0, 5).map(({ username }) => username);
  return `Several users are meant: enter one username, such as ${some.join(', ')}.`;
}

const scopeOf = (c: Request, viewer: Viewer) => ({
  everyOrganization: may(viewer, 'see every organization'),
  timeZone: c.get('config').timeZone,
});

function placeIn(text = ''): Place | undefined {
  const [, at, id] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  return at === undefined ? undefined : { at: Number(at), id: Number(id) };
}

async function noteLook(c: Request, viewer: Viewer, action: Action, filter: AuditFilter): Promise<void> {
  const { client, ...rest } = filter;
  const when = { at: c.get('clock')(), address: remoteAddress(c) };
  await c
    .get('db')
    .write((tx) =>
      trace(tx, viewer, { ...when, action, detail: filterText(rest), ...(client && { clientId: client }) }),
    );
}

async function screen(
  c: Request,
  viewer: Viewer,
  entry: Entry,
  rows: Parameters<typeof AuditLog>[0]['rows'],
  message?: string,
) {
  const all = may(viewer, 'see every organization');
  const { read } = c.get('db');
  const organizations = all ? await findOrganizations(read) : [];
  return (
    <AuditLog
      frame={frame(c)}
      of={all ? undefined : viewer.organization.name}
      entry={entry}
      message={message}
      actions={actions}
      organizations={organizations.map(({ id, name }) => ({ code: String(id), label: name }))}
      rows={rows}
      head={all ? headText(await auditHead(read)) : undefined}
    />
  );
}

const headers = ['Row', 'When (UTC)', 'User', 'Organization', 'Action', 'MIIC ID', 'Details', 'Network address'];

async function* csvOf(c: Request, viewer: Viewer, filter: AuditFilter) {
  const encoder = new TextEncoder();
  yield encoder.encode(writeCsv([headers]));
  for await (const lines of auditLines(c.get('db').read, viewer, scopeOf(c, viewer), filter))
    yield encoder.encode(
      writeCsv(
        lines.map(({ id, at, user, organization, action, clientId, detail, address }) => [
          ...[String(id), new Date(at).toISOString(), user, organization, action, String(clientId ?? ''), detail],
          address,
        ]),
      ),
    );
}
