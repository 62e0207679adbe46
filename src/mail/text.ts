const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/**
 * The plain text of a message's own markup: paragraphs apart, a link as its words with the address on the next line.
 */
export function textOf(html: string): string {
  return html
    .replaceAll(/<a href="([^"]*)">(.*?)<\/a>/g, '$2:\n$1')
    .replaceAll(/<br\/?>/g, '\n')
    .replaceAll('</p>', '\n\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
    .trim()
    .split('\n')
    .map(wrap)
    .join('\n');
}

/** Lines of at most 72 characters, so that a mail is readable as it travels; a link is never broken. */
function wrap(line: string): string {
  return line.replaceAll(/(?=.{73})(.{1,72}) /g, '$1\n');
}
