import type { ConfirmationDeed } from '../../domain/accounts/user-administration.js';
import { Csrf, FormKey } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Text = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly press: string;
  readonly look?: string;
};

/** The effect of each deed, before it is done. */
const texts: Readonly<Record<ConfirmationDeed, (name: string) => Text>> = {
  password: (name) => ({
    title: 'Issue a temporary password?',
    lines: [
      `A new temporary password for ${name} is shown to you on the next page, once. It is good for seven days.`,
      `The present password stops at once, ${name} is logged out everywhere, and links mailed before do not ` +
        'open any more.',
      `A mail tells ${name} that a temporary password was issued, not what it is.`,
    ],
    press: 'Issue temporary password',
  }),
  questions: (name) => ({
    title: 'Reset the security questions?',
    lines: [
      `The three questions and answers of ${name} are forgotten; new ones are asked for at the next login.`,
      'Until then a forgotten password cannot be reset by mail, and reset links mailed before do not open any more.',
    ],
    press: 'Reset security questions',
  }),
  sessions: (name) => ({
    title: 'End the sessions?',
    lines: [
      `${name} is logged out everywhere at once. Drafts stay; what was typed in the last seconds may be lost.`,
      'Links mailed before do not open any more. The password stays: logging in again is possible.',
    ],
    press: 'End sessions',
  }),
  deactivate: (name) => ({
    title: 'Deactivate the account?',
    lines: [
      `${name} is logged out everywhere and cannot log in or reset the password until the account is reactivated.`,
      'What was entered by this account stays as it is.',
    ],
    press: 'Deactivate',
    look: 'danger',
  }),
};

type Props = {
  frame: Frame;
  user: { readonly id: number; readonly name: string; readonly username: string };
  deed: ConfirmationDeed;
  /** The key of its form. */
  formKey: string;
};

/** Says what a deed will do to somebody, and asks (A2). */
export const UserDeed = ({ frame, user, deed, formKey }: Props) => {
  const { title, lines, press, look } = texts[deed](user.name);
  return (
    <Page frame={frame} title={title}>
      <form method="post" action={`/users/${user.id}`} class="card" aria-labelledby="title">
        <h1 id="title">{title}</h1>
        <p>
          {user.name}, username <b>{user.username}</b>
        </p>
        <ul>
          {lines.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
        <Csrf token={frame.csrf} />
        <FormKey value={formKey} />
        <p class="row">
          <a href={`/users/${user.id}`}>Back</a>{' '}
          <input type="submit" class={look ?? 'main'} name={`do.${deed}`} value={press} />
        </p>
      </form>
    </Page>
  );
};
