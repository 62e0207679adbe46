import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type Choice, isCode, labelOf } from '../../domain/codes/choice.js';
import { type LongList, longLists, wholeListWords } from '../../domain/codes/long-list.js';
import { rememberedFor } from '../../domain/text/remembered.js';
import { boxesOf, type ChoicesSpec, foldedBoxes } from './boxes.js';
import { markedList } from './marked-list.js';
import { attributes, flatten, markup } from './markup.js';
import { type QuestionEntry, questionMarkup } from './question.js';

/** Messages by the name of the field they belong to. */
export type Messages = Readonly<Record<string, string>>;

/** Typed values by field, with the messages about them. */
export type Entry = QuestionEntry & {
  readonly values: Readonly<Record<string, string>>;
  readonly errors?: Messages;
  /** About values that were there before and block nothing. */
  readonly notes?: Messages;
  /** True if long lists stand whole. */
  readonly whole?: boolean;
};

type FieldSpec = {
  name: string;
  label: string;
  class?: string;
  hint?: Child;
  type?: 'text' | 'password' | 'email' | 'tel';
  inputmode?: 'numeric' | 'tel' | 'email';
  autocomplete?: string;
  maxlength?: number;
  readonly?: boolean;
  required?: boolean;
  autofocus?: boolean;
  /** The id of a text elsewhere on the page that is about the field. */
  rule?: string;
  /** Attributes of htmx. */
  behaviour?: Readonly<Record<`data-hx-${string}`, string>>;
};

function describedBy(entry: Entry, name: string, hint: unknown, rule?: string) {
  const [error, note, asked] = [entry.errors?.[name], entry.notes?.[name], entry.questions?.[name]];
  if (!error && !note && !asked && !hint) return rule;
  return [rule, error && `${name}-error`, note && `${name}-note`, asked && `${name}-question`, hint && `${name}-hint`]
    .filter(Boolean)
    .join(' ');
}

const messages = (entry: Entry, name: string, hint?: Child) => {
  const [error, note] = [entry.errors?.[name], entry.notes?.[name]];
  if (!error && !note && !hint) return '';
  return markup`${hint ? markup`<p class="hint" id="${name}-hint">${hint}</p>` : ''}${
    error ? markup`<p class="error" id="${name}-error"><span class="unseen">Error: </span>${error}</p>` : ''
  }${note ? markup`<p class="note" id="${name}-note">${entry.values[name] ? onRecord : ''}${note}</p>` : ''}`;
};

/** Before what is said of a value that nobody typed now, and of no value it would be untrue: the same words as an error say it, and it blocks nothing. */
const onRecord = 'Already on record: ';

const described = (entry: Entry, name: string, hint: unknown, rule?: string) =>
  attributes({
    'aria-invalid': entry.errors?.[name] ? 'true' : undefined,
    'aria-describedby': describedBy(entry, name, hint, rule),
  });

/** The classes of the box around a control. */
const classes = (entry: Entry, name: string, extra?: string) =>
  `field${entry.errors?.[name] ? ' wrong' : ''}${extra ? ` ${extra}` : ''}`;

type Shell = readonly [before: HtmlEscapedString, after: HtmlEscapedString];

/**
 * The markup before and after the value of a control: label, hint, error and note before it. Controls are most of what
 * a page of the record has to render, and of most there is nothing to be said: that is written once.
 */
function shell(name: string, usual: Child, write: (entry: Entry, hint: Child) => Shell) {
  let silent: { readonly hint: Child; readonly shell: Shell } | undefined;
  return (entry: Entry, hint: Child = usual): Shell => {
    if (entry.errors?.[name] || entry.notes?.[name] || entry.questions?.[name]) return write(entry, hint);
    if (!silent || silent.hint !== hint) {
      const [before, after] = write(entry, hint);
      silent = { hint, shell: [flatten(before), flatten(after)] };
    }
    return silent.shell;
  };
}

