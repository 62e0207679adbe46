import type { SaveResult } from '../../db/edits/save-client.js';
import { dueTo } from '../../db/immunizations/due.js';
import type { Client } from '../../domain/clients/client.js';
import { coded, isCoded, kindOf, type Listing, listingOf, listings } from '../../domain/clients/listing.js';
import { recordAddress, recordPath } from '../../domain/clients/record-address.js';
import type { Tab } from '../../domain/clients/tab.js';
import { type Edit, errorsOf, othersThan } from '../../domain/edits/edit.js';
import { tabFields } from '../../domain/edits/stage.js';
import type { Submit } from '../../domain/edits/submit.js';
import {
  ClientEdit,
  DraftNotice,
  type EditProps,
  Heading,
  Other,
  Panel,
  Problems,
  personalEntry,
  Stamp,
  titleOf,
} from '../../views/clients/client-edit.js';
import { LastUpdated, onTab } from '../../views/clients/client-head.js';
import { AddressFields, IdentityFields } from '../../views/clients/personal-fields.js';
import { Bulb } from '../../views/parts/layout.js';
import { NotFound, namesNobody, type Request, today } from '../../web/context.js';
import { addHeader } from '../../web/headers.js';
import { goTo, isPartial, page, partials } from '../../web/page.js';
import { pageProps, searchOf } from './client-page.js';

export type Region = 'problems' | 'panel' | 'address' | 'identity' | 'other';

/** The form with what was typed and what is wrong: the whole page, or over htmx every region of it. */
export async function editAnswer(c: Request, props: EditProps, status: 400 | 413 | 422) {
  if (isPartial(c)) return editRegions(c, props, ['problems', 'identity', 'address', 'other', 'panel'], '', status);
  const { client } = props;
  const due = (await dueTo(c.get('db').read, [client], props.today)).get(client.id);
  return page(c, <ClientEdit {...props} due={due} />, status);
}

/** Parts of the form for htmx: the same components that stand in the page. */
export function editRegions(
  c: Request,
  props: EditProps,
  regions: readonly Region[],
  message: string,
  status: 200 | 400 | 413 | 422 = 200,
) {
  const { client, frame, tab, search } = props;
  const personal = personalEntry(props);
  const parts = {
    problems: <Problems {...props} />,
    identity: <IdentityFields client={client} edit={personal} helpDesk={frame.site.helpDeskEmail} />,
    other: <Other {...props} />,
    address: <AddressFields client={client} edit={personal} />,
    panel: <Panel {...props} />,
  };
  if (regions.length > 0) addHeader(c, 'HX-Replace-Url', recordAddress(client.id, { tab, search }));
  else namesNobody(c);
  return partials(
    c,
    {
      stamp: <Stamp {...props} />,
      kept: <DraftNotice {...props} />,
      personal: <Heading {...props} />,
      ...Object.fromEntries(regions.map((region) => [region, parts[region]])),
      ...(regions.length > 0 && { said: message }),
      // Somebody else may have saved since the page was shown.
      ...(regions.includes('problems') && { 'last-updated': <LastUpdated frame={frame} client={client} /> }),
      ...(regions.includes('panel') && { bulb: Bulb(onTab(frame, client.id, tab)) }),
    },
    titleOf(props),
    status,
  );
}

/**
 * The regions to show anew after a control; typing is kept silently, and on leaving a ZIP only the fields that it
 * filled in change.
 */
export function regionsAfter(verb: string, what: string, settled: string): Region[] {
  if (verb === '' || verb === 'stage') return [];
  if (verb === 'zip') return settled ? ['address', 'panel'] : [];
  const address = settled || (verb === 'contact' && what !== 'select');
  return ['problems', 'panel', ...(address ? (['address'] as const) : [])];
}

