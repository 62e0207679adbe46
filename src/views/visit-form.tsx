import type { Child } from 'hono/jsx';
import { bodySites } from '../domain/body-site.js';
import type { Choice } from '../domain/choice.js';
import type { Client } from '../domain/client.js';
import { showDay } from '../domain/day.js';
import { doseUnits } from '../domain/dose-unit.js';
import { fundings } from '../domain/funding.js';
import { type ImmunizationField, immunizationLabels } from '../domain/immunization.js';
import { immunizationSources } from '../domain/immunization-source.js';
import { manufacturers } from '../domain/manufacturer.js';
import { listedName } from '../domain/name.js';
import { routes } from '../domain/route.js';
import { lineCount, mostLines, type TypedVisit } from '../domain/visit.js';
import { Csrf, type Entry, ErrorSummary, Field, Select, Tick } from './form.js';
import type { Frame } from './layout.js';
import { saidOfList, VaccineOptions } from './vaccine-select.js';

/** Whose visit it is, above a form. */
export const VisitHead = ({ client, title, children }: { client: Client; title: string; children?: Child }) => (
  <header class="client-head">
    <p class="back">
      <a href={`/clients/${client.id}/immunizations`}>Immunization history</a>
    </p>
    <div class="names">
      <h1>{title}</h1>
      <p class="who">
        {listedName(client.personal)} <span class="dot">·</span> <span>MIIC ID: {client.id}</span>{' '}
        <span class="dot">·</span> <span>born {showDay(client.personal.birthDate)}</span>
      </p>
    </div>
    {children}
  </header>
);

type FormProps = {
  frame: Frame;
  client: Client;
  action: string;
  title: string;
  entry: Entry;
  message?: string | undefined;
  /** Hidden values that say what the form was shown for. */
  carried: Readonly<Record<string, string | number | undefined>>;
  /** Controls at the top right, Save the first. */
  controls: Child;
  /** Between the heading and the fields. */
  children?: Child;
  /** For a whole visit; one immunization on file has one line. */
  several: boolean;
};

