import { showInstant } from '../../domain/time/day.js';
import { showIdle } from '../../domain/time/idle.js';
import type { Frame } from './layout.js';
import { markup } from './markup.js';

/** The end of the session, in a sentence. */
export function limitSentence({ endsAt = 0, timeZone, idleMinutes }: Frame): string {
  const time = showInstant(endsAt, timeZone).slice(11);
  return `You are logged out after ${showIdle(idleMinutes)} without a new page, at ${time}. Log in again after that, and you are back here.`;
}

/**
 * The length of the session, said on every page (L16). The script shows the warning two minutes before the end; it asks
 * the server first, and its asking does not make the session go on.
 */
export const SessionLimit = ({ frame }: { frame: Frame }) => {
  const { endsAt, now } = frame;
  if (endsAt === undefined || now === undefined) return null;
  return markup`<footer class="limit" id="session" data-seconds="${Math.ceil((endsAt - now) / 1000)}" data-user="${frame.viewer?.userId}"${frame.isAnswer ? markup` data-answer=""` : null}><p>${limitSentence(frame)}</p></footer>`;
};
