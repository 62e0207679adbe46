/** The sheets of labels: how many a sheet has, and how many are filled unless somebody says otherwise. */
export const labelSheets = {
  chart: { title: 'Chart labels', product: 'Avery 5160', labels: 30, usual: 3 },
  syringe: { title: 'Syringe labels', product: 'Avery 5167', labels: 80, usual: 4 },
} as const;
export type LabelSheet = keyof typeof labelSheets;

/** The labels of a sheet that are filled: from the first that is not used, on that sheet alone. */
export function labelsToFill(
  sheet: LabelSheet,
  from: number,
  count: number,
): { readonly from: number; readonly count: number } {
  const { labels } = labelSheets[sheet];
  const first = Math.min(Math.max(1, from), labels);
  return { from: first, count: Math.min(Math.max(1, count), labels - first + 1) };
}
