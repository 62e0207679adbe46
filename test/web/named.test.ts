// Nobody is named without a row (A6): whatever the address, the form and the status, an answer that names a client leaves a
// row in the audit log with that client, and so does a try at a record that is hidden or a page that is refused.
import { beforeAll, expect, test } from 'vitest';
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { clientIdIn } from '../../src/domain/clients/record-address.js';
import { startApp } from '../support/app.js';
import { type Step, walk } from '../support/walk/walk.js';
import { namedIn } from '../support/walk/walk-people.js';

type Seen = Step & { readonly named: readonly number[] };
const steps: Seen[] = [];
beforeAll(() => walk((step) => void steps.push({ ...step, named: namedIn(step.answer.text) })), 300_000);

const recordOf = ({ path }: Step) => clientIdIn(path.split('?')[0] ?? '');
const say = ({ who, route, path, how, answer }: Step) => `${who}: ${route} at ${path}, ${how}: ${answer.status}`;
const problems = (wrong: (step: Seen) => boolean) => [...new Set(steps.filter(wrong).map(say))];

test('an answer of any status that names a client leaves a row with that client', () => {
  expect(problems(({ named, rows }) => named.some((id) => !rows.some(({ clientId }) => clientId === id)))).toEqual([]);
});

const hidden: readonly (number | undefined)[] = [people.locked, people.deceased, 424_242];
const sees = ({ who }: Step, id: number | undefined) => id === people.locked && who === 'nora of LAKE';

test('a try at a hidden record leaves a row that says why it was refused', () => {
  const tries = steps.filter((step) => {
    const id = recordOf(step);
    return step.answer.status === 404 && hidden.includes(id) && !sees(step, id);
  });
  const why = (step: Step) =>
    step.rows.find(({ action, clientId }) => action === 'refused' && clientId === recordOf(step))?.detail;
  const known = ['locked by another organization', 'flagged as deceased', 'no such record'];
  expect(tries.filter((step) => why(step) !== known[hidden.indexOf(recordOf(step))]).map(say)).toEqual([]);
  expect(new Set(tries.map(why))).toEqual(new Set(known));
});

test('a page that the role does not allow leaves a row, with the record that it is about', () => {
  const refused = (step: Step) =>
    step.rows.some(({ action, clientId }) => action === 'refused' && (clientId ?? undefined) === recordOf(step));
  expect(problems((step) => step.answer.text.includes('does not allow this') && !refused(step))).toEqual([]);
});

test('what shows nothing is no view', () => {
  const viewed = ({ answer, rows }: Step) =>
    (answer.text === '' || answer.status === 404) && rows.some(({ action }) => /^(view|list|print) /.test(action));
  expect(problems(viewed)).toEqual([]);
});

test('typing that is kept, and shown nowhere anew, is no view', () => {
  const typing = ['POST /clients/:id{[0-9]{1,15}}', 'POST /clients/:id{[0-9]{1,15}}/immunizations/new'];
  const kept = steps.filter(
    ({ route, how, answer }) =>
      typing.includes(route) && how === 'as shown, do.stage, in part' && answer.status === 200,
  );
  expect([...new Set(kept.map(({ route }) => route))]).toHaveLength(typing.length);
  expect(kept.filter(({ rows }) => rows.some(({ action }) => action.startsWith('view '))).map(say)).toEqual([]);
});

/** Where the walk has met clients since it was first walked: on fewer, it would prove less. */
const namingRoutes = [
  'GET /',
  'GET /clients/:id{[0-9]{1,15}}',
  'GET /clients/:id{[0-9]{1,15}}/confirmation',
  'GET /clients/:id{[0-9]{1,15}}/draft',
  'GET /clients/:id{[0-9]{1,15}}/history',
  'GET /clients/:id{[0-9]{1,15}}/immunizations',
  'GET /clients/:id{[0-9]{1,15}}/immunizations/:immunization{[0-9]{1,15}}',
  'GET /clients/:id{[0-9]{1,15}}/immunizations/draft',
  'GET /clients/:id{[0-9]{1,15}}/immunizations/new',
  'GET /clients/:id{[0-9]{1,15}}/immunizations/print',
  'GET /clients/:id{[0-9]{1,15}}/immunizations/print-confidential',
  'GET /clients/:id{[0-9]{1,15}}/reports',
  'GET /clients/:id{[0-9]{1,15}}/reports/information',
  'GET /clients/new/duplicates',
  'GET /duplicates/:id{[0-9]{1,15}}',
  'GET /duplicates/rows/:id{[0-9]{1,15}}',
  'GET /interrupted/:id',
  'GET /organizations',
  'GET /restricted',
  'GET /restricted/:id{[0-9]{1,15}}',
  'GET /searches/:id',
  'POST /clients/:id{[0-9]{1,15}}',
  'POST /clients/:id{[0-9]{1,15}}/history',
  'POST /clients/:id{[0-9]{1,15}}/immunizations/:immunization{[0-9]{1,15}}',
  'POST /clients/:id{[0-9]{1,15}}/immunizations/new',
  'POST /clients/new/duplicates',
  'POST /restricted',
  'POST /restricted/:id{[0-9]{1,15}}',
];

test('the walk meets no fault of ours, and clients on every page that names them', () => {
  expect(problems(({ answer }) => answer.status >= 500)).toEqual([]);
  const naming = new Set(steps.filter(({ named }) => named.length > 0).map(({ route }) => route));
  expect([...naming]).toEqual(expect.arrayContaining(namingRoutes));
});

test('a record is not shown where its row cannot be written', async () => {
  const registry = startApp();
  const nora = await registry.open().logIn('nora');
  const isFull = () => Promise.reject(new Error('The disk is full.'));
  Object.assign(registry.db, { write: isFull, append: isFull });
  const answer = await nora.get(`/clients/${people.donDuck}`);
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('DUCK');
});
