// The database is lost after a form has written what it was sent for, and before its answer has its row in the audit log.
import { expect, test } from 'vitest';
import { Busy } from '../../../src/db/engine/database.js';
import { demonstrationClients as cast } from '../../../src/demonstration/plant.js';
import { formOf, startApp } from '../../support/app.js';

test('where a form has written something, nobody is told that nothing was changed, whatever fails after it', async () => {
  const registry = startApp();
  const { db } = registry;
  const nora = await registry.open().logIn('nora');
  const path = `/clients/${cast.rainbowBright}`;
  const form = formOf((await nora.get(path)).text, path);
  form.set('phone', '612-722-014');
  form.set('do.save', 'Save');
  const { append } = db;
  db.append = () => Promise.reject(new Busy('The database cannot be reached.'));
  const [refused, view] = [await nora.post(path, `${form}`), await nora.get(path)];
  db.append = append;
  expect([refused.status, view.status]).toEqual([503, 503]);
  // The draft is kept, so something was changed; a page that only reads has changed nothing.
  expect(refused.text).toContain('It is not known whether this was saved.');
  expect(refused.text).not.toContain('Nothing was changed');
  expect(view.text).toContain('Nothing was changed.');
  expect((await nora.get(path)).text).toContain('612-722-014');
});
