import { eq, type SQLWrapper, sql } from 'drizzle-orm';
import { prepared } from '../engine/statements.js';
import { clients } from '../schema/clients.js';
import { immunizations } from '../schema/immunizations.js';

/** The state of doses: how many there are, and how often they were corrected; deleted ones count too. */
const state = sql<string>`count(*) || '.' || coalesce(sum(${immunizations.revision}), 0)`;

const ofClient = (id: SQLWrapper) => eq(immunizations.clientId, id);

/** The state of a client's doses, beside the row of the client. */
export const dosesStateOf = prepared((db) =>
  db
    .select({ state })
    .from(immunizations)
    .where(ofClient(sql.placeholder('id')))
    .prepare(),
);

/** The columns of `DueState`, for a query that joins `clients` with another table. */
export const dueStateColumns = {
  revision: clients.revision,
  birthDate: clients.birthDate,
  gender: clients.gender,
  birthCountry: clients.birthCountry,
  deathDate: clients.deathDate,
  doses: sql<string>`(select ${state} from ${immunizations} where ${ofClient(clients.id)})`,
};
