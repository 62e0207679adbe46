import { type Frame, Page } from './parts/layout.js';

/** Links back to the page before, and home. */
export const Back = ({ to }: { to: string }) => (
  <p>
    {to === '/' ? null : <a href={to}>Back to where you were</a>} <a href="/">home</a>
  </p>
);

/** A number as telephones dial it: ten digits are of North America. */
const dialled = (phone: string) => phone.replaceAll(/[^\d+]/g, '').replace(/^\d{10}$/, '+1$&');

/** The help desk's contact data, from every page (L15). */
export const HelpDesk = ({ frame, from }: { frame: Frame; from: string }) => (
  <Page frame={{ ...frame, from }} title="Help desk">
    <section class="message" aria-labelledby="title">
      <h1 id="title">{frame.site.name} Help Desk</h1>
      <p>
        If your account is inactive or locked, the {frame.site.name} administrator of your organization can open it too.
      </p>
      <dl>
        <dt>Phone</dt>
        <dd>
          <a href={`tel:${dialled(frame.site.helpDeskPhone)}`}>{frame.site.helpDeskPhone}</a>
        </dd>
        <dt>Email</dt>
        <dd>
          <p>In an email give the MIIC ID alone, never a client's name or birth date.</p>
          <a href={`mailto:${frame.site.helpDeskEmail}`}>{frame.site.helpDeskEmail}</a>
        </dd>
      </dl>
      <Back to={from} />
    </section>
  </Page>
);
