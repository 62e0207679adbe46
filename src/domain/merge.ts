/**
 * Three-way merge of two edits that began from the same values (C21). Where only one side changed a group of fields, its
 * values stand; where both changed it to the same, that stands; where both changed it differently, it is a clash, and
 * the merged values keep theirs. `touched` are fields that others saved since, also where they came back to the value
 * they had: what they decided is not overwritten unseen.
 */
export function merge<F extends string>(
  groups: readonly (readonly F[])[],
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
    if (!differ(group, base, mine) || !differ(group, mine, theirs)) continue;
    if (differ(group, base, theirs) || group.some((field) => touched.has(field))) clashes.push(group);
    else for (const field of group) merged[field] = mine[field];
  }
  return { merged, clashes };
}
