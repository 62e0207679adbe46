import { Hono } from 'hono';
import { formKeyOf } from '../../auth/form-key.js';
import { addLot, changeLot, findLot, lotsInStock } from '../../db/immunizations/lots.js';
import { makeOnce } from '../../db/operations/form-results.js';
import { readLot } from '../../domain/immunizations/stock.js';
import { selectFoundVaccine } from '../../domain/immunizations/visit.js';
import { lotForm, StockList, StockLotPage } from '../../views/immunizations/stock.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, type Env, frame, NotFound, type Request, today } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, page } from '../../web/page.js';

type Status = 200 | 400 | 409 | 413 | 422;
type Values = Readonly<Record<string, string>>;

const shape = { text: ['lot', 'lotExpiresOn', 'doses', 'find'], choice: ['vaccine', 'organization'] };

/** Vaccine stock (I5): the lots of the organization acted for, which nobody else sees. */
export const stock = new Hono<Env>()
  .get('/', (c) => showList(c, { values: {} }))

  .post('/', async (c) => {
    const viewer = allow(c, 'record immunizations');
    const form = { ...shape, keyed: true, buttons: ['', 'find', 'add'] };
    const { values, command } = await readForm(c, form, ({ message, status }, values) =>
      showList(c, { values }, status, message),
    );
    if (values.organization !== String(viewer.organization.id)) return showList(c, { values }, 409, otherStock);
    if (command !== 'add') return showList(c, { values: withFound(values) });
    const { errors, lot } = readLot(values);
    if (!lot) return showList(c, { values, errors }, 422);
    const at = c.get('clock')();
    // The same again is added once; another lot, typed after going Back, is another one.
    const sent = {
      by: viewer,
      form: `add lot ${JSON.stringify([viewer.organization.id, lot])}`,
      key: values.key ?? '',
      at,
    };
    const { result } = await c.get('db').write((tx) =>
      makeOnce(
        tx,
        sent,
        () => addLot(tx, viewer, lot, { at }),
        (made) => made !== 'taken',
      ),
    );
    if (result === 'taken') return showList(c, { values, errors: { lot: taken } }, 422);
    return goTo(c, '/stock?done=added');
  })

  .get('/:id{[0-9]{1,15}}', (c) => showLot(c))

  .post('/:id{[0-9]{1,15}}', async (c) => {
    const viewer = allow(c, 'record immunizations');
    const form = { ...shape, text: [...shape.text, 'revision'], buttons: ['', 'find', 'save', 'remove'] };
    const { values, command } = await readForm(c, form, ({ message, status }, values) =>
      showLot(c, { values }, status, message),
    );
    if (command !== 'save' && command !== 'remove') return showLot(c, { values: withFound(values) });
    const { errors, lot } = readLot(values);
    if (command === 'save' && !lot) return showLot(c, { values, errors }, 422);
    const shown = { id: Number(c.req.param('id')), revision: Number(values.revision) };
    const change = command === 'remove' ? 'remove' : lot;
    if (!change) throw new NotFound();
    const at = c.get('clock')();
    // Pressed twice, it is answered as the first time: of one revision the same is done once.
    const sent = { by: viewer, form: `lot ${JSON.stringify([shown, change])}`, key: '', at };
    const { result: done } = await c.get('db').write((tx) =>
      makeOnce(
        tx,
        sent,
        () => changeLot(tx, viewer, shown, change, { at }),
        (result) => result === 'done',
      ),
    );
    if (done === 'gone') throw new NotFound();
    if (done === 'taken') return showLot(c, { values, errors: { lot: taken } }, 422);
    if (done === 'changed') return showLot(c, { values }, 409, changedMeanwhile);
    return goTo(c, `/stock?done=${command === 'remove' ? 'removed' : 'saved'}`);
  });

const taken = 'This lot of this vaccine is on the list already.';
const otherStock = 'You act for another organization now: this is its list. Nothing was added.';
const changedMeanwhile =
  'A dose was given from this lot, or somebody changed it, since the page was shown. Nothing was changed by you: what is ' +
  'left now is said below. Save puts what you typed in its place.';

const said: ReadonlyMap<string, string> = new Map([
  ['added', 'Lot added'],
  ['saved', 'Lot updated'],
  ['removed', 'Lot removed'],
]);

const withFound = (values: Values) => {
  const {
    vaccine1,
    find1: _,
    ...rest
  } = selectFoundVaccine({ ...values, find1: values.find ?? '', vaccine1: values.vaccine ?? '' }, 1);
  return { ...rest, vaccine: vaccine1 ?? '' };
};

async function showList(c: Request, entry: Entry, status: Status = 200, message?: string) {
  const viewer = allow(c, 'record immunizations');
  const values = { ...entry.values, key: formKeyOf(entry.values.key) };
  const props = {
    frame: frame(c),
    lots: await lotsInStock(c.get('db').read, viewer),
    today: today(c),
    entry: { ...entry, values },
    message,
    said: said.get(news(c, 'done') ?? ''),
  };
  return page(c, <StockList {...props} />, status);
}

async function showLot(c: Request, entry?: Entry, status: Status = 200, message?: string) {
  const viewer = allow(c, 'record immunizations');
  const lot = await findLot(c.get('db').read, viewer, Number(c.req.param('id')));
  if (!lot) throw new NotFound();
  // What is sent next is held against the page that it was typed on, until what became of the lot is shown.
  const revision = String(status === 409 ? lot.revision : (entry?.values.revision ?? lot.revision));
  const values = { ...lotForm(lot), ...entry?.values, revision };
  const props = { frame: frame(c), lot, entry: { ...entry, values }, message };
  return page(c, <StockLotPage {...props} />, status);
}
