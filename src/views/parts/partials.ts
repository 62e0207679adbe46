import type { Child } from 'hono/jsx';
import { markup } from './markup.js';

/** Regions of a page for htmx, each to replace what is inside the element with its id; and the page's title. */
export const Partials = ({ regions, title }: { regions: Readonly<Record<string, Child>>; title: string }) =>
  markup`${Object.entries(regions).map(
    ([id, content]) => markup`<hx-partial id="${id}">${content}</hx-partial>`,
  )}<hx-partial data-hx-target="title">${title}</hx-partial>`;
