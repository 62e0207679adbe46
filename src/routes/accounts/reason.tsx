import { Hono } from 'hono';
import { sayWhy } from '../../db/operations/openings.js';
import { ReasonPage } from '../../views/accounts/reason.js';
import { allow, type Env, frame, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, nextOf, page } from '../../web/page.js';

/** Why somebody opens many records within an hour: asked once a day, in the place of the record that was asked for (A6). */
export const reason = new Hono<Env>()
  .get('/', (c) => {
    allow(c, 'use the registry');
    return page(c, <ReasonPage frame={frame(c)} values={{ to: '/' }} />);
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'use the registry');
    const { values } = await readForm(
      c,
      { text: ['reason', 'to'], buttons: ['say'] },
      async ({ message, status }, values) =>
        page(c, <ReasonPage frame={frame(c)} values={values} message={message} />, status),
    );
    const typed = values.reason?.trim() ?? '';
    const error =
      typed.length < 5 ? 'Say why in some words.' : typed.length > 200 ? 'Say it in 200 characters.' : undefined;
    if (error) return page(c, <ReasonPage frame={frame(c)} values={values} error={error} />, 422);
    const said = { reason: typed, at: c.get('clock')(), address: remoteAddress(c) };
    await c.get('db').write((tx) => sayWhy(tx, viewer, said));
    return goTo(c, nextOf(values.to));
  });
