import type { Child } from 'hono/jsx';
import type { Client } from '../../domain/clients/client.js';
import { contactInWords } from '../../domain/clients/contact.js';
import { enrolmentFields } from '../../domain/clients/enrolment.js';
import { kindOf, listingOf } from '../../domain/clients/listing.js';
import { recordAddress, recordPath } from '../../domain/clients/record-address.js';
import { type Tab, tabs } from '../../domain/clients/tab.js';
import { type Edit, errorsOf, openRow } from '../../domain/edits/edit.js';
import { digestsOf } from '../../domain/edits/field-group.js';
import { formValues } from '../../domain/edits/stage.js';
import { messageWords } from '../../domain/edits/status-message.js';
import { type Questions, unanswered } from '../../domain/forms/question.js';
import { isNewRow, type Values } from '../../domain/forms/rows.js';
import type { Due } from '../../domain/immunizations/due.js';
import { type Day, showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, Submit } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { attributes, flatten, markup } from '../parts/markup.js';
import { recordTitle } from '../parts/record-title.js';
import { Clashes } from './clashes.js';
import { ClientHead, giveDue, onTab } from './client-head.js';
import { CodedPanel } from './coded-panel.js';
import { ContactPanel } from './contact-panel.js';
import { EnrolmentPanel } from './enrolment-panel.js';
import { AddressFields, IdentityFields, OtherFields } from './personal-fields.js';
import { VerifyFirst, verification } from './verified.js';

export type FormStamp = { readonly revision: number; readonly draftAt: number; readonly digests: string };

export type EditProps = {
  frame: Frame;
  client: Client;
  edit: Edit;
  tab: Tab;
  today: Day;
  search?: string | undefined;
  /** The vaccine groups that are due today. */
  due?: Due | undefined;
  /** The revision of the record, and the instant of the draft of it; 0 for none. */
  revision: number;
  draftAt: number;
  /** The state that the form was shown with, if it is shown again as it came. */
  stamp?: FormStamp | undefined;
  /** The row asked for, the id for a new one, whether all contacts are shown. */
  row?: string | undefined;
  newId: string;
  all?: boolean;
  /** True if long lists stand whole. */
  whole?: boolean;
  /** The reasons why Next did not stage. */
  rowErrors?: Values;
  /** The questions about the contact or comment in the form before it is staged. */
  rowQuestions?: Questions;
  notice?: string | undefined;
  /** After a submit that was refused. */
  failed?: boolean;
  message?: string | undefined;
  focus?: 'details' | 'field' | 'row' | undefined;
  /** While somebody types nothing takes the focus from them. */
  quiet?: boolean | undefined;
  /** One of what clashed was chosen: where nothing is wrong any more, that is said and takes the focus. */
  chosen?: boolean;
  /** The result of a control, for the status line of a page that is loaded. */
  status?: string;
};

/** The title of the page, which says first what happened. */
export function titleOf({ client, edit, draftAt, failed, notice }: EditProps): string {
  const screen = recordTitle('Edit Client', client.id);
  return failed || (draftAt && Object.keys(errorsOf(edit)).length > 0)
    ? `Error: ${screen}`
    : notice
      ? `${notice}: ${screen}`
      : screen;
}

/** The record as one form (C4 to C20): every control is a submit, and the first one only keeps what is typed. */
export const ClientEdit = (props: EditProps) => {
  const { frame, client, tab, today, search, due, status } = props;
  const { helpDeskEmail: helpDesk } = frame.site;
  const personal = personalEntry(props);
  const action = recordAddress(client.id, { tab, search });
  const children = markup`<form id="client" method="post" action="${action}"${behaviour}>
    ${keep}${Csrf({ token: frame.csrf })}
    <input type="hidden" name="organization" value="${frame.viewer?.organization.id}">
    <div id="stamp">${Stamp(props)}</div>
    ${ClientHead({ frame, client, today, search, due, give, children: actions })}
    <div id="problems">${Problems(props)}</div>
    <div id="kept">${DraftNotice(props)}</div>
    <section aria-labelledby="personal">
      <h2 id="personal" tabindex="-1">${Heading(props)}</h2>
      ${VerifyFirst(props)}
      <div id="identity">${IdentityFields({ client, edit: personal, helpDesk })}</div>
      <div id="address">${AddressFields({ client, edit: personal })}</div>
      <div id="other">${Other(props)}</div>
    </section>
    <div id="panel">${Panel(props)}</div>
    ${atTheEnd}
    <p class="small">
      <noscript>A link or another page leaves unsent what was typed since the last button. </noscript>
      <a href="${recordPath(client.id, 'household')}">Household</a>${' '}
      <a href="${recordPath(client.id, 'history')}">History of this record</a>
    </p>
  </form>`;
  return Page({
    frame: onTab(frame, client.id, tab),
    title: titleOf(props),
    box: { form: 'client' },
    children,
    ...(status && { status }),
  });
};

