// The doses on file behind the screens of immunizations, and what people type into them.
import { and, asc, desc, eq } from 'drizzle-orm';
import { inTurn } from '../../src/db/engine/in-turn.js';
import { demonstrationClients } from '../../src/demonstration/plant.js';
import { type Answer, type App, type Browser, formOf, questionsOn } from './app.js';
import type { Reads } from './ids.js';
import { schema } from './tables.js';

/** The address of a history. */
export const historyOf = (id: number) => `/clients/${id}/immunizations`;
/** The address of Add Immunization. */
export const newVisit = (id: number) => `${historyOf(id)}/new`;
/** The history of RAINBOW. */
export const rainbow = historyOf(demonstrationClients.rainbowBright);

/** The doses of a client, deleted ones too. */
export const dosesOf = ({ db }: App, clientId: number) =>
  db.read
    .select()
    .from(schema.immunizations)
    .where(eq(schema.immunizations.clientId, clientId))
    .orderBy(asc(schema.immunizations.id))
    .all();
export const organizationId = async ({ db }: Reads, code: string) =>
  (await db.read.select().from(schema.organizations).where(eq(schema.organizations.code, code)).get())?.id ?? 0;
export const lastAudit = ({ db }: App) => db.read.select().from(schema.audit).orderBy(desc(schema.audit.id)).get();
/** What stands of a dose in the history of its record. */
export const changesOf = ({ db }: App, row: number) =>
  db.read
    .select()
    .from(schema.changes)
    .where(and(eq(schema.changes.part, 'immunization'), eq(schema.changes.row, row)))
    .orderBy(asc(schema.changes.id))
    .all();

/** Puts doses on file for an organization. */
export const plant = (
  app: App,
  clientId: number,
  code: string,
  doses: { cvx: string; givenOn: string; tradeName?: string; lot?: string }[],
) =>
  app.db.write(async (tx) =>
    tx
      .insert(schema.immunizations)
      .values(
        await inTurn(doses, async (dose) => ({
          ...dose,
          clientId,
          organizationId: await organizationId({ db: { read: tx } }, code),
          source: '00',
          amount: '0.5',
          unit: 'mL',
          updatedAt: app.clock(),
        })),
      )
      .returning()
      .all(),
  );

/** What a page says, without its markup. */
export const text = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');
/** One vaccine of one visit, as typed: one of years ago, of which the source was chosen. */
export const mmr = {
  givenOn: '06/20/2016',
  begun: '{}',
  source: '00',
  vaccine1: '03:M-M-R II',
  lot1: 'K123',
  amount1: '0.5',
  site1: 'LT',
  route1: 'C38299',
};

/** A browser in which somebody of the cast is logged in. */
export async function open(app: App, username = 'nora', organization?: string): Promise<Browser> {
  return app.open().logIn(username, organization);
}

/** Answers yes to every question that a page asks, and presses a control again, with other values where given. */
export async function answerYes(
  browser: Browser,
  page: Pick<Answer, 'text'>,
  path: string,
  control: string,
  fill: Record<string, string> = {},
): Promise<Answer> {
  const form = formOf(page.text, path);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  form.delete('asTyped');
  for (const id of questionsOn(page)) form.append('asTyped', id);
  form.append(control, control);
  return browser.post(path, form.toString());
}
