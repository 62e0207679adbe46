import { type Clash, choiceOf, type Side } from '../../domain/edits/clash.js';
import { Submit } from '../parts/form.js';
import { markup } from '../parts/markup.js';

/** The values that two edits changed differently, side by side, with one button for each (C21). */
export const Clashes = ({ clashes }: { clashes: readonly Clash[] }) =>
  clashes.map(
    (clash) => markup`<section class="clash" aria-labelledby="clash-${clash.name}">
      <h3 id="clash-${clash.name}">${clash.label}: choose which to keep</h3>
      <div class="sides">${clash.sides.map((side) => ClashSide(clash, side))}</div>
    </section>`,
  );

const ClashSide = (clash: Clash, side: Side) => markup`<div class="beside">
  <h4>${side.title}</h4>
  ${valuesOf(side)}
  <p>${Submit({ name: `do.take.${choiceOf(clash, side)}`, value: side.choose, 'aria-label': `${side.choose}: ${clash.label}` })}</p>
</div>`;

function valuesOf({ isDeleted, lines }: Side) {
  if (isDeleted) return markup`<p>Deleted</p>`;
  if (lines.length === 1) return markup`<p>${lines[0]?.text}</p>`;
  return markup`<dl>${lines.map(
    ({ label, text, differs }) =>
      markup`<div><dt>${label}</dt> <dd>${differs ? markup`<mark>${text}</mark>` : text}</dd></div>`,
  )}</dl>`;
}