/** A labelled text field, to be filled from an entry. */
export function field({ name, label, type = 'text', class: extra, hint: usual, rule, behaviour, ...rest }: FieldSpec) {
  const fill = shell(name, usual, (entry, hint) => [
    markup`<div class="${classes(entry, name, extra)}">
      <label for="${name}">${label}</label> ${messages(entry, name, hint)}
      <input id="${name}" name="${name}" type="${type}" value="`,
    markup`"${attributes({ ...rest, ...behaviour })}${described(entry, name, hint, rule)}>${questionMarkup(entry, name)}</div>`,
  ]);
  return (entry: Entry, hint?: Child) => {
    const [before, after] = fill(entry, hint);
    return markup`${before}${type === 'password' ? '' : entry.values[name]}${after}`;
  };
}

/** A labelled field of several lines. */
export const TextArea = ({ entry, name, label, class: extra, hint }: Omit<FieldSpec, 'type'> & { entry: Entry }) =>
  markup`<div class="${classes(entry, name, extra)}">
    <label for="${name}">${label}</label> ${messages(entry, name, hint)}
    <textarea id="${name}" name="${name}" rows="8"${described(entry, name, hint)}>${entry.values[name]}</textarea></div>`;

export const Field = ({ entry, ...spec }: FieldSpec & { entry: Entry }) => field(spec)(entry);

const optionsOf = rememberedFor((choices: readonly Choice[]) =>
  markedList(
    choices,
    ({ code, label }) => [markup`<option value="${code}"`, markup`>${label}</option>`],
    ' selected=""',
  ),
);

type SelectSpec = {
  name: string;
  label: string;
  class?: string;
  autofocus?: boolean;
  hint?: Child;
  /** The words for no choice: (none), unless one has to be made, all are meant, or "none" would read as "no". */
  none?: '(choose)' | 'Any' | '(unknown)';
};

const dropdown = (spec: SelectSpec & { list?: LongList }) => {
  const { name, label, class: extra, autofocus, hint: usual, list, none = '(none)' } = spec;
  const fill = shell(name, usual, (entry, hint) => [
    markup`<div class="${classes(entry, name, extra)}">
      <label for="${name}">${label}</label> ${messages(entry, name, hint)}
      <select id="${name}" name="${name}"${attributes({ autofocus, 'data-list': list })}${described(entry, name, hint)}>
        <option value="">${none}</option>`,
    markup`</select>${list && wholeListOf(name, list)}${questionMarkup(entry, name)}</div>`,
  ]);
  return (entry: Entry, hint: Child, options: Child) => {
    const [before, after] = fill(entry, hint);
    return markup`${before}${options}${after}`;
  };
};

/** The button that shows a list whole, for browsers without scripts: where they run, they have made it whole. */
const wholeListOf = (name: string, list: LongList) =>
  markup` ${Submit({ class: 'whole', name: `do.lists.${name}`, value: wholeListWords[list] })}`;

/** The choices of a list with one of them chosen; a value that is not among them stands first, as it is. */
const optionsWith = (choices: readonly Choice[], chosen = '') => {
  const isKnown = chosen === '' || isCode(choices, chosen);
  return markup`${!isKnown && markup`<option value="${chosen}" selected="">${chosen}</option>`}${optionsOf(choices)([chosen])}`;
};

/**
 * A labelled dropdown, to be filled from an entry; the first choice is none. A value that is not among the choices
 * stands as it is.
 */
export function select({ choices, ...spec }: SelectSpec & { choices: readonly Choice[] }) {
  const fill = dropdown(spec);
  return (entry: Entry, hint?: Child) => fill(entry, hint, optionsWith(choices, entry.values[spec.name]));
}

/**
 * The same for a long list, of which the page holds what is likely, what is chosen and one besides; scripts make it whole,
 * or a button does. Where something is wrong with it, it stands whole at once.
 */
