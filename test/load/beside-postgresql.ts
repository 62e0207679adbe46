import type pg from 'pg';
import { readCriteria } from '../../src/domain/matching/search.js';
import { connected, startPostgresql } from '../support/setup/postgresql.js';
import { type Asked, row, say, timeAt } from './figures.js';
import { forSearches, loadPeople, missing } from './postgresql.js';
import { type Way, ways } from './postgresql-queries.js';

/** PostgreSQL takes longer: of each kind the first so many of the mixed queries are enough to tell how much. */
const asMany: Record<Way, number> = { trigrams: 250, like: 30 };
const names: Record<Way, string> = { trigrams: 'pg_trgm (GIN)', like: "LIKE '%x%'" };

/** The same people and the same queries in PostgreSQL, of every kind, and how many times as long it takes. */
export async function besidePostgresql(asked: readonly Asked[], file: string, organizationId: number): Promise<void> {
  const lack = missing();
  if (lack) {
    say(`\nNot compared with PostgreSQL. ${lack}`);
    return;
  }
  const server = await startPostgresql(forSearches);
  try {
    await connected(server.url('postgres'), (client) => compare(client, asked, file, server.folder, organizationId));
  } finally {
    await server.stop();
  }
}

async function compare(
  client: pg.Client,
  asked: readonly Asked[],
  file: string,
  folder: string,
  organizationId: number,
): Promise<void> {
  await loadPeople(client, file, folder);
  say(
    `\nBeside PostgreSQL 15, on the same people; of each kind the same first ${asMany.trigrams} queries for trigrams, the first ${asMany.like} for LIKE, each asked three times as well`,
  );
  for (const [kind, list] of Map.groupBy(asked, ({ query }) => query.kind))
    for (const way of ['trigrams', 'like'] as const) {
      const ours = list.slice(0, asMany[way]);
      const theirs = await askThem(client, way, ours, organizationId);
      const times = (part: number) => (timeAt(theirs, part) / timeAt(ours, part)).toFixed(0);
      row(`${kind}: here`, ours);
      row(`${kind}: ${names[way]}`, theirs);
      say(`    ${times(0.5)} times as long at the median, ${times(0.99)} at the 99th percentile`);
    }
}

async function askThem(client: pg.Client, way: Way, ours: readonly Asked[], organizationId: number): Promise<Asked[]> {
  const search = ways[way];
  const theirs: Asked[] = [];
  await client.query(`set search_path to "${way}", public`);
  for (const { query } of ours) {
    const { criteria } = readCriteria(query.typed);
    const times: number[] = [];
    let ids: readonly number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const began = performance.now();
      ids = await search(client, criteria, organizationId);
      times.push(performance.now() - began);
    }
    theirs.push({ query, found: ids.includes(query.wanted), ms: times.sort((a, b) => a - b)[1] ?? 0 });
  }
  return theirs;
}
