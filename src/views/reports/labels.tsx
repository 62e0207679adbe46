import type { History } from '../../domain/immunizations/history.js';
import { vaccineWithTrade } from '../../domain/immunizations/immunization.js';
import { type LabelSheet, labelSheets } from '../../domain/immunizations/label-sheet.js';
import { listedName } from '../../domain/text/name.js';
import { type Day, showDay } from '../../domain/time/day.js';
import type { Frame } from '../parts/layout.js';
import { PaperPage } from '../parts/paper.js';

type Props = {
  frame: Frame;
  history: History;
  sheet: LabelSheet;
  /** The first label that is filled, and how many. */
  from: number;
  count: number;
  today: Day;
};

/** Labels for a chart, or for the syringes of a visit: of what the clinic gave today one each, else of the client alone. */
export const Labels = ({ frame, history, sheet, from, count, today }: Props) => {
  const { client, immunizations } = history;
  const { title, product, labels } = labelSheets[sheet];
  const own = frame.viewer?.organization.id;
  const given = immunizations.filter(({ givenOn, owner }) => givenOn === today && owner.id === own);
  const texts = Array.from({ length: count }, (_, i) => given[i % Math.max(1, given.length)]);
  return (
    <PaperPage frame={frame} client={client} title={title}>
      <form method="get" class="off-paper row" aria-labelledby="title">
        <h1 id="title">{title}</h1>
        <span>
          {product}, {labels} a sheet
        </span>{' '}
        <label for="from">First free label</label>{' '}
        <input id="from" name="from" type="text" class="short" inputmode="numeric" value={from} />{' '}
        <label for="count">How many</label>{' '}
        <input id="count" name="count" type="text" class="short" inputmode="numeric" value={count} />{' '}
        <input type="submit" value="Show" />
        <span class="hint">Print at 100 %, without scaling. Labels are counted from left to right.</span>
      </form>
      <div class={`labels ${sheet}`}>
        {Array.from({ length: from - 1 }, () => (
          <div />
        ))}
        {texts.map((dose) => (
          <div>
            <b>{listedName(client.personal)}</b>
            <br />
            born {showDay(client.personal.birthDate)} · MIIC ID {client.id}
            <br />
            {sheet === 'chart' ? (
              <>
                {[client.personal.gender, client.enrolment?.chartNumber && `Chart ${client.enrolment.chartNumber}`]
                  .filter(Boolean)
                  .join(' · ')}
                <br />
                {frame.viewer?.organization.name}
              </>
            ) : dose ? (
              [vaccineWithTrade(dose), dose.lot && `lot ${dose.lot}`, showDay(dose.givenOn)].filter(Boolean).join(' · ')
            ) : (
              frame.viewer?.organization.name
            )}
          </div>
        ))}
      </div>
    </PaperPage>
  );
};
