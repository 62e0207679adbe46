/** The address of a record, or of one of its pages such as `history` or `immunizations/new`. */
export function recordPath(id: number, page = ''): string {
  return `/clients/${id}${page && `/${page}`}`;
}

/** The address of a record with its open tab, the search to go back to, and a message to show. */
export function recordAddress(id: number, words: Record<string, string | undefined>, fragment = ''): string {
  const query = Object.entries(words).filter(([, value]) => value && value !== 'information') as [string, string][];
  const path = recordPath(id);
  return `${path}${query.length > 0 ? `?${new URLSearchParams(query)}` : ''}${fragment && `#${fragment}`}`;
}

/** The MIIC ID in the address of a page about one record; undefined for any other page. */
export function clientIdIn(path: string): number | undefined {
  const id = /^\/(?:clients|restricted)\/(\d{1,15})(?:[/?]|$)/.exec(path)?.[1];
  return id === undefined ? undefined : Number(id);
}