/** The form of a visit and its immunizations (I5). Its first control only keeps what is typed: Enter never saves. */
export const VisitForm = (props: FormProps) => {
  const { frame, client, action, title, entry, message, carried, controls, children, several } = props;
  const count = lineCount(entry.values);
  // Typing is kept while it goes on (C20), where there is a draft to keep it in.
  const keeps = several && {
    'data-hx-post': action,
    'data-hx-trigger': 'input delay:4s',
    'data-hx-vals': '{"do.stage":"typing"}',
    'data-hx-swap': 'none',
    'data-hx-sync': 'this:replace',
  };
  return (
    <form method="post" action={action} id="visit" autocomplete="off" novalidate {...(keeps || {})}>
      <input type="submit" class="unseen-control" name="do.stage" value="Keep what is typed" />
      <Csrf token={frame.csrf} />
      {Object.entries({ organization: frame.viewer?.organization.id, lines: count, ...carried }).map(
        ([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ),
      )}
      <VisitHead client={client} title={title}>
        <p class="actions">{controls}</p>
      </VisitHead>
      <ErrorSummary errors={entry.errors ?? {}} {...(message && { message })} />
      {children}
      <section aria-labelledby="of-visit">
        <h2 id="of-visit">Visit</h2>
        <VisitFields entry={entry} />
      </section>
      {Array.from({ length: count }, (_, at) => (
        <Line entry={entry} line={at + 1} count={count} several={several} action={action} />
      ))}
      {several && count < mostLines ? (
        <p class="row more">
          <input type="submit" name="do.more" value="Add another vaccine" />
        </p>
      ) : null}
    </form>
  );
};

const VisitFields = ({ entry }: { entry: Entry }) => {
  const of = (name: ImmunizationField) => ({ entry, name, label: immunizationLabels[name] });
  return (
    <div class="fields">
      <Field {...of('givenOn')} hint="MM/DD/YYYY" inputmode="numeric" autocomplete="off" />
      <Select {...of('source')} choices={immunizationSources} class="w4" hint="New: given from your own stock" />
      <Select {...of('funding')} choices={fundings} class="w4" />
      <Field {...of('orderedBy')} class="w4" autocomplete="off" />
      <Field {...of('administeredBy')} class="w4" autocomplete="off" />
    </div>
  );
};

type LineProps = { entry: Entry; line: number; count: number; several: boolean; action: string };

/** One immunization of the visit. */
const Line = ({ entry, line, count, several, action }: LineProps) => {
  const of = (field: Exclude<ImmunizationField, 'cvx' | 'tradeName'>) => ({
    entry,
    name: `${field}${line}`,
    label: immunizationLabels[field],
  });
  const select = (field: Parameters<typeof of>[0], choices: readonly Choice[], extra: object = {}) => (
    <Select {...of(field)} choices={choices} {...extra} />
  );
  const question = entry.errors?.[`another${line}`];
  return (
    <section aria-labelledby={`line${line}`}>
      <div class="bar">
        <h2 id={`line${line}`} tabindex={-1}>
          {several ? `Immunization ${line}` : 'Immunization'}
        </h2>
        {several && count > 1 ? (
          <p class="actions">
            <input type="submit" class="plain" name={`do.remove.${line}`} value={`Remove immunization ${line}`} />
          </p>
        ) : null}
      </div>
      {question || entry.values[`another${line}`] === 'Y' ? (
        <div class="notice question">
          <Tick entry={entry} name={`another${line}`} label="Yes, this is another dose: record it too" />
        </div>
      ) : null}
      <div class="fields">
        <Finder entry={entry} line={line} action={action} />
        <VaccineField entry={entry} line={line} />
        {select('mvx', manufacturers, { class: 'w4', hint: 'taken from the trade name when left out' })}
        <Field {...of('lot')} autocomplete="off" />
        <Field {...of('amount')} class="w2" inputmode="numeric" autocomplete="off" />
        {select('unit', doseUnits, { class: 'w2' })}
        {select('site', bodySites)}
        {select('route', routes)}
      </div>
    </section>
  );
};

/** Shortens the list of vaccines: with scripts while typing, without by its control. */
const Finder = ({ entry, line, action }: { entry: Entry; line: number; action: string }) => (
  <div class="field w4">
    <label for={`find${line}`}>Find vaccine</label>
    <p class="hint" id={`find${line}-hint`}>
      group, trade name or CVX code; older ones too
    </p>
    <div class="joined">
      <input
        id={`find${line}`}
        name={`find${line}`}
        type="text"
        value={entry.values[`find${line}`]}
        autocomplete="off"
        aria-describedby={`find${line}-hint`}
        data-hx-post={action}
        data-hx-trigger="input changed delay:300ms"
        data-hx-vals={`{"do.find.${line}":"list"}`}
        data-hx-swap="none"
        data-hx-sync="this:replace"
      />{' '}
      <input type="submit" name={`do.find.${line}`} value="Shorten the list" />
    </div>
  </div>
);

const VaccineField = ({ entry, line }: { entry: Entry; line: number }) => {
  const name = `vaccine${line}`;
  const error = entry.errors?.[name];
  return (
    <div class={error ? 'field w8 wrong' : 'field w8'}>
      <label for={name}>Vaccine [Trade Name]</label>
      {error ? (
        <p class="error" id={`${name}-error`}>
          <span class="unseen">Error: </span>
          {error}
        </p>
      ) : null}
      <p class="hint" id={`found${line}`} role="status">
        {saidOfList(entry.values[`find${line}`] ?? '')}
      </p>
      <select
        id={name}
        name={name}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${name}-error found${line}` : `found${line}`}
      >
        <VaccineOptions chosen={entry.values[name] ?? ''} sought={entry.values[`find${line}`] ?? ''} />
      </select>
    </div>
  );
};

/** Nothing typed yet: mL is what nearly every dose is measured in. */
export const emptyVisit = (start: TypedVisit = {}): Record<string, string> => ({ lines: '1', unit1: 'mL', ...start });
