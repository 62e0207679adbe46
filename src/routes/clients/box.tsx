import { newToken } from '../../auth/tokens.js';
import { findDraft } from '../../db/edits/drafts.js';
import type { Reader } from '../../db/engine/database.js';
import { visitDraftsOf } from '../../db/immunizations/visit-drafts.js';
import { trace } from '../../db/operations/audit.js';
import { searchBox } from '../../db/search/box-search.js';
import { keepSearch } from '../../db/search/searches.js';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { recordPath } from '../../domain/clients/record-address.js';
import { mostLetters, readBox, valuesInWords } from '../../domain/matching/box-reading.js';
import { searchFields } from '../../domain/matching/search.js';
import { type KeptRecord, SearchPage } from '../../views/clients/search.js';
import { frame, type Request, remoteAddress, today } from '../../web/context.js';
import { goTo, page } from '../../web/page.js';

const askFor = 'Type a name, a birth date, a MIIC ID, a phone or a chart number.';

/**
 * Finds whom a text in the search box means (C2), and leads to them or to the results, behind an opaque address (X6).
 * @param kept MIIC ID of the record on whose page the box stood with something typed, which is kept by now (C20)
 */
export async function findByBox(c: Request, viewer: Viewer, typed: string, kept?: number): Promise<Response> {
  const db = c.get('db');
  const at = c.get('clock')();
  const result = typed.length > mostLetters ? undefined : await searchBox(db.read, viewer, readBox(typed, today(c)));
  if (!result) {
    const message = typed.length > mostLetters ? `That is longer than ${mostLetters} characters. ${askFor}` : askFor;
    const props = {
      frame: frame(c),
      entry: { values: { box: typed } },
      message,
      kept: kept === undefined ? undefined : await keptOf(db.read, viewer, kept),
    };
    return page(c, <SearchPage {...props} start="clients" />, 422);
  }
  const { criteria, found, meant } = result;
  const [values] = result.understood;
  const id = newToken(16);
  const understood = result.understood.map(valuesInWords).join(', or ');
  const fields = searchFields.filter((field) => result.understood.some((one) => one[field])).join(' ');
  await db.append(async (tx) => {
    await keepSearch(tx, viewer, { id, leadsTo: 'clients', typed: { ...values, box: typed, understood }, found }, at);
    const asks = criteria.miicId && { clientId: Number(criteria.miicId) };
    await trace(tx, viewer, { at, action: 'search', detail: fields, address: remoteAddress(c), ...asks });
  });
  const beside = kept && kept !== found?.[0]?.clientId ? `kept=${kept}` : '';
  if (meant) return goTo(c, `/clients/${meant}?${[`search=${id}`, beside].filter(Boolean).join('&')}`);
  return goTo(c, `/searches/${id}${beside && `?${beside}`}`);
}

/** The record that somebody left with something typed in it, or in a visit, and not saved, as the address says (C20). */
export async function keptRecord(c: Request, viewer: Viewer): Promise<KeptRecord | undefined> {
  const db = c.get('db');
  const id = Number(c.req.query('kept')?.match(/^\d{1,15}$/)?.[0] ?? 0);
  return id > 0 ? keptOf(db.read, viewer, id) : undefined;
}

async function keptOf(db: Reader, viewer: Viewer, id: number): Promise<KeptRecord | undefined> {
  if (await findDraft(db, viewer, id)) return { id, address: recordPath(id) };
  const [visit] = await visitDraftsOf(db, viewer, id);
  return visit && { id, address: recordPath(id, 'immunizations/new') };
}
