/** Does something with each, one after the other, and answers what came of it. */
export async function inTurn<T, R>(items: Iterable<T>, act: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await act(item, results.length));
  return results;
}
