import { showInstant } from '../domain/day.js';
import { Csrf } from './form.js';
import { type Frame, Page } from './layout.js';

/** What arrived after the session had ended, to be sent again or dropped (L16). */
export const Interrupted = ({
  frame,
  kept,
  fields,
}: {
  frame: Frame;
  kept: { readonly id: string; readonly path: string; readonly at: number };
  fields: readonly (readonly [string, string])[];
}) => (
  <Page frame={frame} title="What you sent was kept">
    <section class="message" aria-labelledby="title">
      <h1 id="title">What you sent was kept</h1>
      <p>
        You were logged out before your last form arrived, at {showInstant(kept.at, frame.timeZone)}. Nothing was
        changed yet. Send it now, as you filled it in, and go on where you were.
      </p>
      <form method="post" action={kept.path}>
        <Csrf token={frame.csrf} />
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <p>
          <input type="submit" class="main" value="Send it now" />
        </p>
      </form>
      <form method="post" action={`/interrupted/${kept.id}`}>
        <Csrf token={frame.csrf} />
        <p>
          <input type="submit" name="do.discard" value="Discard what I typed" />
        </p>
      </form>
    </section>
  </Page>
);
