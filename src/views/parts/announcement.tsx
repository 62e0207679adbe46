import { type Day, daysBetween, showDay } from '../../domain/time/day.js';

export type AnnouncementItem = { readonly date: Day; readonly title: string; readonly body: string };

/** Days for which an announcement is marked NEW. */
const newFor = 30;

/** An announcement as it stands in the list on Home (L15); without an address, as it will. */
export const AnnouncementLine = ({
  date,
  title,
  today,
  address,
}: Pick<AnnouncementItem, 'date' | 'title'> & { today: Day; address?: string }) => (
  <li>
    {daysBetween(date, today) <= newFor ? <b class="new">NEW</b> : null} {showDay(date)} ~{' '}
    {address ? <a href={address}>{title}</a> : <u>{title}</u>}
  </li>
);

/** An announcement opened: its date, and its text in paragraphs. */
export const AnnouncementBody = ({ date, body }: Pick<AnnouncementItem, 'date' | 'body'>) => (
  <>
    <p class="hint">{showDay(date)}</p>
    {body.split('\n').map((paragraph) => (paragraph ? <p>{paragraph}</p> : null))}
  </>
);
