import { Hono } from 'hono';
import { findOrganizationById } from '../../db/accounts/organizations.js';
import { findClient } from '../../db/clients/clients.js';
import { findDraft } from '../../db/edits/drafts.js';
import { assessHistory } from '../../db/immunizations/assessment.js';
import { findHistory } from '../../db/immunizations/immunizations.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { type LabelSheet, labelSheets, labelsToFill } from '../../domain/immunizations/label-sheet.js';
import { ClientSheet } from '../../views/reports/client-sheet.js';
import { DoseGrid, type grids } from '../../views/reports/dose-grid.js';
import { ImmunizationRecord } from '../../views/reports/immunization-record.js';
import { Labels } from '../../views/reports/labels.js';
import { Reports } from '../../views/reports/reports.js';
import { allow, auditAs, type Env, NotFound, type Request, today } from '../../web/context.js';
import { page, queryNumber } from '../../web/page.js';
import { historyFrame } from '../immunizations/immunizations.js';

/** Reports, and what is printed (I7). */
export const reports = new Hono<Env>()
  .get('/:id{[0-9]{1,15}}/reports', async (c) => {
    const viewer = allow(c, 'view clients');
    const client = await findClient(c.get('db').read, viewer, Number(c.req.param('id')));
    if (!client) throw new NotFound();
    const kept = c.req.query('kept') === '1' && (await findDraft(c.get('db').read, viewer, client.id)) !== undefined;
    auditAs(c, 'view client', 'reports');
    return page(c, <Reports frame={historyFrame(c)} client={client} kept={kept} />);
  })

  .get('/:id{[0-9]{1,15}}/reports/information', async (c) => {
    const viewer = allow(c, 'view clients');
    const client = await findClient(c.get('db').read, viewer, Number(c.req.param('id')));
    if (!client) throw new NotFound();
    auditAs(c, 'print client');
    return page(
      c,
      <ClientSheet frame={historyFrame(c)} client={client} today={today(c)} clinic={await clinicOf(c, viewer)} />,
    );
  })

  .get('/:id{[0-9]{1,15}}/reports/chart-labels', (c) => labels(c, 'chart'))
  .get('/:id{[0-9]{1,15}}/reports/syringe-labels', (c) => labels(c, 'syringe'))

  .get('/:id{[0-9]{1,15}}/immunizations/print', (c) => record(c, false))
  .get('/:id{[0-9]{1,15}}/immunizations/print-confidential', (c) => record(c, true))
  .get('/:id{[0-9]{1,15}}/immunizations/print-card', (c) => grid(c, 'card'))
  .get('/:id{[0-9]{1,15}}/immunizations/print-school', (c) => grid(c, 'school'));

async function record(c: Request, confidential: boolean) {
  const props = await printed(c, confidential ? 'confidential' : '');
  return page(c, <ImmunizationRecord {...props} confidential={confidential} />);
}

async function grid(c: Request, kind: keyof typeof grids) {
  return page(c, <DoseGrid {...(await printed(c, kind))} kind={kind} />);
}

/** The history that is printed, assessed; its audit row says as what. */
async function printed(c: Request, as: string) {
  const viewer = allow(c, 'view clients');
  const history = await findHistory(c.get('db').read, viewer, Number(c.req.param('id')));
  if (!history) throw new NotFound();
  auditAs(c, 'print immunizations', as);
  return {
    frame: historyFrame(c),
    history,
    assessed: await assessHistory(c.get('db').read, history, today(c)),
    today: today(c),
    clinic: await clinicOf(c, viewer),
  };
}

/** The address of the organization acted for, as paper has it. */
const clinicOf = async (c: Request, { organization }: Viewer) =>
  (await findOrganizationById(c.get('db').read, organization.id))?.address ?? '';

async function labels(c: Request, sheet: LabelSheet) {
  const viewer = allow(c, 'view clients');
  const history = await findHistory(c.get('db').read, viewer, Number(c.req.param('id')));
  if (!history) throw new NotFound();
  auditAs(c, 'print client', `${sheet} labels`);
  const { usual } = labelSheets[sheet];
  const asked = c.req.query('count') === undefined ? usual : queryNumber(c, 'count');
  const fill = labelsToFill(sheet, queryNumber(c, 'from'), asked);
  return page(c, <Labels frame={historyFrame(c)} history={history} sheet={sheet} {...fill} today={today(c)} />);
}
