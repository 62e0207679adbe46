import { sql } from 'drizzle-orm';
import { clients } from '../schema/clients.js';
import { immunizations } from '../schema/immunizations.js';

/** The state of a client's doses: how many there are, and how often they were corrected; deleted ones count too. In a join. */
const doses = sql<string>`(
  select count(*) || '.' || coalesce(sum(${immunizations.revision}), 0)
  from ${immunizations} where ${immunizations.clientId} = ${clients.id})`;

/** The columns of `DueState`, for a query that joins `clients`. */
export const dueStateColumns = {
  revision: clients.revision,
  birthDate: clients.birthDate,
  gender: clients.gender,
  birthCountry: clients.birthCountry,
  deathDate: clients.deathDate,
  doses,
};
