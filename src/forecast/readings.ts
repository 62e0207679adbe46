/**
 * The places where CDC's cases ask for something else than the letter of its specification, each as a switch with its
 * reason. All are on in the product, and each can be put off; `letter` has none of them.
 */
export type Readings = {
  /**
   * FORECASTDN-1 counts the satisfied target doses of one series. Where a standard and a risk series of a group stand
   * side by side as best, the number of the next dose counts every dose that is valid in any of them: two people who
   * had the same doses are then told the same number, whichever series goes on. Not for seasonal doses, which begin
   * anew.
   */
  readonly numberCountsAllBestSeries: boolean;
  /**
   * Table 9-4 calls a group contraindicated as soon as one of its antigens is. Where the group need not be given as one
   * vaccine (pertussis in DTaP/Tdap/Td), the other antigens are still due: they are forecast, and the contraindicated
   * one is named.
   */
  readonly restOfGroupGoesOn: boolean;
  /**
   * SELECTSCORE-2 lets risk series of the highest priority hide all others of the group. One that was aged out before
   * its first dose (an infant's series, for an adult) hides nothing.
   */
  readonly agedOutSeriesHidesNone: boolean;
  /**
   * Table 7-9 assumes 2999-12-31 for a next dose that nothing dates, and leaves open what follows where there is no
   * maximum age. Such a series is aged out, and starts at no date.
   */
  readonly undatedSeriesAgesOut: boolean;
  /**
   * Chapter 8 names no winner among series that are all contraindicated. Those with most valid doses stay, so that the
   * doses on file are judged by the series that they follow.
   */
  readonly contraindicatedByValidDoses: boolean;
};

/** The readings in use. */
export const readings: Readings = {
  numberCountsAllBestSeries: true,
  restOfGroupGoesOn: true,
  agedOutSeriesHidesNone: true,
  undatedSeriesAgesOut: true,
  contraindicatedByValidDoses: true,
};

/** The specification to the letter. */
export const letter: Readings = {
  numberCountsAllBestSeries: false,
  restOfGroupGoesOn: false,
  agedOutSeriesHidesNone: false,
  undatedSeriesAgesOut: false,
  contraindicatedByValidDoses: false,
};
