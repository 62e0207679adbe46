import { showInstant } from '../../domain/time/day.js';
import type { Frame } from './layout.js';
import { attributes, markup } from './markup.js';

/** The end of the session, unless a new page is asked for before. */
export function limitSentence({ endsAt = 0, timeZone }: Frame): string {
  const time = showInstant(endsAt, timeZone).slice(11);
  return `Session ends ${time} unless you open or send something before`;
}

/**
 * The length of the session, said on every page (L16). The script shows the warning two minutes before the end; it asks
 * the server first, and its asking does not make the session go on.
 */
export const SessionLimit = ({ frame }: { frame: Frame }) => {
  const { endsAt, now } = frame;
  if (endsAt === undefined || now === undefined) return null;
  const seconds = Math.ceil((endsAt - now) / 1000);
  return markup`<footer class="limit" id="session" data-seconds="${seconds}" data-user="${frame.viewer?.userId}"${attributes(
    { 'data-answer': frame.isAnswer },
  )}><p>${limitSentence(frame)}</p></footer>`;
};
