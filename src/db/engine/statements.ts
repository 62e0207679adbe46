import { rememberedFor } from '../../domain/text/remembered.js';
import type { Reader, Tx } from './database.js';

/**
 * A query that is prepared once for each connection: built at each call it costs six times as much (41 against 6.7 µs).
 * One that reads may be given either connection; one that writes is built from a `Tx`, and can be given nothing else.
 */
export const prepared: <Q, D extends Reader | Tx = Reader>(build: (db: D) => Q) => (db: D) => Q = rememberedFor;
