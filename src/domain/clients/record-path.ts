/** The MIIC ID of the record that a path is about, whatever it shows of it; undefined for a path about none. */
export function clientAt(path: string): number | undefined {
  const id = /^\/(?:clients|restricted)\/(\d{1,15})(?:[/?]|$)/.exec(path)?.[1];
  return id === undefined ? undefined : Number(id);
}
