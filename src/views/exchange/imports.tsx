import type { Choice } from '../../domain/codes/choice.js';
import { showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Select } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { type ListedImport, standingWords } from './standing.js';

/** The kinds of file, as screens name them. */
export const kindChoices = [
  { code: 'clients', label: 'Clients' },
  { code: 'contacts', label: 'Contacts' },
  { code: 'comments', label: 'Client comments' },
  { code: 'immunizations', label: 'Immunizations' },
] as const satisfies readonly Choice[];

export const kindLabel = (kind: string): string => kindChoices.find(({ code }) => code === kind)?.label ?? kind;

type Props = {
  frame: Frame;
  /** The organizations to choose from; for an administrator their own alone, by its name. */
  organizations: readonly Choice[] | string;
  list: readonly ListedImport[];
  entry: Entry;
  mostMegabytes: number;
  keptDays: number;
  message?: string | undefined;
  forgotten: boolean;
};

/** Where a file is brought to import from (A5), and those that were. */
export const ImportsPage = ({
  frame,
  organizations,
  list,
  entry,
  mostMegabytes,
  keptDays,
  message,
  forgotten,
}: Props) => (
  <Page
    frame={frame}
    title={entry.errors || message ? 'Error: Import' : 'Import'}
    status={forgotten ? 'The file was removed.' : ''}
  >
    <h1>{typeof organizations === 'string' ? `Import for ${organizations}` : 'Import'}</h1>
    <ErrorSummary errors={entry.errors} message={message} />
    <form method="post" action="/imports" enctype="multipart/form-data" class="card" aria-labelledby="bring">
      <h2 id="bring">Bring a file</h2>
      <Csrf token={frame.csrf} />
      <p>
        The file is checked first, and each row that cannot be taken is named. Nothing is changed until you say so
        there.
      </p>
      <Select entry={entry} name="kind" label="What the file has" class="w3" choices={kindChoices} none="(choose)" />
      <OrganizationField {...{ frame, entry, organizations }} />
      <FileField error={entry.errors?.file} mostMegabytes={mostMegabytes} />
      <p>
        <input type="submit" class="main" name="do.send" value="Send and check" />
      </p>
    </form>
    {list.length === 0 ? null : (
      <section aria-labelledby="files">
        <div class="bar">
          <h2 id="files">Files</h2>
          <p>kept for {keptDays} days</p>
        </div>
        <ImportTable frame={frame} list={list} of={typeof organizations !== 'string'} />
      </section>
    )}
  </Page>
);

type Whose = { readonly frame: Frame; readonly entry: Entry; readonly organizations: readonly Choice[] | string };

/** Whose rows a file has: the help desk chooses, anybody else acts for the organization that the form was shown for. */
export const OrganizationField = ({ frame, entry, organizations }: Whose) =>
  typeof organizations === 'string' ? (
    <input type="hidden" name="organization" value={frame.viewer?.organization.id} />
  ) : (
    <Select entry={entry} name="organization" label="Organization" class="w6" choices={organizations} none="(choose)" />
  );

/** No accept: w3m takes it for leave to send the form as soon as the file is named. */
const FileField = ({ error, mostMegabytes }: { error: string | undefined; mostMegabytes: number }) => (
  <div class={error ? 'field wrong' : 'field'}>
    <label for="file">File</label>{' '}
    <p class="hint" id="file-hint">
      CSV, as spreadsheets save it, at most {mostMegabytes} MB
    </p>
    {error ? (
      <p class="error" id="file-error">
        <span class="unseen">Error: </span>
        {error}
      </p>
    ) : null}
    <input
      type="file"
      id="file"
      name="file"
      aria-invalid={error ? 'true' : undefined}
      aria-describedby={error ? 'file-hint file-error' : 'file-hint'}
    />
  </div>
);

const ImportTable = ({ frame, list, of }: { frame: Frame; list: readonly ListedImport[]; of: boolean }) => (
  <table class="results">
    <thead>
      <tr>
        <th scope="col">File</th>
        <th scope="col">Rows</th>
        {of ? <th scope="col">Organization</th> : null}
        <th scope="col">Brought</th>
        <th scope="col">State</th>
      </tr>
    </thead>
    <tbody>
      {list.map(({ id, kind, fileName, organization, user, createdAt, standing }) => (
        <tr>
          <th scope="row">
            <a href={`/imports/${id}`}>{fileName}</a>
          </th>
          <td data-label="Rows">{kindLabel(kind)}</td>
          {of ? <td data-label="Organization">{organization}</td> : null}
          <td data-label="Brought">
            {showInstant(createdAt, frame.timeZone)} by {user}
          </td>
          <td data-label="State">{standingWords[standing]}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
