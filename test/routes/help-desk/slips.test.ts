// Temporary passwords as slips to hand over (A2).
import { expect, test } from 'vitest';
import { startApp } from '../../support/app.js';

const kim = { lastName1: 'Dahl', username1: 'kim', email1: 'kim@riverside.example' };
const passwordsIn = (html: string) =>
  [...html.matchAll(/<code class="secret">(.*?)<\/code>/g)].map(([, one]) => one ?? '');

test('each user gets a slip to hand over: address, code, username, password, good until; of the home organization where the help desk issues it (A2)', async () => {
  const registry = startApp({ PUBLIC_ORIGIN: 'https://miic.example' });
  const factsOn = (html: string) =>
    html
      .split('<section class="slip"')
      .slice(1)
      .map((slip) =>
        [...slip.matchAll(/<dd>([\s\S]*?)<\/dd>/g)].map(([, text = '']) => text.replaceAll(/<[^>]+>/g, '')),
      );
  const ada = await registry.open().logIn('ada');
  const ib = { lastName2: 'Ek', username2: 'ib', email2: 'ib@riverside.example' };
  const added = await ada.submit('/users/new?rows=5', { ...kim, ...ib }, 'do.add', '/users/new');
  const secrets = passwordsIn(added.text);
  const until = '11/29/2026 3:14 PM';
  expect(factsOn(added.text)).toEqual([
    [expect.stringMatching(/\/login$/), 'RIVER', 'kim', secrets[0], until],
    [expect.stringMatching(/\/login$/), 'RIVER', 'ib', secrets[1], until],
  ]);
  const helen = await registry.open().logIn('helen');
  const issued = await helen.submit('/users/1', {}, 'do.password');
  expect(factsOn(issued.text)).toMatchObject([
    [expect.anything(), 'RIVER', 'nora', passwordsIn(issued.text)[0], until],
  ]);
});
