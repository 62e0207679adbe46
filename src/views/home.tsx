import type { UnnamedWork, UnsavedWork } from '../domain/edits/unsaved.js';
import { listedName } from '../domain/text/name.js';
import { type Day, shortAge, showDay, showInstant } from '../domain/time/day.js';
import { keptFor } from '../domain/time/kept-for.js';
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
    <NotSaved frame={frame} {...unsaved} now={now} />
    <OpenedToday opened={opened} timeZone={frame.timeZone} today={today} />
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

/** The user's unsaved typing, each entry with a link to go on with it. */
const NotSaved = ({ frame, list, unnamed, now }: UnsavedLists & { frame: Frame; now: number }) =>
  list.length + unnamed.length === 0 ? null : (
    <section aria-labelledby="drafts">
      <h2 id="drafts">Not saved yet</h2>
      <p class="hint inside">
        Kept for {keptFor.draft / 24} days after the last typing; a new client for {keptFor.search} hours after the
        search before it.
      </p>
      <ul class="list">
        {list.map((one) => (
          <li>
            {one.organization.id === frame.viewer?.organization.id ? (
              <a href={one.address}>{listedName(one) || 'No name yet'}</a>
            ) : (
              <>
                {listedName(one) || 'No name yet'} for {one.organization.name} (
                <a href={`/organizations?from=${one.clientId ? one.address : '/'}`}>Switch organizations</a> to go on)
              </>
            )}{' '}
            – {clientWords(one)}
            {one.pending} – typed {ago(now - one.updatedAt)}, {showInstant(one.updatedAt, frame.timeZone)}
          </li>
        ))}
        {unnamed.map(({ organization, count }) => (
          <li>
            {count} more {count === 1 ? 'is' : 'are'} kept for {organization}:{' '}
            <a href="/organizations">Switch organizations</a> to see {count === 1 ? 'it' : 'them'}.
          </li>
        ))}
      </ul>
    </section>
  );

/** The records that the user opened, each with a link to open it again. */
const OpenedToday = ({ opened, timeZone, today }: { opened: readonly Opened[]; timeZone: string; today: Day }) =>
  opened.length === 0 ? null : (
    <section aria-labelledby="opened">
      <h2 id="opened">Opened today</h2>
      <ul class="list">
        {opened.map((one) => (
          <li>
            <a href={`/clients/${one.id}`}>{listedName(one)}</a> – MIIC ID {one.id}, born {showDay(one.birthDate)} (
            {shortAge(one.birthDate, today)}) – {showInstant(one.at, timeZone).slice(11)}
          </li>
        ))}
      </ul>
    </section>
  );

/** The client of a draft, as far as that is known. */
function clientWords({ clientId, birthDate }: UnsavedWork): string {
  const known = [clientId && `MIIC ID ${clientId}`, birthDate && `born ${showDay(birthDate)}`].filter(Boolean);
  return known.length > 0 ? `${known.join(', ')} – ` : '';
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
        <a href="/">home</a>
      </p>
    </article>
  </Page>
);
