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

const box = (entry: Entry, name: string, extra?: string) =>
  `field${entry.errors?.[name] ? ' wrong' : ''}${extra ? ` ${extra}` : ''}`;

// The controls are most of what a page of the record has to render: written as text, they cost a third of JSX.

/** A labelled text field with its hint, its error and its note before it. */
export const Field = ({ entry, name, label, hint, type = 'text', class: extra, ...rest }: FieldProps) =>
  markup`<div class="${box(entry, name, extra)}"><label for="${name}">${label}</label> ${messages(entry, name, hint)}<input id="${name}" name="${name}" type="${type}"${attributes(
    { value: type === 'password' ? undefined : entry.values[name], ...rest },
  )}${described(entry, name, hint)}></div>`;

const optionsOf = (choices: readonly Choice[], chosen: string) =>
  markedList(
    choices,
    'option',
    ({ code, label }) => [markup`<option value="${code}"`, markup`>${label}</option>`],
    [chosen],
    ' selected=""',
  );

type SelectProps = {
  entry: Entry;
  name: string;
  label: string;
  choices: readonly Choice[];
  class?: string;
  hint?: Child;
};

const select = (
  { entry, name, label, class: extra, hint, autofocus }: Omit<SelectProps, 'choices'> & { autofocus?: boolean },
  known: boolean,
  options: Child,
) => {
  const chosen = entry.values[name] ?? '';
  return markup`<div class="${box(entry, name, extra)}"><label for="${name}">${label}</label> ${messages(entry, name, hint)}<select id="${name}" name="${name}"${attributes({ autofocus })}${described(entry, name, hint)}><option value="">(none)</option>${
    chosen && !known ? markup`<option value="${chosen}" selected="">${chosen}</option>` : ''
  }${options}</select></div>`;
};

/** A labelled dropdown; the first choice is none. A value that is not among the choices stands as it is. */
export const Select = ({ choices, ...props }: SelectProps) => {
  const chosen = props.entry.values[props.name] ?? '';
  return select(props, isCode(choices, chosen), optionsOf(choices, chosen));
};

type GroupedProps = Omit<SelectProps, 'choices' | 'hint'> & {
  groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[];
  autofocus?: boolean;
};

/** A labelled dropdown whose choices stand under headings. */
export const GroupedSelect = ({ groups, ...props }: GroupedProps) => {
  const chosen = props.entry.values[props.name] ?? '';
  return select(
    props,
    groups.some(({ choices }) => isCode(choices, chosen)),
    groups.map((group) => markup`<optgroup label="${group.label}">${optionsOf(group.choices, chosen)}</optgroup>`),
  );
};

type ChoicesProps = SelectProps & { several?: boolean; none?: string };

/** Radio buttons, or boxes to tick several of, named by a legend. */
export const Choices = ({ entry, name, label, choices, class: extra, hint, several, none }: ChoicesProps) => {
  const type = several ? 'checkbox' : 'radio';
  const boxes = markedList(
    none ? [...choices, { code: '', label: none }] : choices,
    name,
    ({ code, label }, i) => [
      markup`<label class="choice"><input type="${type}"${i === 0 ? markup` id="${name}-first"` : ''} name="${name}" value="${code}"`,
      markup`> ${label}</label> `,
    ],
    (entry.values[name] ?? '').split(' '),
    ' checked=""',
  );
  return markup`<fieldset class="${box(entry, name, extra)}" id="${name}"${attributes({
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
