import { immunizationLabels, vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import type { StockLot } from '../../domain/immunizations/stock.js';
import { type Day, showDay } from '../../domain/time/day.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, FormKey } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { listSizeWords, VaccineOptions } from './vaccine-options.js';

type Kept = StockLot & { readonly id: number };

const address = '/stock';

type ListProps = {
  frame: Frame;
  lots: readonly Kept[];
  today: Day;
  entry: Entry;
  message?: string | undefined;
  said?: string | undefined;
};

/** The lots of an organization with the doses left, and the form that adds one (I5). */
export const StockList = ({ frame, lots, today, entry, message, said }: ListProps) => {
  const start = entry.errors || message ? 'Error: ' : said ? `${said}: ` : '';
  return (
    <Page frame={frame} title={`${start}Vaccine stock`}>
      <section aria-labelledby="title">
        <div class="bar">
          <h1 id="title">
            Vaccine stock of {frame.viewer?.organization.name} {said ? <span class="done">{said}</span> : null}
          </h1>
        </div>
        {lots.length === 0 ? (
          <p class="inside">
            No lots are on the list. A lot that stands here is offered in Add Immunization, and counted down with every
            dose that is given from it.
          </p>
        ) : (
          <div class="scroll">
            <table class="results">
              <thead>
                <tr>
                  <th scope="col">Vaccine [Trade Name]</th>
                  <th scope="col">{immunizationLabels.lot}</th>
                  <th scope="col">{immunizationLabels.lotExpiresOn}</th>
                  <th scope="col">Doses Left</th>
                  <th scope="col">Edit</th>
                </tr>
              </thead>
              <tbody>
                {inUse(lots, today).map((lot) => (
                  <tr>
                    <th scope="row">{vaccineWithTrade(lot)}</th>
                    <td data-label={immunizationLabels.lot}>{lot.lot}</td>
                    <td data-label={immunizationLabels.lotExpiresOn}>
                      {showDay(lot.expiresOn)}{' '}
                      {lot.expiresOn < today ? <b class="overdue line-each">expired: take it off the shelf</b> : null}
                    </td>
                    <td data-label="Doses Left" class={lot.expiresOn < today ? 'hint' : undefined}>
                      {lot.doses === 0 ? <b>none</b> : lot.doses}
                    </td>
                    <td>
                      <a href={`${address}/${lot.id}`} aria-label={`edit ${vaccineWithTrade(lot)}, lot ${lot.lot}`}>
                        edit
                      </a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <form method="post" action={address} autocomplete="off" novalidate>
        <section aria-labelledby="add">
          <input type="submit" class="unseen-control" name="do.find" value="Keep what is typed" />
          <h2 id="add">Add a lot</h2>
          <ErrorSummary errors={entry.errors} message={message} />
          <Csrf token={frame.csrf} />
          <FormKey value={entry.values.key} />
          <input type="hidden" name="organization" value={frame.viewer?.organization.id} />
          <LotFields entry={entry} />
          <p class="row inside">
            <input type="submit" class="main" name="do.add" value="Add the lot" />
          </p>
        </section>
      </form>
    </Page>
  );
};

/** Nobody takes the first one of a vaccine and has an expired lot in hand: those stand last. */
const inUse = (lots: readonly Kept[], today: Day) =>
  [false, true].flatMap((isOver) => lots.filter(({ expiresOn }) => expiresOn < today === isOver));

type LotProps = { frame: Frame; lot: Kept; entry: Entry; message?: string | undefined };

/** One lot, to be counted anew, corrected or taken off the list (I5). */
export const StockLotPage = ({ frame, lot, entry, message }: LotProps) => (
  <Page frame={frame} title={`${entry.errors || message ? 'Error: ' : ''}Lot in stock`}>
    <p class="back">
      <a href={address}>Vaccine stock</a>
    </p>
    <form method="post" action={`${address}/${lot.id}`} autocomplete="off" novalidate>
      <section aria-labelledby="title">
        <input type="submit" class="unseen-control" name="do.find" value="Keep what is typed" />
        <div class="bar">
          <h1 id="title">Lot in stock</h1>
          <p class="actions">
            <input type="submit" class="main" name="do.save" value="Save" />{' '}
            <input type="submit" class="danger" name="do.remove" value="Remove from the list" />
          </p>
        </div>
        <ErrorSummary errors={entry.errors} message={message} />
        <Csrf token={frame.csrf} />
        <input type="hidden" name="revision" value={entry.values.revision} />
        <p class="inside">
          {vaccineWithTrade(lot)}, lot {lot.lot}, good until {showDay(lot.expiresOn)}: {lot.doses} left now. Doses that
          were given stay as they are recorded.
        </p>
        <LotFields entry={entry} />
      </section>
    </form>
  </Page>
);

/** A lot as its form shows it. */
export const lotForm = ({ cvx, tradeName, lot, expiresOn, doses }: StockLot): Record<string, string> => ({
  vaccine: tradeName ? `${cvx}:${tradeName}` : cvx,
  lot,
  lotExpiresOn: showDay(expiresOn),
  doses: String(doses),
});

const LotFields = ({ entry }: { entry: Entry }) => {
  const error = entry.errors?.vaccine;
  const sought = entry.values.find ?? '';
  return (
    <div class="fields">
      <div class="field w4">
        <label for="find">Find vaccine</label>
        <p class="hint" id="find-hint">
          group, trade name or CVX code
        </p>
        <div class="joined">
          <input id="find" name="find" type="text" value={sought} autocomplete="off" aria-describedby="find-hint" />{' '}
          <input type="submit" name="do.find" value="Shorten the list" />
        </div>
      </div>
      <div class={error ? 'field w8 wrong' : 'field w8'}>
        <label for="vaccine">Vaccine [Trade Name]</label>
        {error ? (
          <p class="error" id="vaccine-error">
            <span class="unseen">Error: </span>
            {error}
          </p>
        ) : null}
        <p class="hint" id="found">
          {listSizeWords(sought)}
        </p>
        <select
          id="vaccine"
          name="vaccine"
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? 'vaccine-error found' : 'found'}
        >
          <VaccineOptions chosen={entry.values.vaccine ?? ''} sought={sought} />
        </select>
      </div>
      <Field entry={entry} name="lot" label={immunizationLabels.lot} class="w4" autocomplete="off" />
      <Field
        entry={entry}
        name="lotExpiresOn"
        label={immunizationLabels.lotExpiresOn}
        hint="like 05/31/2027 or 05/2027"
        class="w4"
        inputmode="numeric"
        autocomplete="off"
      />
      <Field entry={entry} name="doses" label="Doses Left" class="w4" inputmode="numeric" autocomplete="off" />
    </div>
  );
};
