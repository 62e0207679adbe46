/** The address of a record with its open tab, the search to go back to, and what to say. */
export function recordAddress(id: number, words: Record<string, string | undefined>, fragment?: string): string {
  const given = Object.entries(words).filter(([, value]) => value && value !== 'information') as [string, string][];
  return `/clients/${id}${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}${fragment ? `#${fragment}` : ''}`;
}
