import type { UnnamedWork, UnsavedWork } from '../domain/edits/unsaved.js';
import { listedName, nameKey } from '../domain/text/name.js';
import { type Day, shortAge, showDay, showInstant } from '../domain/time/day.js';
import { AnnouncementBody, type AnnouncementItem, AnnouncementLine } from './parts/announcement.js';
import { type Frame, Page, SearchBox } from './parts/layout.js';

type Item = AnnouncementItem & { readonly id: number };
type Opened = Parameters<typeof listedName>[0] & { readonly id: number; readonly birthDate: Day; readonly at: number };
type UnsavedLists = { readonly list: readonly UnsavedWork[]; readonly unnamed: readonly UnnamedWork[] };

type BackupTrouble = { readonly lastAt: number | undefined; readonly fault: string };

/** The home page (L15): the search box, what the user typed and did not save (C20), what they opened, announcements. */
export const Home = ({
  frame,
  announcements,
  unsaved,
  kept,
  opened,
  backup,
  said,
  today,
  now,
}: {
  frame: Frame;
  announcements: Item[];
  unsaved: UnsavedLists;
  /** The number of forms kept when a session ended (L16). */
  kept: number;
  opened: readonly Opened[];
  /** What the help desk must know of the nightly copies of the database. */
  backup: BackupTrouble | undefined;
  said: string | undefined;
  today: Day;
  now: number;
}) => (
  <Page frame={frame} title="Home" {...(said && { status: said })} box={false}>
    <h1>Home</h1>
    {frame.maySearch ? <SearchBox frame={frame} start /> : null}
    {backup ? <BackupNotice frame={frame} now={now} {...backup} /> : null}
    {kept > 0 ? (
      <p class="inside">
        <a href="/interrupted">What you sent was kept</a>: {kept === 1 ? 'one form' : `${kept} forms`} from before you
        were logged out.
      </p>
    ) : null}
    <NotSaved frame={frame} {...unsaved} opened={opened} today={today} />
    <OpenedToday frame={frame} opened={opened} today={today} />
    <section aria-labelledby="announcements">
      <h2 id="announcements">announcements:</h2>
      {announcements.length === 0 ? <p class="inside">There are none now.</p> : null}
      <ul class="list">
        {announcements.map(({ id, date, title }) => (
          <AnnouncementLine date={date} title={title} today={today} address={`/announcements/${id}`} />
        ))}
      </ul>
    </section>
  </Page>
);

/** A notice that the registry could not be restored as it is now. */
const BackupNotice = ({ frame, now, lastAt, fault }: BackupTrouble & { frame: Frame; now: number }) => (
  <section class="notice" aria-labelledby="backup">
    <h2 id="backup">
      {lastAt === undefined ? 'There is no backup' : `The last good backup was made ${ago(now - lastAt)}`}
    </h2>
    <p>
      {lastAt === undefined ? null : `It is of ${showInstant(lastAt, frame.timeZone)}. `}
      What was saved since would be lost with the server’s disk. Tell whoever runs the server.
      {fault ? ` The last try ended so: ${fault}` : null}
    </p>
  </section>
);

