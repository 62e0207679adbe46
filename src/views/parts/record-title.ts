/**
 * The title of a screen of one client's record. A title stays in the browser's history after logout, and stands in the
 * name of the file that a print proposes: it names the screen and the MIIC ID, never the person (X6).
 */
export function recordTitle(screen: string, clientId: number): string {
  return `${screen}: MIIC ID ${clientId}`;
}
