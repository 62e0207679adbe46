import { notGivenReasons } from '../../domain/clients/client-comment.js';
import { bodySites } from '../../domain/codes/body-site.js';
import { type Choice, labelOf } from '../../domain/codes/choice.js';
import { doseUnits } from '../../domain/codes/dose-unit.js';
import { manufacturers } from '../../domain/codes/manufacturer.js';
import { olderRoutes, routes } from '../../domain/codes/route.js';
import { type ImmunizationField, immunizationLabels } from '../../domain/immunizations/immunization.js';
import { reactions } from '../../domain/immunizations/reaction.js';
import { mostLines } from '../../domain/immunizations/visit.js';
import { type Entry, Field, Select } from '../parts/form.js';
import { questionMarkup } from '../parts/question.js';
import { listSizeWords, VaccineOptions } from './vaccine-options.js';
import { atOnce } from './whole-visit.js';
import { ReasonField, WorthNote, type WorthWords } from './worth.js';

/** The places on the body and the routes, each behind its code: whoever types LD or IM at the list has it. */
const sites = bodySites.map(({ code, label }) => ({ code, label: `${code} ${label}` }));
const letters = new Map(Object.entries(olderRoutes).map(([letter, code]) => [code, letter]));
const lettered = routes.map(({ code, label }) => ({ code, label: `${letters.get(code) ?? ''} ${label}`.trim() }));

type LineProps = {
  entry: Entry;
  line: number;
  count: number;
  several: boolean;
  action: string;
  /** The vaccines of the organization, which come first in the list. */
  own?: readonly Choice[] | undefined;
  /** Lots of the products that are in stock or in use, in words by line. */
  lots?: Readonly<Record<number, string>> | undefined;
  /** What the lines would be, were they saved. */
  worth?: readonly WorthWords[] | undefined;
  /** True if the line takes the focus, after a control has added or removed one. */
  focused?: boolean;
};

/** One immunization of the visit: a row, with what is rarely wanted one press away. */
const Line = ({ entry, line, count, several, action, own, lots, worth, focused }: LineProps) => {
  const words = worth?.find((one) => one.line === line);
  return (
    <section aria-labelledby={`line${line}`} class={several ? 'line' : 'line alone'}>
      <div class="fields">
        <h2 id={`line${line}`} tabindex={-1} autofocus={focused} class={several ? undefined : 'unseen'}>
          <span class="unseen">Immunization</span>
          {several ? ` ${line}` : null}
        </h2>
        {several ? <Finder entry={entry} line={line} action={action} /> : null}
        <VaccineField entry={entry} line={line} action={several ? action : undefined} own={own} />
        {several ? null : <Finder entry={entry} line={line} action={action} />}
        <div id={`given${line}`} class="given">
          <GivenFields entry={entry} line={line} action={action} lots={lots} />
        </div>
        <div class="w12 foot">
          <div id={`worth${line}`}>
            <WorthNote words={words} />
          </div>
          <ReasonField entry={entry} line={line} words={words} />
          <div id={`more${line}`}>
            <MoreFields entry={entry} line={line} several={several} />
          </div>
          {several && count > 1 ? (
            <input
              type="submit"
              class="plain"
              name={`do.remove.${line}-${count}`}
              value={`Remove immunization ${line}`}
            />
          ) : null}
        </div>
      </div>
    </section>
  );
};

const notGiven = [
  { code: 'refused', label: 'Refused: noted as a client comment' },
  { code: 'deferred', label: 'Deferred: noted as a client comment' },
];

type GivenProps = Pick<LineProps, 'entry' | 'line' | 'action' | 'lots'>;

const fieldOf =
  ({ entry, line }: Pick<LineProps, 'entry' | 'line'>) =>
  (field: Exclude<ImmunizationField, 'cvx' | 'tradeName'>) => ({
    entry,
    name: `${field}${line}`,
    label: immunizationLabels[field],
  });

