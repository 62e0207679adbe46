import { isLonger, isShowable, tidy } from './text/name.js';
import { type Day, readDay, showDay } from './time/day.js';

/** An announcement as the help desk writes it: plain text, on Home from a day until a day (A3, L15). */
export type AnnouncementText = {
  readonly date: Day;
  readonly title: string;
  readonly body: string;
  readonly activeFrom: Day;
  /** The last day on which it stands; null while it has none. */
  readonly activeTo: Day | null;
};

export const announcementFields = ['date', 'title', 'body', 'activeFrom', 'activeTo'] as const;
type Typed = Readonly<Record<(typeof announcementFields)[number], string>>;

const mostOfBody = 4000;

/** What was typed, tidied, with the errors by field. Of a field with an error the value means nothing. */
export function readAnnouncement(typed: Typed) {
  const errors: Record<string, string> = {};
  const title = tidy(typed.title);
  const lines = typed.body.split(/\r\n?|\n/).map(tidy);
  const body = lines.join('\n').trim();
  if (!title) errors.title = 'Enter the title.';
  else if (isLonger(title, 120) || !isShowable(title)) errors.title = 'Enter a title of at most 120 characters.';
  if (isLonger(body, mostOfBody) || !lines.every(isShowable))
    errors.body = `Enter a text of at most ${mostOfBody} characters.`;
  const day = (name: 'date' | 'activeFrom' | 'activeTo') => {
    const read = readDay(typed[name]);
    if (read === undefined) errors[name] = 'Enter a date: MM/DD/YYYY.';
    return read ?? '';
  };
  const [date, activeFrom] = [day('date'), day('activeFrom')];
  const activeTo = typed.activeTo.trim() ? day('activeTo') : null;
  if (activeFrom && activeTo && activeTo < activeFrom) errors.activeTo = 'The last day is before the first.';
  return { text: { date, title, body, activeFrom, activeTo } satisfies AnnouncementText, errors };
}

/** An announcement as it stands in the fields of its form. */
export const typedAnnouncement = (text: AnnouncementText): Typed => ({
  title: text.title,
  body: text.body,
  date: showDay(text.date),
  activeFrom: showDay(text.activeFrom),
  activeTo: showDay(text.activeTo),
});

/** Where an announcement stands on a day, in words. */
export function announcementStanding(
  {
    activeFrom,
    activeTo,
    withdrawnAt,
  }: Pick<AnnouncementText, 'activeFrom' | 'activeTo'> & { withdrawnAt: number | null },
  today: Day,
): string {
  if (withdrawnAt !== null) return 'Withdrawn';
  if (activeFrom > today) return `On Home from ${showDay(activeFrom)}`;
  if (activeTo !== null && activeTo < today) return `Over since ${showDay(activeTo)}`;
  return activeTo === null ? 'On Home' : `On Home until ${showDay(activeTo)}`;
}
