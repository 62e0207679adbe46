// What stands in the navigation (L15): every link opens, and nothing stands there that would not.
import { expect, test } from 'vitest';
import { startApp } from '../support/app.js';

const routine = ['manage client', 'manage immunizations', 'vaccine stock'];
const viewing = ['manage immunizations'];
const helpDesk = [
  ...['manage users', 'restricted records', 'possible duplicates', 'mail', 'organizations', 'announcements'],
  ...['import', 'export', 'vaccine schedules', 'audit log', 'unusual use'],
];

test.each([
  ['nora', { 'Routine Functions': routine }],
  ['victor', { 'Routine Functions': viewing }],
  ['sam', { 'Routine Functions': viewing }],
  [
    'ada',
    { 'Routine Functions': routine, Administration: ['manage users', 'import', 'export', 'audit log', 'unusual use'] },
  ],
  ['helen', { 'Routine Functions': viewing, 'Help Desk Functions': helpDesk }],
])('%s finds in the navigation what the role allows, and it opens', async (who, expected) => {
  const browser = await startApp().open().logIn(who);
  const { text } = await browser.get('/');
  const menus = [...text.matchAll(/<nav aria-labelledby="[\w-]+"><h2[^>]*>([^<]*)<\/h2><ul>(.*?)<\/ul>/gs)];
  const links = (list = '') => [...list.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)];
  expect(Object.fromEntries(menus.map(([, title, list]) => [title, links(list).map(([, , name]) => name)]))).toEqual(
    expected,
  );
  for (const [, , list] of menus)
    for (const [, href = ''] of links(list)) {
      const page = await browser.get(href);
      expect([href, page.status]).toEqual([href, 200]);
      expect(page.text).toContain(`<a href="${href}" aria-current="true">`);
    }
});
