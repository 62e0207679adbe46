import { addressLine, type Client } from '../../domain/clients/client.js';
import { personalLabels } from '../../domain/clients/personal-information.js';
import { type Group, historySections, type Line, recordEntered, type Save } from '../../domain/edits/record-history.js';
import { fullName } from '../../domain/text/name.js';
import { type Day, dayOf, showDay, showInstant } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { recordTitle } from '../parts/record-title.js';
import { ClientHead } from './client-head.js';

type PageOf<T> = { readonly list: readonly T[]; readonly page: number; readonly pages: number };
type View = { readonly at: number; readonly user: string; readonly organization: string; readonly what: string };
type FormerName = Parameters<typeof fullName>[0] & { readonly birthDate: Day; readonly untilAt: number };

type Props = {
  frame: Frame;
  client: Client;
  today: Day;
  message: string | undefined;
  /** True if the viewer may lay earlier values over a draft. */
  restores: boolean;
  formerNames: readonly FormerName[];
  /** The section that alone is shown; all of them where there is none. */
  section: string | undefined;
  saves: PageOf<Save>;
  /** The views of the record; undefined for those who may not know. */
  views: PageOf<View> | undefined;
};

/** The history of a record (C23): who changed which field from what to what, when and for which organization. */
export const RecordHistory = (props: Props) => {
  const { frame, client, today, message, saves, views, restores } = props;
  const title = recordTitle('History of this record', client.id);
  return (
    <Page frame={{ ...frame, path: '/clients' }} title={message ? `Error: ${title}` : title}>
      <ErrorSummary message={message} />
      <ClientHead frame={frame} client={client} today={today}>
        <p class="actions">
          <a class="button" href={`/clients/${client.id}`}>
            {restores ? 'Edit Client' : 'View Client'}
          </a>
        </p>
      </ClientHead>
      <Former {...props} />
      <Filter section={props.section} client={client} />
      <form method="post" aria-labelledby="history">
        <Csrf token={frame.csrf} />
        <section>
          <div class="bar">
            <h2 id="history">History of this record</h2>
            <PageOf {...saves} />
          </div>
          {saves.list.length === 0 ? (
            <p class="inside">
              {props.section
                ? 'Nothing was changed in this section.'
                : 'Nothing is known of how this record came about.'}
            </p>
          ) : null}
          {saves.list.some(({ groups }) =>
            groups.some((group) => group.lines.some((one) => offers(one, group, props))),
          ) ? (
            <p class="inside hint">
              Restore puts the earlier value into Edit Client. Nothing is changed before you select Save there.
            </p>
          ) : null}
          <ol class="saves">
            {saves.list.map((save) => (
              <SaveEntry save={save} {...props} />
            ))}
          </ol>
          <Pages {...saves} name="page" label="Pages of the history" section={props.section} />
        </section>
      </form>
      {views ? <Views clientId={client.id} views={views} frame={frame} section={props.section} /> : null}
    </Page>
  );
};

const SaveEntry = ({ save, ...props }: Props & { save: Save }) => (
  <li>
    <h3>
      {save.user || 'Import'}, {save.organization}, {showInstant(save.at, props.frame.timeZone)}
    </h3>
    {save.groups.map((group) => (
      <>
        <p class="label">{group.title}</p>
        {group.whole && group.title !== recordEntered ? <Whole lines={group.lines} /> : null}
        {group.lines.length > 0 && (!group.whole || group.title === recordEntered) ? (
          <ul class={group.whole ? 'entered' : undefined}>
            {group.lines.map((line) => (
              <li>
                <What {...line} />
                {line.before === undefined ? null : (
                  <>
                    {line.before} {offers(line, group, props) ? <Restore line={line} /> : null}→{' '}
                  </>
                )}
                {line.after}
              </li>
            ))}
          </ul>
        ) : null}
      </>
    ))}
  </li>
);

/** A thing added or deleted as one, in one line. */
const Whole = ({ lines }: Pick<Group, 'lines'>) =>
  lines.length === 0 ? null : (
    <p>
      {lines.map((line, at) => (
        <>
          {at > 0 ? '; ' : null}
          <What {...line} />
          {line.before === undefined ? null : `${line.before} → `}
          {line.after}
        </>
      ))}
    </p>
  );

/** The label of a line; one that asks has its own sign. */
const What = ({ label }: Line) => (
  <>
    <span class="what">{label.endsWith('?') ? label : `${label}:`}</span>{' '}
  </>
);

/** Shows one section alone: links, since whoever may only view finds no control here. */
const Filter = ({ section, client }: { section: string | undefined; client: Client }) => (
  <nav class="inside sections" aria-label="Sections of the history">
    <p class="row">
      <span>Show:</span>
      {[{ code: '', label: 'All sections' }, ...sectionsFor(client)].map(({ code, label }) => (
        <a href={`?section=${code}`} aria-current={code === (section ?? '') ? 'true' : undefined}>
          {label}
        </a>
      ))}
    </p>
  </nav>
);

