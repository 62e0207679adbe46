import { fundings } from '../../domain/codes/funding.js';
import { immunizationSources } from '../../domain/codes/source.js';
import { type ImmunizationField, immunizationLabels } from '../../domain/immunizations/immunization.js';
import { type Entry, Field, Select } from '../parts/form.js';

/** The forms that a date is taken in, or how a short one is read. */
export const dayHint = (readAs: string | undefined) =>
  readAs ? `read as ${readAs}` : 'MM/DD/YYYY, MM/DD, or t for today';

/** Keeps what is typed as soon as a field is left, for what follows from it. */
export const atOnce = (action: string, field: string) =>
  ({
    'data-hx-post': action,
    'data-hx-trigger': 'change',
    'data-hx-vals': `{"do.stage":"${field}"}`,
    'data-hx-swap': 'none',
    'data-hx-sync': '#visit:queue all',
  }) as const;

type VisitFieldsProps = { entry: Entry; action: string; readAs?: string | undefined };

/** The fields of the whole visit. */
export const VisitFields = ({ entry, action, readAs }: VisitFieldsProps) => (
  <div class="fields five">
    <Field {...ofVisit(entry, 'givenOn')} hint={dayHint(readAs)} autocomplete="off" behaviour={atOnce(action, 'day')} />
    <div id="of-source">
      <SourceField entry={entry} />
    </div>
    <Select {...ofVisit(entry, 'funding')} choices={fundings} />
    <div id="of-ordered">
      <ClinicianField entry={entry} name="orderedBy" />
    </div>
    <div id="of-administered">
      <ClinicianField entry={entry} name="administeredBy" />
    </div>
  </div>
);

const ofVisit = (entry: Entry, name: ImmunizationField) => ({ entry, name, label: immunizationLabels[name] });

const SourceField = ({ entry }: { entry: Entry }) => (
  <>
    {entry.values.begun ? <input type="hidden" name="begun" value={entry.values.begun} /> : null}
    <Select
      {...ofVisit(entry, 'source')}
      none="(choose)"
      choices={immunizationSources}
      hint="New: given from your own stock"
    />
  </>
);

const ClinicianField = ({ entry, name }: { entry: Entry; name: 'orderedBy' | 'administeredBy' }) => (
  <Field {...ofVisit(entry, name)} autocomplete="off" />
);

/** The fields that a visit begins with, by the ids of their places: anew when that does not hold any more. */
export const begunRegions = (entry: Entry) => ({
  'of-source': <SourceField entry={entry} />,
  'of-ordered': <ClinicianField entry={entry} name="orderedBy" />,
  'of-administered': <ClinicianField entry={entry} name="administeredBy" />,
});
