import type { Child } from 'hono/jsx';
import { type Choice, isCode } from '../domain/choice.js';
import { markedList } from './marked-list.js';
import { attributes, markup } from './markup.js';

/** Messages by the name of the field they belong to. */
export type Messages = Readonly<Record<string, string>>;

/** What a person typed, by field, and what is to be said about it. */
export type Entry = {
  readonly values: Readonly<Record<string, string>>;
  readonly errors?: Messages;
  /** About values that were there before and block nothing. */
  readonly notes?: Messages;
};

type FieldProps = {
  entry: Entry;
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
};

function describedBy(entry: Entry, name: string, hint: unknown) {
  const [error, note] = [entry.errors?.[name], entry.notes?.[name]];
  if (!error && !note && !hint) return undefined;
  return [error && `${name}-error`, note && `${name}-note`, hint && `${name}-hint`].filter(Boolean).join(' ');
}

const messages = (entry: Entry, name: string, hint?: Child) => {
  const [error, note] = [entry.errors?.[name], entry.notes?.[name]];
  if (!error && !note && !hint) return '';
  return markup`${hint ? markup`<p class="hint" id="${name}-hint">${hint}</p>` : ''}${
    error ? markup`<p class="error" id="${name}-error"><span class="unseen">Error: </span>${error}</p>` : ''
  }${note ? markup`<p class="note" id="${name}-note">${note}</p>` : ''}`;
};

const described = (entry: Entry, name: string, hint?: unknown) =>
  attributes({
    'aria-invalid': entry.errors?.[name] ? 'true' : undefined,
    'aria-describedby': describedBy(entry, name, hint),
  });

const wrong = (entry: Entry, name: string) => (entry.errors?.[name] ? ' wrong' : '');

// The controls are most of what a page of the record has to render: what stands in them whoever it is about is written
// once.

/** The box around a control, up to its label. */
const opening = (label: string, name: string, extra = '') =>
  markup`${extra && ` ${extra}`}"><label for="${name}">${label}</label> `;

/** A labelled text field, to be filled from an entry: its hint, its error and its note stand before it. */
export function field({ name, label, type = 'text', class: extra, ...rest }: Omit<FieldProps, 'entry' | 'hint'>) {
  const open = opening(label, name, extra);
  const input = markup`<input id="${name}" name="${name}" type="${type}"`;
  const others = attributes(rest);
  return (entry: Entry, hint?: Child) => {
    const value = type === 'password' ? undefined : entry.values[name];
    return markup`<div class="field${wrong(entry, name)}${open}${messages(entry, name, hint)}${input}${
      value !== undefined && markup` value="${value}"`
    }${others}${described(entry, name, hint)}></div>`;
  };
}

export const Field = ({ entry, hint, ...spec }: FieldProps) => field(spec)(entry, hint);

const optionsOf = (choices: readonly Choice[], chosen: string) =>
  markedList(
    choices,
    'option',
    ({ code, label }) => [markup`<option value="${code}"`, markup`>${label}</option>`],
    [chosen],
    ' selected=""',
  );

type SelectSpec = { name: string; label: string; class?: string; autofocus?: boolean };
type SelectProps = Omit<SelectSpec, 'autofocus'> & { entry: Entry; choices: readonly Choice[]; hint?: Child };

const dropdown = ({ name, label, class: extra, autofocus }: SelectSpec) => {
  const open = opening(label, name, extra);
  const begin = markup`<select id="${name}" name="${name}"${attributes({ autofocus })}`;
  return (entry: Entry, hint: Child, options: (chosen: string) => Child, known: (chosen: string) => boolean) => {
    const chosen = entry.values[name] ?? '';
    return markup`<div class="field${wrong(entry, name)}${open}${messages(entry, name, hint)}${begin}${described(entry, name, hint)}><option value="">(none)</option>${
      chosen && !known(chosen) ? markup`<option value="${chosen}" selected="">${chosen}</option>` : ''
    }${options(chosen)}</select></div>`;
  };
};

