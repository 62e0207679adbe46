import { and, desc, eq, gte, isNull, lte, or } from 'drizzle-orm';
import type { Day } from '../../domain/time/day.js';
import type { Reader } from '../engine/database.js';
import { announcements } from '../schema/operations.js';

export type Announcement = { readonly id: number; readonly date: Day; readonly title: string; readonly body: string };

const activeOn = (day: Day) =>
  and(lte(announcements.activeFrom, day), or(isNull(announcements.activeTo), gte(announcements.activeTo, day)));

/** The announcements shown on a day, the newest first (L15). */
export async function announcementsOn(db: Reader, day: Day): Promise<Announcement[]> {
  return db
    .select()
    .from(announcements)
    .where(activeOn(day))
    .orderBy(desc(announcements.date), desc(announcements.id))
    .all();
}

/** One of them. */
export async function findAnnouncement(db: Reader, id: number, day: Day): Promise<Announcement | undefined> {
  return db
    .select()
    .from(announcements)
    .where(and(eq(announcements.id, id), activeOn(day)))
    .get();
}
