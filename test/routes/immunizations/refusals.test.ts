// A vaccine that was refused at a visit is noted from its row (C18, I5).
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { demonstrationClients } from '../../../src/demonstration/plant.js';
import { formOf, startApp } from '../../support/app.js';
import { dosesOf, newVisit, open, rainbow, text } from '../../support/doses.js';
import { schema } from '../../support/tables.js';

const { rainbowBright } = demonstrationClients;

test('what was refused at a visit becomes a comment of each group beside the doses that were given, once (C18)', async () => {
  const app = startApp();
  const nora = await open(app);
  const path = newVisit(rainbowBright);
  const comments = () =>
    app.db.read.select().from(schema.comments).where(eq(schema.comments.clientId, rainbowBright)).all();
  const refused = { givenOn: 't', vaccine1: '94:ProQuad', notGiven1: 'refused' };
  await nora.submit(path, { ...refused }, 'do.more');
  const shown = formOf((await nora.get(path)).text, path);
  for (const [name, value] of Object.entries({ vaccine2: '165:Gardasil 9' })) shown.set(name, value);
  shown.append('do.save', 'Save');
  const before = [dosesOf(app, rainbowBright).length, comments().length];
  for (const time of ['first', 'pressed twice'])
    expect((await nora.post(path, `${shown}`)).location, time).toContain('done=1');
  expect([dosesOf(app, rainbowBright).length, comments().length]).toEqual([(before[0] ?? 0) + 1, (before[1] ?? 0) + 2]);
  expect(comments().slice(-2)).toMatchObject([
    { code: 'R-MMR', appliesOn: '2026-11-22' },
    { code: 'R-VARICELLA', appliesOn: '2026-11-22' },
  ]);
  const alone = await nora.submit(path, { ...refused, vaccine1: '52' }, 'do.save');
  expect(text((await nora.get(alone.location)).text)).toContain('History Refusal noted');
  expect(text((await nora.get(rainbow)).text)).toContain('11/22/2026 – Refusal of Hep A');
  const wrong = await nora.submit(path, { ...refused, givenOn: '01/01/2030' }, 'do.save');
  expect([wrong.status, comments().at(-1)?.code]).toEqual([422, 'R-HEPA']);
  expect((await nora.submit(path, { vaccine1: '', givenOn: 't' }, 'do.save')).status, 'of no vaccine').toBe(422);
});