const sectionsFor = ({ showsConditions }: Client) =>
  historySections.filter(({ code }) => code !== 'condition' || showsConditions);

const Restore = ({ line }: { line: Line }) => {
  const what = line.restores === 'address' ? 'the address before this' : `${line.label}: ${line.before}`;
  return (
    <>
      <input type="submit" name={`do.restore.${line.id}`} value="Restore" aria-label={`Restore ${what}`} />{' '}
    </>
  );
};

/** True if an earlier value can be laid over a draft. */
const offers = (line: Line, { whole }: Group, { restores, client }: Props) =>
  restores && !whole && line.restores !== '' && !stands(line, client);

/** True if the record has the earlier value already. An address is held together, and always offered. */
function stands({ restores, earlier }: Line, { personal }: Client): boolean {
  return restores !== '' && restores !== 'address' && personal[restores] === earlier;
}

const Former = ({ client, formerNames, frame }: Props) => (
  <>
    {formerNames.length > 0 ? (
      <section aria-labelledby="former-names">
        <h2 id="former-names">Former names and birth dates</h2>
        <ul class="list">
          {formerNames.map((alias) => (
            <li>
              {fullName(alias)}, born {showDay(alias.birthDate)}
              {alias.birthDate === client.personal.birthDate ? '' : ` (${personalLabels.birthDate} corrected)`} – until{' '}
              {showDay(dayOf(alias.untilAt, frame.timeZone))}
            </li>
          ))}
        </ul>
      </section>
    ) : null}
    {client.formerAddresses.length > 0 ? (
      <section aria-labelledby="former-addresses">
        <h2 id="former-addresses">Former addresses</h2>
        <ul class="list">
          {client.formerAddresses.map((address) => (
            <li>
              {addressLine(address)} – {address.fromOn ? `from ${showDay(address.fromOn)} ` : ''}until{' '}
              {showDay(address.untilOn)}
            </li>
          ))}
        </ul>
      </section>
    ) : null}
  </>
);

type ViewsProps = { views: PageOf<View>; frame: Frame; clientId: number; section: string | undefined };

const Views = ({ views, frame, clientId, section }: ViewsProps) => (
  <section aria-labelledby="views">
    <div class="bar">
      <h2 id="views">Who viewed it</h2>
      <PageOf {...views} />
    </div>
    <div class="scroll">
      <table class="results">
        <caption class="unseen">Who viewed it, the latest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">User</th>
            <th scope="col">Organization</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {together(views.list, frame.timeZone).map(({ when, user, organization, what, times }) => (
            <tr>
              <td class="n">{when}</td>
              <th scope="row">{user}</th>
              <td data-label="Organization">{organization}</td>
              <td data-label="What">{times > 1 ? `${what}, ${times} times` : what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <p class="inside">
      <a href={`/audit-log?client=${clientId}`}>All that the audit log has of this record</a>
    </p>
    <Pages {...views} name="views" label="Pages of the views" fragment="#views" section={section} />
  </section>
);

/** Views one after the other, alike but for the second, as one. */
function together(list: readonly View[], timeZone: string) {
  const rows: { when: string; user: string; organization: string; what: string; times: number }[] = [];
  for (const { at, user, organization, what } of list) {
    const row = { when: showInstant(at, timeZone), user, organization, what: viewed[what] ?? what };
    const last = rows.at(-1);
    if (last && Object.entries(row).every(([name, value]) => last[name as keyof typeof row] === value)) last.times += 1;
    else rows.push({ ...row, times: 1 });
  }
  return rows;
}

/** The names of viewed pages, by the words of the audit log. */
const viewed: Readonly<Record<string, string>> = {
  'view client': 'the record',
  'view client: history': 'this history',
  'view client: restricted': 'the record, as the help desk',
  'view client: reports': 'the reports',
  'view client: kept form': 'a form that the end of the session interrupted',
  'view immunizations': 'the immunization history',
  'print client': 'printed: Client Information',
  'print immunizations': 'printed: the immunization record',
  'print immunizations: confidential': 'printed: the confidential immunization record',
  'list client: search': 'among the results of a search',
  'list client: kept forms': 'among forms that the end of the session interrupted',
  'list client: not saved yet': 'among what was not saved yet',
  'list client: possible duplicates': 'among possible duplicates',
  'list client: restricted records': 'among restricted records',
};

type Of = { page: number; pages: number };

/** The number of the page, if there are several. */
const PageOf = ({ page, pages }: Of) =>
  pages > 1 ? (
    <p>
      page {page} of {pages}
    </p>
  ) : null;

type PagesProps = Of & { name: string; label: string; fragment?: string; section: string | undefined };

const Pages = ({ page, pages, name, label, fragment = '', section }: PagesProps) => {
  const to = (number: number) => `?${section ? `section=${section}&` : ''}${name}=${number}${fragment}`;
  return pages > 1 ? (
    <nav class="pages" aria-label={label}>
      {page > 1 ? <a href={to(page - 1)}>previous page</a> : null}{' '}
      {page < pages ? <a href={to(page + 1)}>next page</a> : null}
    </nav>
  ) : null;
};
