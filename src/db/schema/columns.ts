// Columns that tables share. Days are ISO text (YYYY-MM-DD), instants are epoch milliseconds, codes are the ones of
// src/domain. Types and expressions are those that SQLite and PostgreSQL share, so that a large region can move later.
import { integer, text } from 'drizzle-orm/sqlite-core';

export const id = () => integer('id').primaryKey({ autoIncrement: true });
export const flag = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false);
export const words = (name: string) => text(name).notNull().default('');
/** An address: the client's own, a contact's, or a former one. */
export const addressColumns = () => ({
  street: words('street'),
  otherAddress: words('other_address'),
  poBox: words('po_box'),
  city: words('city'),
  state: words('state'),
  zip: words('zip'),
  county: words('county'),
  country: words('country'),
});
