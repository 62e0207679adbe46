import { type Frame, Page } from './layout.js';

/** Whom to ask, from every page (L15). */
export const HelpDesk = ({ frame }: { frame: Frame }) => (
  <Page frame={frame} title="Help desk">
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
      <p>
        <a href="/">home</a>
      </p>
    </section>
  </Page>
);

const texts: Record<string, { title: string; lines: readonly string[] }> = {
  home: {
    title: 'Home',
    lines: [
      'Announcements stand here, newest first. What you typed and did not save is listed above them.',
      'Use manage client to find a client and correct the record, manage immunizations to find one and read the immunization history.',
    ],
  },
  clients: {
    title: 'Managing clients',
    lines: [
      'Verify at least three details with the client before you edit: name, birth date, address, phone, a former name. Do not edit a record that you have not verified.',
      'Changing the last name, first name or birth date keeps the old one as an alias; a search by it still leads to the record.',
      'An address that mail comes back from stays: check Undeliverable Address. A phone number that no longer works can be removed.',
      'Save, at the top right, writes everything. Anything else keeps what you typed as a draft.',
    ],
  },
  searches: {
    title: 'Finding a client',
    lines: [
      'Three letters of a last name find every name that starts with them; one or two find that name alone. Capitals, accents, hyphens and spaces do not matter.',
      'A name and a birth date find best. A former name leads to the record it belongs to.',
      'Misspelt names, nicknames and swapped names are found, too, below those that are as typed.',
      'Enter new client, below the results, goes on with what was typed. Save shows who may be the same person.',
      'When nothing is found, the record may be restricted: ask the help desk.',
    ],
  },
};

/** A few lines about the screen that the light bulb was on (L15). */
export const Guidance = ({ frame, screen }: { frame: Frame; screen: string }) => {
  const text = texts[screen === 'immunizations' ? 'searches' : screen] ?? texts.home;
  return (
    <Page frame={frame} title="Guidance">
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
        <p>
          <a href="/">home</a>
        </p>
      </section>
    </Page>
  );
};
