import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { type Mail, mailPaths } from '../domain/mail.js';
import type { Site } from '../domain/site.js';
import { showDay } from '../domain/time/day.js';
import { textOf } from './text.js';

/** A message ready to be sent. */
export type Message = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

type MailContext = {
  readonly site: Site;
  readonly origin: string;
  /** The token that a nonce stands for. */
  readonly tokenOf: (nonce: string) => string;
};

/**
 * Words a mail as text and HTML (L9, L11). The same mail always gives the same message, so that it can be sent again.
 */
export function wordMail(mail: Mail, key: string, to: string, context: MailContext): Message {
  const { site, origin } = context;
  const { subject, body } = wording(mail, context);
  const html = (
    <html lang="en">
      <body>
        <p>{mail.userName},</p>
        {body}
        {mail.kind === 'reminder' ? null : (
          <p>
            This message was generated from an unmonitored mailbox. Please do not respond directly.
            {requestedKinds.includes(mail.kind)
              ? ` If you did not make this request, please contact the ${site.name} Help Desk at:`
              : ''}
          </p>
        )}
        <p>
          {site.name} Help Desk
          <br />
          Phone: {site.helpDeskPhone}
          <br />
          {site.helpDeskEmail}
          <br />
          {site.website}
        </p>
        <p>
          {site.fullName}
          <br />
          {origin}
        </p>
      </body>
    </html>
  );
  return {
    key,
    // A reminder may be answered: it comes from the help desk (L9).
    from: mail.kind === 'reminder' ? site.helpDeskEmail : site.senderEmail,
    to,
    subject,
    text: textOf(`${html}`),
    html: `<!DOCTYPE html>${html}`,
  };
}

/** Mails that somebody asked for, the user or another. */
const requestedKinds: readonly Mail['kind'][] = ['reset', 'cannot reset', 'confirm email'];

const P = ({ children }: { children: Child }) => <p>{children}</p>;

function wording(mail: Mail, { site, origin, tokenOf }: MailContext): { subject: string; body: JSX.Element } {
  const ask = `your organization's ${site.name} Administrator or the ${site.name} Help Desk at ${site.helpDeskEmail}`;
  const notYours = <P>If this was not you, tell {ask} at once: somebody else may be using your account.</P>;
  switch (mail.kind) {
    case 'reset':
      return {
        subject: `${site.name} password reset`,
        body: (
          <>
            <P>
              A request has been submitted to change your {site.name} password. Please follow the link below to reset
              your password. The link will be available for 24 hours.
            </P>
            <P>
              <a href={`${origin}${mailPaths.reset}${tokenOf(mail.nonce)}`}>Reset My Password</a>
            </P>
          </>
        ),
      };
    case 'cannot reset':
      return {
        subject: `${site.name} password reset`,
        body: (
          <>
            <P>
              A request has been submitted to change your {site.name} password. It cannot be changed by a link:{' '}
              {resetRefusals[mail.why]}
            </P>
            <P>Please contact {ask}.</P>
          </>
        ),
      };
    case 'password changed':
      return {
        subject: `${site.name} password changed`,
        body: (
          <>
            <P>Your {site.name} password was changed. Wherever you were logged in, you are logged out.</P>
            {notYours}
          </>
        ),
      };
    case 'confirm email':
      return {
        subject: `Confirm your email address for ${site.name}`,
        body: (
          <>
            <P>
              This address was given as the work email address of your {site.name} account. Please follow the link below
              to confirm it. Until then the former address counts. The link will be available for 24 hours.
            </P>
            <P>
              <a href={`${origin}${mailPaths['confirm email']}${tokenOf(mail.nonce)}`}>Confirm My Email Address</a>
            </P>
          </>
        ),
      };
    case 'email change asked':
      return {
        subject: `${site.name} email address: a change was asked for`,
        body: (
          <>
            <P>
              Another email address was given for your {site.name} account. It counts once the link that was mailed to
              it is followed; until then messages come here.
            </P>
            {notYours}
          </>
        ),
      };
    case 'email changed':
      return {
        subject: `${site.name} email address changed`,
        body: (
          <>
            <P>
              The email address of your {site.name} account was changed. Messages go to the new address from now on.
            </P>
            {notYours}
          </>
        ),
      };
    case 'temporary password issued':
      return {
        subject: `${site.name} temporary password`,
        body: (
          <>
            <P>
              A temporary password was issued for your {site.name} account. Whoever issued it will give it to you; it is
              never sent by email. It is good for seven days, and you choose your own when you log in with it.
            </P>
            <P>
              <a href={`${origin}/login`}>Log in to {site.name}</a>
            </P>
            <P>If you did not expect this, tell {ask}.</P>
          </>
        ),
      };
    case 'locked':
      return {
        subject: `${site.name} account locked`,
        body: (
          <>
            <P>
              Your {site.name} account was locked, because three answers to its security question were wrong. Wherever
              you were logged in, you are logged out.
            </P>
            <P>To unlock it, please contact {ask}.</P>
          </>
        ),
      };
    case 'opening stopped':
      return {
        subject: `${site.name}: somebody was stopped from opening records`,
        body: (
          <>
            <P>
              {mail.who} opened {mail.opened} records within an hour, and was stopped. No more open to them until the
              hour is over.
            </P>
            <P>
              Ask them, and their administrator. On <a href={`${origin}/unusual-use`}>Unusual use</a> you see what they
              did, and let them go on.
            </P>
          </>
        ),
      };
    case 'reminder':
      return {
        subject: `Log in to keep your ${site.name} account active`,
        body: (
          <>
            <P>
              {site.name} user accounts are automatically inactivated after 60 days of non-use. Yours will become
              inactive on {showDay(mail.inactiveOn)}. Click the link below and log into {site.name} to keep it active.
            </P>
            <P>
              <a href={`${origin}/login`}>Log in to {site.name}</a>
            </P>
            <P>Once it is inactive, only {ask} can reactivate it.</P>
          </>
        ),
      };
  }
}

const resetRefusals = {
  inactive: 'the account is inactive.',
  locked: 'the account is locked.',
  'no questions': 'no security questions are on file for the account.',
};
