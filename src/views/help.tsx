import { type Frame, Page } from './parts/layout.js';

/** Links back to the page before, and home. */
export const Back = ({ to }: { to: string }) => (
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
