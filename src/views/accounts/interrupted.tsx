import type { Disclosure } from '../../domain/accounts/viewer.js';
import { clientIdIn } from '../../domain/clients/record-address.js';
import { controlIn, fieldsIn, screenOf } from '../../domain/edits/interruption.js';
import { listedName } from '../../domain/text/name.js';
import { showInstant } from '../../domain/time/day.js';
import { Csrf, Submit } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type KeptForm = { readonly id: string; readonly path: string; readonly at: number };
type Client = { readonly id: number; readonly lastName: string; readonly firstName: string };

/** A form that arrived after the session had ended, to be looked through, and then sent again or dropped (L16). */
export const Interrupted = ({ frame, kept }: { frame: Frame; kept: KeptForm & { readonly body: string } }) => {
  const pressed = controlIn(kept.body);
  const id = clientIdIn(kept.path);
  return (
    <Page frame={frame} title="What you sent was kept">
      <section class="message" aria-labelledby="title">
        <h1 id="title">What you sent was kept</h1>
        <p>
          This form arrived after you were logged out, or while you acted for another organization, at{' '}
          {showInstant(kept.at, frame.timeZone)}. Nothing was changed yet.
        </p>
        <h2>
          {screenOf(kept.path)}
          {id === undefined ? null : `: MIIC ID ${id}`}
        </h2>
        <TypedFields body={kept.body} />
        <form method="post" action={`${kept.path}${kept.path.includes('?') ? '&' : '?'}interrupted=${kept.id}`}>
          <Csrf token={frame.csrf} />
          {[...new URLSearchParams(kept.body)]
            .filter(([name]) => !name.startsWith('do.'))
            .map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
          <p class="row">
            {pressed ? <Submit class="main" name={pressed} value="Send it now" /> : null}{' '}
            <input type="submit" class={pressed ? undefined : 'main'} value="Put it back in its form" />
          </p>
          <p class="hint">
            {pressed ? 'Send it now does what you had pressed. ' : ''}Put it back in its form changes nothing: you look
            at it there and go on.
          </p>
        </form>
        <form method="post" action={`/interrupted/${kept.id}`}>
          <Csrf token={frame.csrf} />
          <p>
            <Submit name="do.discard" value="Discard what I typed" />
          </p>
        </form>
        <p>
          <a href="/interrupted">Everything that was kept</a>
        </p>
      </section>
    </Page>
  );
};

/** The fields of a form that was not taken, as they were typed. */
export const TypedFields = ({ body }: { body: string }) => {
  const fields = fieldsIn(body);
  if (fields.length === 0) return <p>Nothing is filled in.</p>;
  return (
    <dl class="facts">
      {fields.map(({ label, value }) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

/** Every form that is kept for the user and the organization acted for, each with its client (L16). */
export const InterruptedList = ({
  frame,
  kept,
}: {
  frame: Frame;
  kept: readonly (KeptForm & { readonly client: Disclosure<Client> | undefined })[];
}) => (
  <Page frame={frame} title="What you sent was kept">
    <section class="message" aria-labelledby="title">
      <h1 id="title">What you sent was kept</h1>
      <p>
        These forms arrived after you were logged out, or while you acted for another organization. Nothing was changed
        yet: look through each, and send or discard it. They are kept for seven days, the latest 24 of them.
      </p>
      <ul class="list">
        {kept.map(({ id, path, at, client }) => (
          <li>
            <a href={`/interrupted/${id}`}>
              {screenOf(path)}
              {client ? `: ${listedName(client)}, MIIC ID ${client.id}` : null}
            </a>{' '}
            – {showInstant(at, frame.timeZone)}
          </li>
        ))}
      </ul>
      <p>
        <a href="/">home</a>
      </p>
    </section>
  </Page>
);