/** The dose as it was given: what the vaccine brings along. */
export const GivenFields = ({ entry, line, action, lots }: GivenProps) => {
  const of = fieldOf({ entry, line });
  const named = lots?.[line];
  return (
    <>
      <Field
        {...of('lot')}
        {...(named && { rule: `lots${line}` })}
        autocomplete="off"
        behaviour={atOnce(action, 'lot')}
      />
      <div id={`expires${line}`}>
        <ExpirationField entry={entry} line={line} />
      </div>
      <Field {...of('amount')} inputmode="numeric" autocomplete="off" />
      <Select {...of('site')} choices={sites} />
      <Select {...of('route')} choices={lettered} />
      {named ? (
        <p class="w12 hint" id={`lots${line}`}>
          {named}
        </p>
      ) : null}
    </>
  );
};

/** What is rarely asked for, one press away. Of a dose on file it is named beside that; what is typed goes on changing. */
export const MoreFields = ({ entry, line, several }: Pick<LineProps, 'entry' | 'line' | 'several'>) => {
  const of = fieldOf({ entry, line });
  const rare = ['mvx', 'unit', 'visOn', 'reaction'] as const;
  const known = [
    labelOf(doseUnits, entry.values[`unit${line}`] ?? ''),
    labelOf(manufacturers, entry.values[`mvx${line}`] ?? ''),
  ]
    .filter(Boolean)
    .join(', ');
  const open =
    [`notGiven${line}`, `whyNot${line}`].some((name) => entry.values[name] || entry.errors?.[name]) ||
    rare.some((field) => entry.errors?.[`${field}${line}`] || entry.questions?.[`${field}${line}`]);
  return (
    <details open={open}>
      <summary>
        More <span class="unseen">of immunization {line}</span>
        {known && !several ? <span class="hint"> {known}</span> : null}
      </summary>
      <div class="fields five">
        <Select {...of('mvx')} choices={manufacturers} hint="taken from the trade name when left out" />
        <Select {...of('unit')} choices={doseUnits} />
        <Field {...of('visOn')} hint="printed on the sheet" autocomplete="off" />
        <Select {...of('reaction')} choices={reactions} />
        {several ? (
          <>
            <Select entry={entry} name={`notGiven${line}`} label="Not Given" choices={notGiven} />
            <Select entry={entry} name={`whyNot${line}`} label="Why Not Given" choices={notGivenReasons} />
          </>
        ) : null}
      </div>
    </details>
  );
};

/** The lot's expiration date, with what the line was filled in with. */
export const ExpirationField = ({ entry, line }: Pick<LineProps, 'entry' | 'line'>) => (
  <>
    <Field {...fieldOf({ entry, line })('lotExpiresOn')} hint="like 05/2027" inputmode="numeric" autocomplete="off" />
    <input type="hidden" name={`filled${line}`} value={entry.values[`filled${line}`]} />
  </>
);

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
  <div class="field">
    <label for={`find${line}`}>Find vaccine</label>
    <p class="hint" id={`find${line}-hint`}>
      name or code, older ones too
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
      <input type="submit" class="whole" name={`do.find.${line}`} value="Shorten the list" />
    </div>
  </div>
);

type VaccineProps = Pick<LineProps, 'entry' | 'line' | 'own'> & {
  /** Where a chosen vaccine fills in the rest of the line. */
  action: string | undefined;
};

const VaccineField = ({ entry, line, own, action }: VaccineProps) => {
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
    <div class={error ? 'field wrong' : 'field'}>
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
      <select
        id={name}
        name={name}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={described}
        {...(action && {
          'data-hx-post': action,
          'data-hx-trigger': 'change',
          'data-hx-vals': `{"do.fill.${line}":"vaccine"}`,
          'data-hx-swap': 'none',
          'data-hx-sync': '#visit:queue all',
        })}
      >
        <VaccineOptions chosen={entry.values[name] ?? ''} sought={entry.values[`find${line}`] ?? ''} own={own} />
      </select>
      {action ? (
        <input type="submit" class="whole" name={`do.fill.${line}`} value="Fill in lot, dose, site and route" />
      ) : null}
      {questionMarkup(entry, name)}
    </div>
  );
};
