/**
 * Three-way merge of two edits that began from the same values (C21). Of the groups of fields that were `typed`, those that
 * nobody else changed stand as typed; what both changed to the same stands; where both changed it differently, or what was
 * typed is what the other side replaced, it is a clash, and the merged values keep theirs. `touched` are fields that others
 * saved since, also where they came back to the value they had: what they decided is not overwritten unseen.
 */
export function merge<F extends string>(
  groups: readonly (readonly F[])[],
  typed: Readonly<Record<string, string>>,
  base: Readonly<Record<F, string>>,
  mine: Readonly<Record<F, string>>,
  theirs: Readonly<Record<F, string>>,
  touched: ReadonlySet<string>,
): { merged: Record<F, string>; clashes: (readonly F[])[] } {
  const merged: Record<F, string> = { ...theirs };
  const clashes: (readonly F[])[] = [];
  const differ = (group: readonly F[], a: Readonly<Record<F, string>>, b: Readonly<Record<F, string>>) =>
    group.some((field) => a[field] !== b[field]);
  for (const group of groups) {
    if (group.every((field) => typed[field] === undefined) || !differ(group, mine, theirs)) continue;
    if (differ(group, base, theirs) || group.some((field) => touched.has(field))) clashes.push(group);
    else for (const field of group) merged[field] = mine[field];
  }
  return { merged, clashes };
}
