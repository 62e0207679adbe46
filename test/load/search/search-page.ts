// The search page under load: somebody logged in searches and reads the results, on 50 connections at once.
import autocannon from 'autocannon';
import { searchFields } from '../../../src/domain/matching/search.js';
import { Registry } from '../../support/setup/registry.js';
import { leadsTo } from '../figures.js';
import type { Query } from './search-queries.js';

const connections = 50;
const seconds = 20;

/** Starts the server over a folder, searches, and says how long the answers took. */
export async function loadSearchPage(folder: string, queries: readonly Query[]): Promise<void> {
  const registry = new Registry(folder);
  await registry.start();
  try {
    await searching(registry.url, queries);
  } finally {
    await registry.stop();
  }
}

/** The hidden fields of the last form on a page, as the browser would send them. */
function hiddenOf(html: string): URLSearchParams {
  const form = html.slice(html.lastIndexOf('<form'));
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return new URLSearchParams(fields.map(([, name = '', value = '']): [string, string] => [name, value]));
}

async function searching(origin: string, queries: readonly Query[]) {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (response: Response) => {
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    return response;
  };
  const form = hiddenOf(await keep(await fetch(`${origin}/login`)).text());
  for (const [name, value] of [
    ['organizationCode', 'RIVER'],
    ['username', 'nora'],
    ['password', 'Immunize-2026'],
    ['do.login', 'Login'],
  ] as const)
    form.set(name, value);
  const login = {
    method: 'POST',
    body: form,
    headers: { Cookie: cookie(), Origin: origin },
    redirect: 'manual',
  } as const;
  keep(await fetch(`${origin}/login`, login));
  const page = await fetch(`${origin}/clients`, { headers: { Cookie: cookie() } });
  const empty = hiddenOf(await page.text());
  for (const field of searchFields) if (field !== 'gender') empty.set(field, '');
  empty.set('gender', '');
  const bodies = queries.slice(0, 5000).map(({ typed }) => {
    const filled = new URLSearchParams(empty);
    for (const [name, value] of Object.entries(typed)) filled.set(name, value);
    filled.set('do.search', 'Search');
    return filled.toString();
  });
  let sent = 0;
  let moved = 0;
  const headers = { Cookie: cookie(), Origin: origin, 'Accept-Encoding': 'br' };
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: '/clients',
        headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' },
        setupRequest: (request) => {
          sent += 1;
          return { ...request, body: bodies[sent % bodies.length] ?? '' };
        },
        onResponse: (status, _body, context, responseHeaders) => {
          const location = leadsTo(responseHeaders);
          if (status === 303) moved += 1;
          Object.assign(context, { path: location.slice(location.indexOf('/', 8)) });
        },
      },
      {
        method: 'GET',
        headers,
        setupRequest: (request, context) => ({ ...request, path: (context as { path?: string }).path || '/clients' }),
      },
    ],
  });
  process.stdout.write(
    `Search page, ${connections} connections: ${Math.round(result.requests.average)} answers a second, median ${result.latency.p50} ms, 99th percentile ${result.latency.p99} ms, ${result.errors + result.timeouts + result['4xx'] + result['5xx']} errors, ${moved} searches\n`,
  );
}
