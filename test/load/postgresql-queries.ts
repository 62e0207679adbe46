// What somebody would ask PostgreSQL for each kind of search: similar by trigrams, or with the typed letters inside.
import type pg from 'pg';
import type { Criteria } from '../../src/domain/matching/search.js';

export type Way = 'trigrams' | 'like';
type Ask = (client: pg.Client, criteria: Criteria, organizationId: number) => Promise<number[]>;

/** The first 20; statements are named, so that they are parsed once. */
async function first20(client: pg.Client, name: string, text: string, values: readonly unknown[]): Promise<number[]> {
  const { rows } = await client.query({ name, text: `${text} limit 20`, values: [...values] });
  return rows.map((row: { client_id: number }) => row.client_id);
}

/** Numbers are never similar, but the same or within: both ways ask alike, one of them with a trigram index. */
const byNumber =
  (way: Way): Ask =>
  (client, { phone, chartNumber, miicId }, organizationId) => {
    if (chartNumber)
      return first20(
        client,
        `${way} chart`,
        'select client_id from charts where organization_id = $1 and chart like $2',
        [organizationId, inside(chartNumber)],
      );
    return phone
      ? first20(client, `${way} phone`, 'select client_id from phones where phone like $1', [inside(phone)])
      : first20(client, `${way} MIIC ID`, 'select client_id from numbers where miic_id like $1', [inside(miicId)]);
  };

const inside = (typed: string) => `%${typed}%`;

const byTrigrams: Ask = (client, criteria, organizationId) => {
  const { lastName, firstName, birthDate, motherMaidenLast, motherFirst } = criteria;
  const columns = motherMaidenLast
    ? { maiden: motherMaidenLast, mother: motherFirst, first_name: firstName }
    : { last_name: lastName, first_name: firstName };
  const asked = Object.entries(columns).filter(([, typed]) => typed);
  if (asked.length === 0) return byNumber('trigrams')(client, criteria, organizationId);
  const table = motherMaidenLast ? 'mothers' : 'people';
  const like = asked.map(([column], i) => `${column} % $${i + 1}`).join(' and ');
  const rank = asked.map(([column], i) => `similarity(${column}, $${i + 1})`).join(' + ');
  const values = asked.map(([, typed]) => typed);
  const name = `trigrams ${table} ${asked.length} ${birthDate ? 'dated' : ''}`;
  if (!birthDate)
    return first20(client, name, `select client_id from ${table} where ${like} order by ${rank} desc`, values);
  const born = `birth_date = $${values.length + 1}`;
  return first20(
    client,
    name,
    `select client_id from ${table} where (${like}) or ${born} order by ${rank} + (${born})::int desc`,
    [...values, birthDate],
  );
};

const byLike: Ask = (client, criteria, organizationId) => {
  const { lastName, firstName, birthDate, motherMaidenLast, motherFirst } = criteria;
  const columns = { last_name: lastName, maiden: motherMaidenLast, mother: motherFirst, first_name: firstName };
  const asked = Object.entries(columns).filter(([, typed]) => typed);
  if (asked.length === 0) return byNumber('like')(client, criteria, organizationId);
  const table = motherMaidenLast ? 'mothers' : 'people';
  const like = asked.map(([column], i) => `${column} like $${i + 1}`);
  const born = birthDate ? [`birth_date = $${asked.length + 1}`] : [];
  return first20(
    client,
    `like ${table} ${asked.length} ${birthDate ? 'dated' : ''}`,
    `select client_id from ${table} where ${[...like, ...born].join(' and ')}`,
    [...asked.map(([, typed]) => inside(typed)), ...(birthDate ? [birthDate] : [])],
  );
};

/** By what each way finds the first 20. Its tables stand in a schema of its name (loadPeople). */
export const ways: Record<Way, Ask> = { trigrams: byTrigrams, like: byLike };
