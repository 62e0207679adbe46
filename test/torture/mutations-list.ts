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

export const mutations: readonly Mutation[] = [
  {
    name: 'a form needs a pressed button (L16)',
    file: 'src/form.ts',
    from: '  if (!isButton(buttons, command))',
    to: '  if (command && !isButton(buttons, command))',
    tests: ['test/routes/pressed.test.ts'],
  },
  {
    name: 'a school edits no client (C1)',
    file: 'src/policy.ts',
    from: "(viewer.organization.type === 'provider' || viewer.organization.type === 'public health')",
    to: 'true',
    tests: ['test/routes/table.test.ts', 'test/routes/policy-table.test.ts'],
  },
];
