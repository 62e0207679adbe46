/** A section of the guide: one task, or one screen. A label of a screen stands between asterisks. */
export type Section = {
  /** Its place on the page. */
  readonly id: string;
  readonly title: string;
  /** The screens whose light bulb leads here, by their routes, the parts with hyphens between. */
  readonly screens: readonly string[];
  /** The way to do it, step by step. */
  readonly steps?: readonly string[];
  readonly lines: readonly string[];
  /** A picture of static/guide, and what there is to see for whoever does not see it. `npm run guide` takes it. */
  readonly picture?: { readonly name: string; readonly shows: string };
};
