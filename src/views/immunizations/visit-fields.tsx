import { bodySites } from '../../domain/codes/body-site.js';
import type { Choice } from '../../domain/codes/choice.js';
import { doseUnits } from '../../domain/codes/dose-unit.js';
import { fundings } from '../../domain/codes/funding.js';
import { manufacturers } from '../../domain/codes/manufacturer.js';
import { routes } from '../../domain/codes/route.js';
import { immunizationSources } from '../../domain/codes/source.js';
import { type ImmunizationField, immunizationLabels } from '../../domain/immunizations/immunization.js';
import { mostLines } from '../../domain/immunizations/visit.js';
import { type Entry, Field, Select } from '../parts/form.js';
import { questionMarkup } from '../parts/question.js';
import { listSizeWords, VaccineOptions } from './vaccine-options.js';
import { ReasonField, WorthNote, type WorthWords } from './worth.js';

/** The forms that a date is taken in, or how a short one is read. */
export const dayHint = (readAs: string | undefined) =>
  readAs ? `read as ${readAs}` : 'MM/DD/YYYY, 11/24 or t for today';

/** The places on the body, each behind its code: whoever types LD at the list has it. */
const sites = bodySites.map(({ code, label }) => ({ code, label: `${code} ${label}` }));

/** The fields of the whole visit. */
export const VisitFields = ({ entry, readAs }: { entry: Entry; readAs?: string | undefined }) => {
  const of = (name: ImmunizationField) => ({ entry, name, label: immunizationLabels[name] });
  return (
    <div class="fields">
      <Field {...of('givenOn')} hint={dayHint(readAs)} autocomplete="off" />
      <Select {...of('source')} choices={immunizationSources} class="w4" hint="New: given from your own stock" />
      <Select {...of('funding')} choices={fundings} class="w4" />
      <Field {...of('orderedBy')} class="w4" autocomplete="off" />
      <Field {...of('administeredBy')} class="w4" autocomplete="off" />
    </div>
  );
};

type LineProps = {
  entry: Entry;
  line: number;
  count: number;
  several: boolean;
  action: string;
  /** Lots of the products that are in use besides, in words by line. */
  lots?: Readonly<Record<number, string>> | undefined;
  /** What the lines would be, were they saved. */
  worth?: readonly WorthWords[] | undefined;
  /** True if the line takes the focus, after a control has added or removed one. */
  focused?: boolean;
};

/** One immunization of the visit. */
const Line = ({ entry, line, count, several, action, lots, worth, focused }: LineProps) => {
  const words = worth?.find((one) => one.line === line);
  const of = (field: Exclude<ImmunizationField, 'cvx' | 'tradeName'>) => ({
    entry,
    name: `${field}${line}`,
    label: immunizationLabels[field],
  });
  const select = (field: Parameters<typeof of>[0], choices: readonly Choice[], extra: object = {}) => (
    <Select {...of(field)} choices={choices} {...extra} />
  );
  return (
    <section aria-labelledby={`line${line}`}>
      <div class="bar">
        <h2 id={`line${line}`} tabindex={-1} autofocus={focused}>
          {several ? `Immunization ${line}` : 'Immunization'}
        </h2>
        {several && count > 1 ? (
          <p class="actions">
            <input
              type="submit"
              class="plain"
              name={`do.remove.${line}-${count}`}
              value={`Remove immunization ${line}`}
            />
          </p>
        ) : null}
      </div>
      <div class="fields">
        <Finder entry={entry} line={line} action={action} />
        <VaccineField entry={entry} line={line} />
        {select('mvx', manufacturers, { class: 'w4', hint: 'taken from the trade name when left out' })}
        <Field {...of('lot')} hint={lots?.[line] && `also in use: ${lots[line]}`} autocomplete="off" />
        <Field {...of('lotExpiresOn')} hint="of the lot, like 05/2027" inputmode="numeric" autocomplete="off" />
        <Field {...of('amount')} class="w2" inputmode="numeric" autocomplete="off" />
        {select('unit', doseUnits, { class: 'w2' })}
        {select('site', sites)}
        {select('route', routes)}
        <div id={`worth${line}`} class="w12">
          <WorthNote words={words} />
        </div>
        <ReasonField entry={entry} line={line} words={words} />
      </div>
    </section>
  );
};

/** The lines of the visit, and the control for another one. */
export const Lines = (props: Omit<LineProps, 'line' | 'focused'> & { focus?: number | undefined }) => {
  const { focus, ...rest } = props;
  return (
    <>
      {Array.from({ length: props.count }, (_, at) => (
        <Line {...rest} line={at + 1} focused={focus === at + 1} />
      ))}
      {props.several && props.count < mostLines ? (
        <p class="row more">
          <input type="submit" name="do.more" value="Add another vaccine" />
        </p>
      ) : null}
    </>
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
        data-hx-sync="#visit:queue all"
      />{' '}
      <input type="submit" name={`do.find.${line}`} value="Shorten the list" />
    </div>
  </div>
);

const VaccineField = ({ entry, line }: { entry: Entry; line: number }) => {
  const name = `vaccine${line}`;
  const error = entry.errors?.[name];
  const described = [
    error && `${name}-error`,
    entry.questions?.[name] && `${name}-question`,
    `found${line}`,
    `worth${line}`,
  ]
    .filter(Boolean)
    .join(' ');
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
        {listSizeWords(entry.values[`find${line}`] ?? '')}
      </p>
      <select id={name} name={name} aria-invalid={error ? 'true' : undefined} aria-describedby={described}>
        <VaccineOptions chosen={entry.values[name] ?? ''} sought={entry.values[`find${line}`] ?? ''} />
      </select>
      {questionMarkup(entry, name)}
    </div>
  );
};