/** The open tab, unless the errors are all behind another. */
function tabWithErrors(edit: Edit, open: Tab): Tab {
  const { text, choice } = tabFields.information;
  const behind = Object.keys(errorsOf(edit)).map((name): Tab | undefined => {
    const listing = listingOf(name.split('.')[0]);
    if (listing) return listing;
    return text.includes(name) || choice.includes(name) ? 'information' : undefined;
  });
  return behind.includes(undefined) || behind.includes(open) ? open : (behind[0] ?? open);
}

/** The page after a Save: the record as it is now, or its immunization history, the question to answer first, or the form with its faults. */
export function answerSave(c: Request, submit: Submit, result: SaveResult, leadsTo: string) {
  const search = searchOf(c);
  if (result.kind === 'hidden') throw new NotFound();
  if (result.kind === 'ask') return goTo(c, `/clients/${submit.clientId}/confirmation`);
  if (result.kind === 'refused') {
    const tab = tabWithErrors(result.edit, submit.tab);
    const props = {
      ...pageProps(c, result.client),
      tab,
      edit: result.edit,
      draftAt: result.draftAt,
      failed: true,
      row: result.row,
    };
    return editAnswer(c, props, 422);
  }
  if (result.kind === 'saved' && result.deceased) return goTo(c, `/clients/${submit.clientId}/deceased`);
  const { left, row } = result;
  // What is left to do stands in the form.
  if (leadsTo === 'immunize' && !left) {
    const words = { done: result.kind === 'saved' ? 'client' : 'nothing', ...(search && { search }) };
    return goTo(c, `${recordPath(submit.clientId, 'immunizations')}?${new URLSearchParams(words)}#history`);
  }
  const saved = result.kind === 'saved' ? String(result.revision) : 'nothing';
  return goTo(c, recordAddress(submit.clientId, { search, tab: left || submit.tab, row, left, saved }, 'personal'));
}

/** The message beside the header after a save (C3, C9, C15), as long as the record is the one that was saved. */
export function messageAfter(
  saved: string | undefined,
  left: string | undefined,
  revision: number,
): string | undefined {
  if (saved === 'entered' && revision === 1) return 'Client entered';
  if (saved !== 'nothing' && saved !== String(revision)) return undefined;
  const done = saved === 'nothing' ? 'Nothing to save' : 'Client Updated';
  const listing = listings.find((one) => one === left);
  if (!listing) return done;
  const remedy = isCoded(listing) ? 'complete it, then Save' : 'select Next, then Save';
  return `${done}. The ${kindOf[listing]} being typed is not saved: ${remedy}`;
}

/** The reasons why Save left a coded row in its form (C18), and the questions about it. */
export function remainingErrors(c: Request, client: Client, edit: Edit): Pick<EditProps, 'rowErrors' | 'rowQuestions'> {
  const { left, row } = c.req.query();
  if (left === undefined || !isCoded(left)) return {};
  const found = edit[left].find(({ id }) => id === row);
  if (!found) return {};
  return {
    rowErrors: coded[left].faults(found.form, undefined, { today: today(c), birthDate: client.personal.birthDate }),
    rowQuestions: coded[left].questions(found.form, othersThan(edit[left], found.id)),
  };
}

/** The place for the focus in the regions shown anew over htmx: the pressed control may be gone. */
export function focusAfter(what: string): EditProps['focus'] {
  if (what === 'new' || what === 'copy') return 'field';
  if (what === 'all') return 'row';
  return ['next', 'delete', 'undo', 'cancel'].includes(what) ? 'details' : undefined;
}

/** The place for the focus on the page after a control, without scripts. */
export function fragmentOf(verb: string, what: string, listing: Listing | undefined): string | undefined {
  if (verb === 'tab') return 'tab';
  if (!listing) return undefined;
  const first = isCoded(listing) ? `${kindOf[listing]}.code` : 'contact.lastName';
  if (what === 'new' || what === 'copy' || (what === 'next' && isCoded(listing))) return first;
  return what === 'delete' || what === 'undo' || what === 'all' ? 'tab' : 'details';
}