/**
 * A labelled dropdown, to be filled from an entry; the first choice is none. A value that is not among the choices stands
 * as it is.
 */
export function select({ choices, ...spec }: SelectSpec & { choices: readonly Choice[] }) {
  const fill = dropdown(spec);
  const options = (chosen: string) => optionsOf(choices, chosen);
  const known = (chosen: string) => isCode(choices, chosen);
  return (entry: Entry, hint?: Child) => fill(entry, hint, options, known);
}

export const Select = ({ entry, hint, ...spec }: SelectProps) => select(spec)(entry, hint);

type GroupedProps = SelectSpec & {
  entry: Entry;
  groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[];
};

/** A labelled dropdown whose choices stand under headings. */
export const GroupedSelect = ({ entry, groups, ...spec }: GroupedProps) =>
  dropdown(spec)(
    entry,
    undefined,
    (chosen) =>
      groups.map((group) => markup`<optgroup label="${group.label}">${optionsOf(group.choices, chosen)}</optgroup>`),
    (chosen) => groups.some(({ choices }) => isCode(choices, chosen)),
  );

type ChoicesProps = SelectProps & { several?: boolean; none?: string };

/** Radio buttons, or boxes to tick several of, named by a legend. */
export const Choices = ({ entry, name, label, choices, class: extra, hint, several, none }: ChoicesProps) => {
  const type = several ? 'checkbox' : 'radio';
  const boxes = markedList(
    none ? [...choices, { code: '', label: none }] : choices,
    `${type} ${name}`,
    ({ code, label }, i) => [
      markup`<label class="choice"><input type="${type}"${i === 0 ? markup` id="${name}-first"` : ''} name="${name}" value="${code}"`,
      markup`> ${label}</label> `,
    ],
    (entry.values[name] ?? '').split(' '),
    ' checked=""',
  );
  return markup`<fieldset class="field${wrong(entry, name)}${extra && ` ${extra}`}" id="${name}"${attributes({
    'aria-describedby': describedBy(entry, name, hint),
  })}><legend>${label}</legend>${messages(entry, name, hint)}<div>${boxes}</div></fieldset>`;
};

/** One box to tick, after its error. */
export const Tick = ({ entry, name, label }: { entry: Entry; name: string; label: string }) =>
  markup`${messages(entry, name)}<label class="choice"><input type="checkbox" id="${name}" name="${name}" value="Y"${attributes(
    {
      checked: entry.values[name] === 'Y',
      'aria-describedby': describedBy(entry, name, undefined),
    },
  )}> ${label}</label> `;

type SummaryProps = {
  errors?: Messages | undefined;
  message?: string | undefined;
  /** Fields that are groups: the link goes to the first choice. */
  groups?: readonly string[];
  /** Fields that are not on this page, behind another tab: told, not linked. */
  elsewhere?: (name: string) => boolean;
};

/** The errors of a form, first on the page, each a link to its field (X1). */
export const ErrorSummary = ({ errors, message, groups, elsewhere }: SummaryProps) => {
  const list = Object.entries(errors ?? {});
  if (list.length === 0 && !message) return null;
  return (
    <section class="summary" id="summary" tabindex={-1} autofocus aria-labelledby="summary-title">
      <div role="alert">
        <h2 id="summary-title">There is a problem</h2>
        {message ? <p>{message}</p> : null}
        {list.length > 0 ? (
          <ul>
            {list.map(([name, text]) => (
              <li>
                {elsewhere?.(name) ? text : <a href={`#${groups?.includes(name) ? `${name}-first` : name}`}>{text}</a>}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </section>
  );
};

/** A button of a form, and what pressing it sends. */
export const Submit = ({ name, value, ...rest }: { name: string; value: string; class?: string; id?: string }) =>
  markup`<input type="submit" name="${name}" value="${value}"${attributes(rest)}>`;

export const Csrf = ({ token }: { token: string }) => markup`<input type="hidden" name="csrf" value="${token}">`;
