// Releases of the schedule of vaccines that were put in.
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { users } from './accounts.js';
import { id } from './columns.js';

/**
 * A release beside the one that stands in the product. It is in force from a day on, until another one is; before it
 * has such a day, and once it was taken back, it holds for nobody. The whole course is in the audit log.
 */
export const schedules = sqliteTable(
  'schedules',
  {
    id: id(),
    version: text('version').notNull(),
    /** JSON: the file as it was checked. */
    pack: text('pack').notNull(),
    addedAt: integer('added_at').notNull(),
    inForceFrom: text('in_force_from'),
    takenBackAt: integer('taken_back_at'),
    /** Who did each of these; nobody: it was done at the command line. */
    addedBy: integer('added_by').references(() => users.id),
    usedBy: integer('used_by').references(() => users.id),
    takenBackBy: integer('taken_back_by').references(() => users.id),
  },
  (t) => [
    index('schedules_in_force').on(t.inForceFrom).where(sql`taken_back_at is null and in_force_from is not null`),
  ],
);
