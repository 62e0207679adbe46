/**
 * Text that a spreadsheet would take for a formula (OWASP ASVS 1.2.1), in full-width signs too; with apostrophes before
 * it, it is text that looks protected.
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** Rows as a CSV file, quoted where needed; a cell that would be a formula has an apostrophe before it. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cellOf).join(',')}\n`).join('');
}

function cellOf(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",;\t\n\r]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell without the apostrophe that protects a spreadsheet from it: the text that was written. */
export function removeProtection(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
