/** Text that a spreadsheet would take for a formula (OWASP ASVS 1.2.1). */
const formula = /^[=+\-@\t]/;

/** Rows as a CSV file, quoted where needed; a cell that would be a formula has an apostrophe before it. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cellOf).join(',')}\n`).join('');
}

function cellOf(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\n\r]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
