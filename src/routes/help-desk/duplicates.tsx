import { Hono } from 'hono';
import { decideAside, findAside, openAsides } from '../../db/imports/decide-asides.js';
import { decideDuplicate, findDuplicate, openDuplicates } from '../../db/matching/duplicates.js';
import { pageSize } from '../../domain/matching/search.js';
import { AsidePage } from '../../views/help-desk/asides.js';
import { DuplicateList, DuplicatePair } from '../../views/help-desk/duplicates.js';
import { allow, type Env, frame, NotFound, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page, queryNumber } from '../../web/page.js';

/** The help desk's list of pairs that may be one person, and of rows of imports that may be somebody's (C3). */
export const duplicates = new Hono<Env>()
  .get('/', async (c) => {
    allow(c, 'decide duplicates');
    const at = queryNumber(c, 'page');
    const { total, pairs } = await openDuplicates(c.get('db').read, at, pageSize);
    const asides = await openAsides(c.get('db').read, pageSize);
    const shown = { frame: frame(c), pairs, total, page: at, pages: Math.max(1, Math.ceil(total / pageSize)) };
    return page(c, <DuplicateList {...shown} asides={asides} decided={decisionOf(news(c, 'decided'))} />);
  })

  .get('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'decide duplicates');
    const pair = await findDuplicate(c.get('db').read, viewer, Number(c.req.param('id')));
    if (!pair) throw new NotFound();
    return page(c, <DuplicatePair frame={frame(c)} pair={pair} />);
  })

  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'decide duplicates');
    const db = c.get('db');
    const clock = c.get('clock');
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
  })

  .get('/rows/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'decide duplicates');
    const aside = await findAside(c.get('db').read, viewer, Number(c.req.param('id')));
    if (!aside) throw new NotFound();
    return page(c, <AsidePage frame={frame(c)} aside={aside} />);
  })

  .post('/rows/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'decide duplicates');
    const db = c.get('db');
    const clock = c.get('clock');
    const config = c.get('config');
    const id = Number(c.req.param('id'));
    const aside = await findAside(db.read, viewer, id);
    if (!aside) throw new NotFound();
    const again = (message: string, status: 400 | 409 | 413, shown = aside) =>
      page(c, <AsidePage frame={frame(c)} aside={shown} message={message} />, status);
    const { command } = await readForm(c, { buttons: ['same.', 'different'] }, ({ status }) =>
      again('Choose one of the answers.', status),
    );
    const answer = command === 'different' ? 'another person' : Number(command.slice('same.'.length));
    const when = { at: clock(), today: today(c), helpDesk: config.site.helpDeskEmail };
    const result = await db.write((tx) => decideAside(tx, viewer, id, answer, when));
    if (result.kind === 'refused')
      return page(c, <AsidePage frame={frame(c)} aside={aside} reasons={result.reasons} />, 422);
    if (result.kind === 'changed') {
      const now = await findAside(db.read, viewer, id);
      return again('There is another record now that it may be. Look again.', 409, now);
    }
    if (result.kind === 'gone') throw new NotFound();
    return goTo(c, `/duplicates?decided=${answer === 'another person' ? 'different' : 'same'}`);
  });

const decisionOf = (word = '') =>
  word === 'same' ? 'same person' : word === 'different' ? 'different people' : undefined;
