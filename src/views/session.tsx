import { showInstant } from '../domain/day.js';
import { showIdle } from '../domain/idle.js';
import type { Frame } from './layout.js';
import { markup } from './markup.js';

/**
 * How long the session lasts, said on every page (L16). The script shows the warning two minutes before the end; it asks
 * the server first, and its asking does not make the session go on.
 */
export const SessionLimit = ({ frame }: { frame: Frame }) => {
  const { endsAt, now } = frame;
  if (endsAt === undefined || now === undefined) return null;
  const time = showInstant(endsAt, frame.timeZone).slice(11);
  return markup`<footer class="limit" id="session" data-seconds="${Math.ceil((endsAt - now) / 1000)}" data-user="${frame.viewer?.userId}"${frame.isAnswer ? markup` data-answer=""` : null}><p>You are logged out after ${showIdle(frame.idleMinutes)} without a new page, at ${time}. Log in again after that, and you are back here.</p></footer>`;
};
