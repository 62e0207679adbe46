import { globSync } from 'node:fs';

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

/** The file of tests that is called so, in the rooms of requests. */
export function route(name: string): string {
  const [file] = globSync([`test/routes/**/${name}.test.ts`, `test/web/${name}.test.ts`]);
  if (!file) throw new Error(`No test of routes is called ${name}.`);
  return file;
}