/** The user's unsaved typing, each entry with a link to go on with it, and the end of its keeping. */
const NotSaved = ({ frame, list, unnamed, opened, today }: UnsavedLists & Listed) =>
  list.length + unnamed.length === 0 ? null : (
    <section aria-labelledby="drafts">
      <h2 id="drafts">Not saved yet</h2>
      {list.length === 0 ? null : (
        <table class="results">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Birth Date</th>
              <th scope="col">MIIC ID</th>
              <th scope="col">Not saved</th>
              <th scope="col">Typed</th>
              <th scope="col">Kept until</th>
            </tr>
          </thead>
          <tbody>
            {list.map((one) => (
              <tr>
                <th scope="row">
                  {one.organization.id === frame.viewer?.organization.id ? (
                    <a href={one.address}>{listedName(one) || 'No name yet'}</a>
                  ) : (
                    <>
                      {listedName(one) || 'No name yet'} for {one.organization.name} (
                      <a href={`/organizations?from=${one.clientId ? one.address : '/'}`}>Switch organizations</a> to go
                      on)
                    </>
                  )}
                </th>
                <td data-label="Birth Date">{showDay(one.birthDate)}</td>
                <td data-label="MIIC ID">{one.clientId}</td>
                <td data-label="Not saved">
                  {one.pending}
                  {one.clientId ? null : <Same of={one} among={opened} />}
                </td>
                <td class="n" data-label="Typed">
                  {timeWords(one.updatedAt, frame, today)}
                </td>
                <td class="n" data-label="Kept until">
                  {timeWords(one.keptUntil, frame, today)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unnamed.map(({ organization, count }) => (
        <p class="inside">
          {count} more {count === 1 ? 'is' : 'are'} kept for {organization}:{' '}
          <a href="/organizations">Switch organizations</a> to see {count === 1 ? 'it' : 'them'}.
        </p>
      ))}
    </section>
  );

type Listed = { readonly frame: Frame; readonly opened: readonly Opened[]; readonly today: Day };

/** Whoever seems to be entered although the form of a new client is still kept. */
const Same = ({ of, among }: { of: UnsavedWork; among: readonly Opened[] }) =>
  among
    .filter((one) => isNamed(one, of) && nameKey(one.firstName) === nameKey(of.firstName))
    .map(({ id }) => (
      <>
        . A client of this name and birth date was opened today: <a href={`/clients/${id}`}>MIIC ID {id}</a>
      </>
    ));

/** The records that the user opened, each with a link to open it again. */
const OpenedToday = ({ frame, opened, today }: Listed) =>
  opened.length === 0 ? null : (
    <section aria-labelledby="opened">
      <h2 id="opened">Opened today</h2>
      <table class="results">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Birth Date</th>
            <th scope="col">Age</th>
            <th scope="col">MIIC ID</th>
            <th scope="col">Opened</th>
          </tr>
        </thead>
        <tbody>
          {opened.map((one) => (
            <tr>
              <th scope="row">
                <a href={`/clients/${one.id}`}>{listedName(one)}</a>
                {opened.some((other) => other !== one && isNamed(other, one)) ? (
                  <span class="hint">another here has this last name and birth date</span>
                ) : null}
              </th>
              <td data-label="Birth Date">{showDay(one.birthDate)}</td>
              <td class="n" data-label="Age">
                {shortAge(one.birthDate, today)}
              </td>
              <td data-label="MIIC ID">{one.id}</td>
              <td class="n" data-label="Opened">
                {showInstant(one.at, frame.timeZone).slice(11)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );

type Named = { readonly lastName: string; readonly birthDate: Day | '' };
const isNamed = (one: Named, other: Named) =>
  one.birthDate === other.birthDate && nameKey(one.lastName) === nameKey(other.lastName);

/** The time alone of today; of another day the day too, and far ahead the day alone. */
function timeWords(at: number, { timeZone, now = at }: Frame, today: Day): string {
  const moment = showInstant(at, timeZone);
  if (moment.startsWith(showDay(today))) return `${moment.slice(11)} today`;
  return at - now > 48 * 60 * 60 * 1000 ? moment.slice(0, 10) : moment;
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const say = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'} ago`;
  if (minutes < 1) return 'just now';
  if (minutes < 60) return say(minutes, 'minute');
  return minutes < 48 * 60 ? say(Math.floor(minutes / 60), 'hour') : say(Math.floor(minutes / 1440), 'day');
}

export const Announcement = ({ frame, announcement }: { frame: Frame; announcement: Item }) => (
  <Page frame={frame} title={announcement.title}>
    <article class="message">
      <h1>{announcement.title}</h1>
      <AnnouncementBody {...announcement} />
      <p>
        <a href="/">Back to home</a>
      </p>
    </article>
  </Page>
);