export function longSelect({ list, ...spec }: SelectSpec & { list: LongList }) {
  const { all, likely } = longLists[list];
  const [whole, short] = [dropdown(spec), dropdown({ ...spec, list })];
  return (entry: Entry, hint?: Child, besides = '') => {
    const chosen = entry.values[spec.name] ?? '';
    if (entry.whole || entry.errors?.[spec.name]) return whole(entry, hint, optionsWith(all, chosen));
    const more = [chosen, besides].filter((code) => code && !isCode(likely, code));
    const first = more.map(
      (code) =>
        markup`<option value="${code}"${attributes({ selected: code === chosen })}>${labelOf(all, code)}</option>`,
    );
    return short(entry, hint, [first, optionsOf(likely)([chosen])]);
  };
}

type SelectProps = SelectSpec & { entry: Entry; choices: readonly Choice[] };

export const Select = ({ entry, ...spec }: SelectProps) => select(spec)(entry);

type LongProps = SelectSpec & { entry: Entry; list: LongList };

export const LongSelect = ({ entry, ...spec }: LongProps) => longSelect(spec)(entry);

type GroupedProps = SelectSpec & {
  entry: Entry;
  groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[];
};

/** A labelled dropdown whose choices stand under headings. */
export const GroupedSelect = ({ entry, groups, ...spec }: GroupedProps) => {
  const chosen = entry.values[spec.name] ?? '';
  const isKnown = chosen === '' || groups.some(({ choices }) => isCode(choices, chosen));
  const options = groups.map(
    (group) => markup`<optgroup label="${group.label}">${optionsOf(group.choices)([chosen])}</optgroup>`,
  );
  return dropdown(spec)(entry, undefined, [isKnown ? '' : optionsWith([], chosen), ...options]);
};

/** Radio buttons, or boxes to tick several of, named by a legend; to be filled from an entry. */
export function choices(spec: ChoicesSpec) {
  const { name, label, class: extra, hint: usual, none, rest } = spec;
  const boxes = boxesOf(spec, none ? [...spec.choices, { code: '', label: none }] : spec.choices);
  const folded = rest ? foldedBoxes(spec, rest) : undefined;
  const fill = shell(name, usual, (entry, hint) => [
    markup`<fieldset class="${classes(entry, name, extra)}" id="${name}"${attributes({
      'aria-describedby': describedBy(entry, name, hint),
    })}><legend>${label}</legend>${messages(entry, name, hint)}<div>`,
    markup`</div>${questionMarkup(entry, name)}</fieldset>`,
  ]);
  return (entry: Entry, hint?: Child) => {
    const [before, after] = fill(entry, hint);
    const chosen = (entry.values[name] ?? '').split(' ');
    const isQuiet = !entry.errors?.[name] && !entry.notes?.[name];
    return markup`${before}${(isQuiet && folded?.(chosen)) || boxes(chosen)}${after}`;
  };
}

/** One box to tick, after its error. */
export const Tick = ({ entry, name, label }: { entry: Entry; name: string; label: string }) =>
  markup`${messages(entry, name)}
    <label class="choice"><input type="checkbox" id="${name}" name="${name}" value="Y"${attributes({
      checked: entry.values[name] === 'Y',
      'aria-describedby': describedBy(entry, name, undefined),
    })}> ${label}</label> `;

type SubmitProps = {
  name: string;
  value: string;
  class?: string;
  id?: string;
  accesskey?: string;
  /** For a second button of the same name on a page: where it stands, after the name. */
  'aria-label'?: string;
};

/** A button of a form, and what pressing it sends. */
export const Submit = ({ name, value, ...rest }: SubmitProps) =>
  markup`<input type="submit" name="${name}" value="${value}"${attributes(rest)}>`;

/** The key of a form that makes something: sent again, it makes nothing else. */
export const FormKey = ({ value }: { value: string | undefined }) =>
  markup`<input type="hidden" name="key" value="${value}">`;

export const Csrf = ({ token }: { token: string }) => markup`<input type="hidden" name="csrf" value="${token}">`;
