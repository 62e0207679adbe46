import { html, raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Choice } from '../domain/choice.js';

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

const describedBy = (entry: Entry, name: string, hint: unknown) =>
  [entry.errors?.[name] && `${name}-error`, entry.notes?.[name] && `${name}-note`, hint ? `${name}-hint` : '']
    .filter(Boolean)
    .join(' ') || undefined;

const Messages = ({ entry, name, hint }: { entry: Entry; name: string; hint?: Child }) => (
  <>
    {hint ? (
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    ) : null}
    {entry.errors?.[name] ? (
      <p class="error" id={`${name}-error`}>
        <span class="unseen">Error: </span>
        {entry.errors[name]}
      </p>
    ) : null}
    {entry.notes?.[name] ? (
      <p class="note" id={`${name}-note`}>
        {entry.notes[name]}
      </p>
    ) : null}
  </>
);

const box = (entry: Entry, name: string, extra?: string) =>
  ['field', entry.errors?.[name] && 'wrong', extra].filter(Boolean).join(' ');

/** A labelled text field with its hint, its error and its note before it. */
export const Field = ({ entry, name, label, hint, type = 'text', class: extra, ...rest }: FieldProps) => (
  <div class={box(entry, name, extra)}>
    <label for={name}>{label}</label> <Messages entry={entry} name={name} hint={hint} />
    <input
      id={name}
      name={name}
      type={type}
      value={type === 'password' ? undefined : entry.values[name]}
      aria-invalid={entry.errors?.[name] ? 'true' : undefined}
      aria-describedby={describedBy(entry, name, hint)}
      {...rest}
    />
  </div>
);

const lists = new WeakMap<readonly Choice[], string>();

/** The options of a list, made once: the countries and counties are most of what a page of the record has to render. */
function optionsOf(choices: readonly Choice[], chosen: string) {
  let all = lists.get(choices);
  if (all === undefined) {
    all = choices.map(({ code, label }) => html`<option value="${code}">${label}</option>`).join('');
    lists.set(choices, all);
  }
  if (!chosen) return raw(all);
  const value = html`<option value="${chosen}"`;
  return raw(all.replace(`${value}>`, () => `${value} selected="">`));
}

type SelectProps = {
  entry: Entry;
  name: string;
  label: string;
  choices: readonly Choice[];
  class?: string;
  hint?: Child;
};

/** A labelled dropdown; the first choice is none. A value that is not among the choices stands as it is. */
export const Select = ({ entry, name, label, choices, class: extra, hint }: SelectProps) => {
  const chosen = entry.values[name] ?? '';
  return (
    <div class={box(entry, name, extra)}>
      <label for={name}>{label}</label> <Messages entry={entry} name={name} hint={hint} />
      <select
        id={name}
        name={name}
        aria-invalid={entry.errors?.[name] ? 'true' : undefined}
        aria-describedby={describedBy(entry, name, hint)}
      >
        <option value="">(none)</option>
        {chosen && !choices.some(({ code }) => code === chosen) ? (
          <option value={chosen} selected>
            {chosen}
          </option>
        ) : null}
        {optionsOf(choices, chosen)}
      </select>
    </div>
  );
};

type GroupedProps = Omit<SelectProps, 'choices' | 'hint'> & {
  groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[];
  autofocus?: boolean;
};

/** A labelled dropdown whose choices stand under headings. */
export const GroupedSelect = ({ entry, name, label, groups, class: extra, autofocus }: GroupedProps) => {
  const chosen = entry.values[name] ?? '';
  return (
    <div class={box(entry, name, extra)}>
      <label for={name}>{label}</label> <Messages entry={entry} name={name} />
      <select
        id={name}
        name={name}
        autofocus={autofocus || undefined}
        aria-invalid={entry.errors?.[name] ? 'true' : undefined}
        aria-describedby={describedBy(entry, name, undefined)}
      >
        <option value="">(none)</option>
        {chosen && !groups.some(({ choices }) => choices.some(({ code }) => code === chosen)) ? (
          <option value={chosen} selected>
            {chosen}
          </option>
        ) : null}
        {groups.map((group) => (
          <optgroup label={group.label}>{optionsOf(group.choices, chosen)}</optgroup>
        ))}
      </select>
    </div>
  );
};

type ChoicesProps = SelectProps & { several?: boolean; none?: string };

/** Radio buttons, or boxes to tick several of, named by a legend. */
export const Choices = ({ entry, name, label, choices, class: extra, hint, several, none }: ChoicesProps) => {
  const chosen = (entry.values[name] ?? '').split(' ');
  const all = none ? [...choices, { code: '', label: none }] : choices;
  return (
    <fieldset class={box(entry, name, extra)} id={name} aria-describedby={describedBy(entry, name, hint)}>
      <legend>{label}</legend>
      <Messages entry={entry} name={name} hint={hint} />
      <div>
        {all.map(({ code, label }, i) => (
          <>
            <label class="choice">
              <input
                type={several ? 'checkbox' : 'radio'}
                id={i === 0 ? `${name}-first` : undefined}
                name={name}
                value={code}
                checked={chosen.includes(code)}
              />{' '}
              {label}
            </label>{' '}
          </>
        ))}
      </div>
    </fieldset>
  );
};

/** One box to tick, after its error. */
export const Tick = ({ entry, name, label }: { entry: Entry; name: string; label: string }) => (
  <>
    <Messages entry={entry} name={name} />
    <label class="choice">
      <input
        type="checkbox"
        id={name}
        name={name}
        value="Y"
        checked={entry.values[name] === 'Y'}
        aria-describedby={describedBy(entry, name, undefined)}
      />{' '}
      {label}
    </label>{' '}
  </>
);

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

export const Csrf = ({ token }: { token: string }) => <input type="hidden" name="csrf" value={token} />;