/** Personal Information as its fields show it, and whose the address is where it is not the client's own (C16). */
export const personalEntry = ({ edit, whole }: EditProps) => {
  const { primary } = edit;
  const owner = primary === 'self' ? undefined : edit.contacts.find(({ id }) => id === primary);
  return {
    ...edit.personal,
    asTyped: edit.asTyped,
    ...(whole && { whole }),
    ...(owner && { whose: `Address of ${contactInWords(owner.values)}` }),
  };
};

/** Keeps what is typed every few seconds, and sends one form after the other. */
const behaviour = attributes({
  autocomplete: 'off',
  novalidate: true,
  'data-hx-post': '',
  'data-hx-trigger': 'submit, input delay:4s',
  'data-hx-swap': 'none',
  'data-hx-sync': 'this:queue all',
  'data-hx-indicator': '#panel',
});

const keep = Submit({ class: 'unseen-control', name: 'do.stage', value: 'Keep what is typed as a draft' });

const give = flatten(Submit({ class: 'plain', name: 'do.give', value: giveDue }));

const actions = flatten(
  markup`<p class="actions">${[
    Submit({ class: 'main', id: 'save', name: 'do.save', value: 'Save', accesskey: 's' }),
    Submit({ name: 'do.save.immunize', value: 'Save and Immunize', accesskey: 'i' }),
    Submit({ name: 'do.immunize', value: 'Immunize' }),
    Submit({ name: 'do.editNext', value: 'Edit Next' }),
    Submit({ name: 'do.reports', value: 'Reports' }),
    Submit({ class: 'plain', name: 'do.cancel', value: 'Cancel' }),
  ].map((control) => markup`${control} `)}</p>`,
);

/** Whoever went down the whole form need not go up again. */
const atTheEnd = flatten(
  markup`<p class="row more">${Submit({ class: 'main', name: 'do.save', value: 'Save', 'aria-label': 'Save, at the end' })}</p>`,
);

function stampNow({ edit, tab, row, revision, draftAt }: EditProps): FormStamp {
  const open = tab === 'information' ? undefined : openRow(edit[tab], row);
  return { revision, draftAt, digests: digestsOf(tab, formValues(edit, tab, open)) };
}

/** The state that the form was shown with: it tells which fields are touched, and over which values (C21). */
export const Stamp = (props: EditProps) => {
  const { revision, draftAt, digests } = props.stamp ?? stampNow(props);
  return markup`
    <input type="hidden" name="revision" value="${revision}">
    <input type="hidden" name="draftAt" value="${draftAt}">
    <input type="hidden" name="shown" value="${digests}">`;
};

/** The heading, with what Save did: whatever is done to the form after it takes that away. */
export const Heading = (props: EditProps) =>
  markup`Personal Information ${props.notice && markup`<span class="${toneOf(props)}">${props.notice}</span>`}`;

/**
 * Green says that all of it is saved, yellow that Save left something; where nothing was to be done, or more was typed
 * since, it has no colour.
 */
function toneOf({ notice, draftAt }: EditProps): 'done' | 'partly' | 'nothing' {
  if (notice && !/^Nothing to save$|^Client (?:Updated|entered)$/.test(notice)) return 'partly';
  return notice === 'Nothing to save' || draftAt > 0 ? 'nothing' : 'done';
}

/** What is wrong, by field. */
function faultsOf({ edit, tab, failed, draftAt, rowErrors, rowQuestions = {} }: EditProps) {
  const prefix = tab === 'information' ? '' : `${kindOf[tab]}.`;
  return {
    ...(failed || draftAt ? errorsOf(edit) : {}),
    ...Object.fromEntries(
      Object.entries({ ...unanswered(rowQuestions, edit.asTyped), ...rowErrors }).map(([field, text]) => [
        `${prefix}${field}`,
        text,
      ]),
    ),
  };
}

