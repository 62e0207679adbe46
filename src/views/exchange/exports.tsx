import type { Choice } from '../../domain/codes/choice.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, choices, type Entry, Select } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { kindChoices, OrganizationField } from './imports.js';

type Props = {
  frame: Frame;
  /** The organizations to choose from; for an administrator their own alone, by its name. */
  organizations: readonly Choice[] | string;
  entry: Entry;
  message?: string | undefined;
};

/** Whose rows are taken: the help desk alone may take those of every client. */
const whoseChoices = [
  { code: 'own', label: 'The clients of the organization' },
  { code: 'every', label: 'Every client that the organization may see' },
] as const satisfies readonly Choice[];

const whose = choices({ name: 'whose', label: 'Whose', choices: whoseChoices });

/** Where rows are taken as a file (A5). */
export const ExportsPage = ({ frame, organizations, entry, message }: Props) => (
  <Page frame={frame} title={entry.errors || message ? 'Error: Export' : 'Export'}>
    <h1>{typeof organizations === 'string' ? `Export for ${organizations}` : 'Export'}</h1>
    <ErrorSummary errors={entry.errors} message={message} groups={['whose']} />
    <form method="post" action="/exports" class="card" aria-labelledby="take">
      <h2 id="take">Take a file</h2>
      <Csrf token={frame.csrf} />
      <p>
        CSV that a spreadsheet opens and <a href="/imports">import</a> takes back. It holds health information: keep it
        where nobody else reads it, and delete it when it is of no more use. The audit log names each client in it.
      </p>
      <Select entry={entry} name="kind" label="What the file has" class="w3" choices={kindChoices} none="(choose)" />
      <OrganizationField {...{ frame, entry, organizations }} />
      {typeof organizations === 'string' ? null : whose(entry)}
      <p>
        <input type="submit" class="main" name="do.export" value="Export" />
      </p>
    </form>
  </Page>
);
