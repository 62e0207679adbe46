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
  immunizations: {
    title: 'Managing immunizations',
    lines: [
      'manage immunizations finds a client and opens the immunization history. Comments stand above it: the up and down toggles go through them, the oldest first.',
      'Series is the number of the dose in its vaccine group. It counts doses on file and says nothing of whether they are valid.',
      'Owned? says whether your organization entered a dose: only then can you edit or delete it. A dose that another organization does not have right may be added as historical.',
      'Add Immunization takes several vaccines for one visit. Nothing is recorded before Save; Enter only keeps what is typed.',
      'Print Confidential leaves out address, phone, email, contacts and mother\u2019s name.',
    ],
  },
  account: {
    title: 'Managing your account',
    lines: [
      'Change Password, Email Address and Manage Security Questions ask for your current password if you typed it more than ten minutes ago.',
      'A new email address counts once you follow the link that is mailed to it.',
      'Where you are logged in lists every open session: end one that you do not know, then change your password.',
    ],
  },
  users: {
    title: 'Managing users',
    lines: [
      'A temporary password is shown once and is good for seven days. Give it to the user in person or by telephone.',
      'A locked account is opened by Unlock, one that was unused for 60 days by Reactivate.',
      'Only the home organization of a user or the help desk changes the account; elsewhere you end the membership.',
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

/** Screens that share their lines with another. */
const sameAs: ReadonlyMap<string, string> = new Map([
  ['password', 'account'],
  ['agreement', 'account'],
  ['email-address', 'account'],
  ['security-questions', 'account'],
]);

/** An address may ask for any word, "constructor" too. */
const textOf = (screen: string) => (Object.hasOwn(texts, screen) ? texts[screen] : undefined);

/** A few lines about the screen that the light bulb was on (L15). */
export const Guidance = ({ frame, screen }: { frame: Frame; screen: string }) => {
  const text = textOf(sameAs.get(screen) ?? screen) ?? texts.home;
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
