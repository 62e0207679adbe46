import { and, desc, eq, gte, isNull, lte, or } from 'drizzle-orm';
import type { Viewer } from '../../domain/accounts/viewer.js';
import { type AnnouncementText, announcementFields } from '../../domain/announcement.js';
import type { Day } from '../../domain/time/day.js';
import type { Reader, Tx } from '../engine/database.js';
import { announcements } from '../schema/operations.js';
import { trace } from './audit.js';

export type Announcement = typeof announcements.$inferSelect;

const activeOn = (day: Day) =>
  and(
    isNull(announcements.withdrawnAt),
    lte(announcements.activeFrom, day),
    or(isNull(announcements.activeTo), gte(announcements.activeTo, day)),
  );
const newestFirst = [desc(announcements.date), desc(announcements.id)];

/** The announcements shown on a day, the newest first (L15). */
export async function announcementsOn(db: Reader, day: Day): Promise<Announcement[]> {
  return db
    .select()
    .from(announcements)
    .where(activeOn(day))
    .orderBy(...newestFirst)
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

/** Every announcement that there is or was, for the help desk, the newest first (A3). */
export async function allAnnouncements(db: Reader): Promise<Announcement[]> {
  return db
    .select()
    .from(announcements)
    .orderBy(...newestFirst)
    .all();
}

/** One of all. */
export async function findAnyAnnouncement(db: Reader, id: number): Promise<Announcement | undefined> {
  return load(db, id);
}

const load = (db: Reader | Tx, id: number) => db.select().from(announcements).where(eq(announcements.id, id)).get();

type Occasion = { readonly at: number; readonly address: string };

/** Adds an announcement (A3); answers its number. */
export async function addAnnouncement(tx: Tx, viewer: Viewer, text: AnnouncementText, when: Occasion): Promise<number> {
  const { id } = await tx.insert(announcements).values(text).returning({ id: announcements.id }).get();
  await trace(tx, viewer, { ...when, action: 'add announcement', detail: `announcement ${id}` });
  return id;
}

/** An announcement by number, and the revision of it that the page of the form showed. */
type Shown = { readonly id: number; readonly revision: number };

/** Changes an announcement, where nobody else did since it was shown (A3). */
export async function changeAnnouncement(tx: Tx, viewer: Viewer, shown: Shown, text: AnnouncementText, when: Occasion) {
  return put(tx, viewer, shown, text, when, 'change announcement');
}

/** Takes an announcement off Home, or puts it back, where nobody else changed it since it was shown (A3). */
export async function withdrawAnnouncement(tx: Tx, viewer: Viewer, shown: Shown, withdrawn: boolean, when: Occasion) {
  const action = withdrawn ? 'withdraw announcement' : 'show announcement again';
  return put(tx, viewer, shown, { withdrawnAt: withdrawn ? when.at : null }, when, action);
}

async function put(
  tx: Tx,
  viewer: Viewer,
  { id, revision }: Shown,
  change: Partial<Announcement>,
  when: Occasion,
  action: 'change announcement' | 'withdraw announcement' | 'show announcement again',
): Promise<'done' | 'gone' | 'changed'> {
  const before = await load(tx, id);
  if (!before) return 'gone';
  const same = [...announcementFields, 'withdrawnAt' as const].every(
    (field) => change[field] === undefined || change[field] === before[field],
  );
  if (same) return 'done';
  if (before.revision !== revision) return 'changed';
  await tx
    .update(announcements)
    .set({ ...change, revision: revision + 1 })
    .where(eq(announcements.id, id))
    .run();
  await trace(tx, viewer, { ...when, action, detail: `announcement ${id}` });
  return 'done';
}
