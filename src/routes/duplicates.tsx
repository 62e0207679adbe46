import { Hono } from 'hono';
import { allow, type Env, frame, NotFound } from '../context.js';
import { decideDuplicate, findDuplicate, openDuplicates } from '../db/duplicates.js';
import { pageSize } from '../domain/search.js';
import { readForm } from '../form.js';
import { DuplicateList, DuplicatePair } from '../views/duplicates.js';
import { news } from './news.js';
import { goTo, page, queryNumber } from './page.js';

/** The help desk's list of pairs that may be one person (C3). */
export const duplicates = new Hono<Env>()
  .get('/', async (c) => {
    allow(c, 'decide duplicates');
    const at = queryNumber(c, 'page');
    const { total, pairs } = await openDuplicates(c.var.db.read, at, pageSize);
    const shown = { frame: frame(c), pairs, total, page: at, pages: Math.max(1, Math.ceil(total / pageSize)) };
    return page(c, <DuplicateList {...shown} decided={decisionOf(news(c, 'decided'))} />);
  })

  .get('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'decide duplicates');
    const pair = await findDuplicate(c.var.db.read, viewer, Number(c.req.param('id')));
    if (!pair) throw new NotFound();
    return page(c, <DuplicatePair frame={frame(c)} pair={pair} />);
  })

  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'decide duplicates');
    const { db, clock } = c.var;
    const id = Number(c.req.param('id'));
    const pair = await findDuplicate(db.read, viewer, id);
    if (!pair) throw new NotFound();
    const { command } = await readForm(c, { buttons: ['same', 'different'] }, ({ status }) =>
      page(c, <DuplicatePair frame={frame(c)} pair={pair} message="Choose one of the answers." />, status),
    );
    const decision = decisionOf(command);
    if (!decision) throw new NotFound();
    await db.write((tx) => decideDuplicate(tx, viewer, id, decision, clock()));
    return goTo(c, `/duplicates?decided=${command}`);
  });

const decisionOf = (word = '') =>
  word === 'same' ? 'same person' : word === 'different' ? 'different people' : undefined;