/**
 * The errors, wherever their field is: those behind another tab are told without a link. Where there are some, they say
 * as well that nothing is saved: one place tells how things stand.
 */
export const Problems = (props: EditProps) => {
  const { edit, tab, draftAt, message, quiet, chosen } = props;
  const errors = faultsOf(props);
  const elsewhere = (name: string) => {
    const listing = listingOf(name.split('.')[0]);
    return listing ? tab !== listing : tab !== 'information' && isEnrolment(name);
  };
  const kept = draftAt > 0 && draftWords(props);
  const summary = ErrorSummary({ errors, message, groups: choiceGroups, elsewhere, quiet, kept });
  return markup`${summary}${draftAt > 0 && Clashes({ clashes: edit.clashes })}${
    chosen &&
    !summary &&
    markup`<p class="notice" tabindex="-1" autofocus="">${messageWords([{ what: 'chosen' }], edit)}</p>`
  }`;
};

/** Fields that take the focus at their first choice. */
const choiceGroups = ['gender', 'race', 'status', 'reminder', 'sharing'];

const isEnrolment = (name: string) => (enrolmentFields as readonly string[]).includes(name);

/**
 * That there is something typed and not saved, and since when (C20), where Save has not just told what it left; what is
 * wrong with it is not told to who types.
 */
export const DraftNotice = (props: EditProps) =>
  props.draftAt &&
  !(props.notice && toneOf(props) === 'partly') &&
  (props.quiet || !(props.message || Object.keys(faultsOf(props)).length > 0))
    ? markup`<p class="notice">${draftWords(props)}</p>`
    : null;

const draftWords = (props: EditProps) => {
  const { edit, draftAt, frame } = props;
  const first =
    edit.clashes.length > 0
      ? 'Choose, then Save.'
      : Object.keys(faultsOf(props)).length > 0
        ? 'Correct it, then Save.'
        : '';
  return markup`<b>Not saved: kept as a draft</b> on ${showInstant(draftAt, frame.timeZone)}.${' '}
    ${first || 'Save writes it to the record.'} Cancel asks whether to discard it.`;
};

/** The rest of Personal Information, with what was verified (C24). */
export const Other = (props: EditProps) =>
  OtherFields({
    edit: personalEntry(props),
    children: verification({ values: { verified: props.edit.verified } }),
  });

/** Tabs that are gone to many times a day have a key of their own. */
const tabKeys: Readonly<Record<string, string>> = { contacts: 'c', comments: 'm' };

const tabButton = (name: string, label: string, isOpen: boolean) => markup`<li>
  <input type="submit" id="tab-${name}" name="do.tab.${name}" value="${label}"${attributes({
    'aria-current': isOpen && 'page',
    accesskey: tabKeys[name],
  })}>
</li>`;

const tabsWith = (open: Tab) =>
  flatten(markup`
    <nav class="tabs" aria-label="Client tabs">
      <ul>${Object.entries(tabs).map(([name, label]) => tabButton(name, label, name === open))}</ul>
    </nav>
    <section aria-labelledby="tab" class="panel">
      <h2 id="tab" tabindex="-1">${tabs[open]}</h2>
      <input type="hidden" name="tab" value="${open}">`);

/** Up to what is behind the open tab: written once, as the controls are. */
const beginnings = {
  information: tabsWith('information'),
  contacts: tabsWith('contacts'),
  comments: tabsWith('comments'),
  conditions: tabsWith('conditions'),
} satisfies Record<Tab, unknown>;

/** The tabs (C10) and what is behind the open one. */
export const Panel = (props: EditProps) => markup`${beginnings[props.tab]}${Behind(props)}</section>`;

const Behind = (props: EditProps): Child => {
  const { tab, client, edit, frame, row, newId, all = false, rowErrors = {}, rowQuestions = {}, focus } = props;
  if (tab === 'information')
    return EnrolmentPanel({
      part: { ...edit.enrolment, asTyped: edit.asTyped },
      organization: frame.viewer?.organization.name ?? '',
      schedule: client.enrolment?.schedule ?? 'ACIP',
      site: frame.site.name,
    });
  const panel = { edit, newId: row && isNewRow(row) ? row : newId, errors: rowErrors, questions: rowQuestions, focus };
  if (tab !== 'contacts') return CodedPanel({ ...panel, listing: tab, open: openRow(edit[tab], row) });
  return ContactPanel({ ...panel, client, all, whole: props.whole, open: openRow(edit.contacts, row) });
};
