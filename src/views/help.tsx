import { guidanceFor } from './guidance-texts.js';
import { type Frame, Page } from './parts/layout.js';

/** Links back to the page before, and home. */
const Back = ({ to }: { to: string }) => (
  <p>
    {to === '/' ? null : <a href={to}>Back to where you were</a>} <a href="/">home</a>
  </p>
);

/** The help desk's contact data, from every page (L15). */
export const HelpDesk = ({ frame, from }: { frame: Frame; from: string }) => (
  <Page frame={{ ...frame, from }} title="Help desk">
    <section class="message" aria-labelledby="title">
      <h1 id="title">{frame.site.name} Help Desk</h1>
      <dl>
        <dt>Phone</dt>
        <dd>{frame.site.helpDeskPhone}</dd>
        <dt>Email</dt>
        <dd>
          <a href={`mailto:${frame.site.helpDeskEmail}`}>{frame.site.helpDeskEmail}</a>
        </dd>
      </dl>
      <p>Name the MIIC ID of a record, never the client's name, in an email.</p>
      <Back to={from} />
    </section>
  </Page>
);

/** A few lines about the screen that the light bulb was on (L15). */
export const Guidance = ({ frame, screen, from }: { frame: Frame; screen: string; from: string }) => {
  const text = guidanceFor(screen) ?? guidanceFor('home');
  return (
    <Page frame={{ ...frame, from }} title="Guidance">
      <section class="message" aria-labelledby="title">
        <h1 id="title">Guidance: {text?.title}</h1>
        <ul>
          {text?.lines.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
        <p>
          More: <a href={frame.site.guidance}>User Guidance and Training Resources</a>
        </p>
        <Back to={from} />
      </section>
    </Page>
  );
};
