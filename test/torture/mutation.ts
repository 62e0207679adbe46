/** One line of a guard, broken, and the tests that must notice. */
export type Mutation = {
  /** The guard, in words. */
  readonly name: string;
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
};

export const route = (name: string) => `test/routes/${name}.test.ts`;
