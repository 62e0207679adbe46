import { type Clash, choiceOf, type Side } from '../../domain/edits/clash.js';
import { Submit } from '../parts/form.js';
import { markup } from '../parts/markup.js';

/** What two edits changed differently, side by side, with one button for each value (C21). */
export const Clashes = ({ clashes }: { clashes: readonly Clash[] }) =>
  clashes.map(
    (clash) =>
      markup`<section class="clash" aria-labelledby="clash-${clash.name}"><h3 id="clash-${clash.name}">${clash.label}: choose what is to stand</h3><div class="sides">${clash.sides.map(
        (side) => Beside(clash, side),
      )}</div></section>`,
  );

const Beside = (clash: Clash, side: Side) =>
  markup`<div class="beside"><h4>${side.title}</h4>${
    side.isDeleted
      ? markup`<p>Deleted</p>`
      : side.lines.length === 1
        ? markup`<p>${side.lines[0]?.text}</p>`
        : markup`<dl>${side.lines.map((line) => markup`<div><dt>${line.label}</dt> <dd>${line.text}</dd></div>`)}</dl>`
  }<p>${Submit({ name: `do.take.${choiceOf(clash, side)}`, value: `${side.choose}: ${clash.label}` })}</p></div>`;
