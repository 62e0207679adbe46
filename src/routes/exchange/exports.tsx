import { Hono } from 'hono';
import { exportRows } from '../../db/imports/exports.js';
import { isStopped } from '../../db/operations/openings.js';
import { writeCsv } from '../../exchange/csv/write.js';
import { may } from '../../policy.js';
import { ExportsPage } from '../../views/exchange/exports.js';
import { kindChoices } from '../../views/exchange/imports.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, Braked, type Env, frame, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { page } from '../../web/page.js';
import { organizationChoices, organizationMeant, otherOrganization } from './organization.js';

/** What one may see, taken as a file (A5): an administrator the clients of their own organization, the help desk any's. */
export const exports = new Hono<Env>()
  .get('/', async (c) => page(c, await formPage(c, { values: { whose: 'own' } })))

  .post('/', async (c) => {
    const viewer = allow(c, 'import and export');
    const { values } = await readForm(
      c,
      { choice: ['kind', 'organization', 'whose'], buttons: ['export'] },
      async ({ message, status }, values) => page(c, await formPage(c, { values }, message), status),
    );
    const organization = await organizationMeant(c, viewer, values.organization);
    const kind = kindChoices.find(({ code }) => code === values.kind)?.code;
    const message = organization || may(viewer, 'see every organization') ? undefined : otherOrganization;
    const errors = {
      ...(!kind && { kind: 'Choose what the file is to have.' }),
      ...(!organization && !message && { organization: 'Choose the organization whose clients they are.' }),
    };
    if (!kind || !organization) return page(c, await formPage(c, { values, errors }, message), message ? 409 : 422);
    const everyClient = values.whose === 'every' && may(viewer, 'see every organization');
    const at = c.get('clock')();
    const { openings } = c.get('config');
    if (await c.get('db').write((tx) => isStopped(tx, viewer, openings, at))) throw new Braked('stops');
    const order = { kind, everyClient, clock: c.get('clock'), address: remoteAddress(c) };
    // Each piece is noted in the audit log before it leaves: the viewer's own list of this answer is not needed.
    const who = { userId: viewer.userId, organization };
    return c.body(ReadableStream.from(csvOf(exportRows(c.get('db'), who, order))), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${kind}.csv"`,
    });
  });

async function* csvOf(pieces: AsyncIterable<readonly (readonly string[])[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  // Without the mark old spreadsheets take it for Windows-1252.
  yield encoder.encode('\uFEFF');
  for await (const rows of pieces) yield encoder.encode(writeCsv(rows));
}

async function formPage(c: Request, entry: Entry, message?: string) {
  const viewer = allow(c, 'import and export');
  return <ExportsPage frame={frame(c)} organizations={await organizationChoices(c, viewer)} {...{ entry, message }} />;
}
