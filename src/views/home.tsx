import { type Day, daysBetween, showDay, showInstant } from '../domain/day.js';
import { listedName } from '../domain/name.js';
import { type Frame, Page } from './layout.js';

type Item = { readonly id: number; readonly date: Day; readonly title: string; readonly body: string };
type Draft = {
  readonly clientId: number;
  readonly lastName: string;
  readonly firstName: string;
  readonly updatedAt: number;
  readonly organizationId: number;
  readonly organization: string;
};

/** How many days an announcement is marked NEW. */
const newFor = 30;

/** The home page (L15): announcements, and the user's drafts (C20). */
export const Home = ({
  frame,
  announcements,
  drafts,
  today,
  now,
}: {
  frame: Frame;
  announcements: Item[];
  drafts: Draft[];
  today: Day;
  now: number;
}) => (
  <Page frame={frame} title="Home">
    <h1>Home</h1>
    {drafts.length > 0 ? (
      <section aria-labelledby="drafts">
        <h2 id="drafts">Not saved yet</h2>
        <ul class="list">
          {drafts.map((draft) => (
            <li>
              {draft.organizationId === frame.viewer?.organization.id ? (
                <a href={`/clients/${draft.clientId}`}>{listedName(draft)}</a>
              ) : (
                <>
                  {listedName(draft)}, for {draft.organization} (<a href="/organizations">Switch organizations</a> to
                  continue)
                </>
              )}{' '}
              – typed {age(now - draft.updatedAt)}, on {showInstant(draft.updatedAt, frame.timeZone)}
            </li>
          ))}
        </ul>
      </section>
    ) : null}
    <section aria-labelledby="announcements">
      <h2 id="announcements">announcements:</h2>
      {announcements.length === 0 ? <p class="inside">There are none now.</p> : null}
      <ul class="list">
        {announcements.map(({ id, date, title }) => (
          <li>
            {daysBetween(date, today) <= newFor ? <b class="new">NEW</b> : null} {showDay(date)} ~{' '}
            <a href={`/announcements/${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </section>
  </Page>
);

function age(ms: number): string {
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
      <p class="hint">{showDay(announcement.date)}</p>
      {announcement.body.split('\n').map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      <p>
        <a href="/">home</a>
      </p>
    </article>
  </Page>
);
