import type { Child } from 'hono/jsx';
import type { Messages } from './form.js';

type SummaryProps = {
  errors?: Messages | undefined;
  message?: string | undefined;
  /** Fields that are groups: the link goes to the first choice. */
  groups?: readonly string[];
  /** Fields that are not on this page, behind another tab: told, not linked. */
  elsewhere?: (name: string) => boolean;
  /** It is told, and does not take the focus. */
  quiet?: boolean | undefined;
  /** That what was typed is kept. */
  kept?: Child;
};

/** The errors of a form, first on the page, each a link to its field (X1). */
export const ErrorSummary = ({ errors, message, groups, elsewhere, quiet, kept }: SummaryProps) => {
  const list = Object.entries(errors ?? {});
  if (list.length === 0 && !message) return null;
  return (
    <section class="summary" id="summary" tabindex={-1} autofocus={!quiet} aria-labelledby="summary-title">
      <div role="alert">
        <h2 id="summary-title">There is a problem</h2>
        {kept ? <p>{kept}</p> : null}
        {message ? <p>{message}</p> : null}
        {list.length > 0 ? (
          <ul>
            {list.map(([name, text]) => (
              <li>
                {elsewhere?.(name) ? text : <a href={`#${groups?.includes(name) ? `${name}-first` : name}`}>{text}</a>}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </section>
  );
};
