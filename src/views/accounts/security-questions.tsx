import { questionFields, securityQuestions } from '../../domain/accounts/security-question.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, type Entry, Field, Select } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';
import { CurrentPassword } from './password.js';

/** The Manage Security Questions screen (L5). What was chosen stays after an error, answers are typed again. */
export const SecurityQuestions = ({
  frame,
  entry,
  asksPassword,
  inWizard,
}: {
  frame: Frame;
  entry: Entry;
  asksPassword: boolean;
  inWizard: boolean;
}) => (
  <Page frame={frame} title={entry.errors ? 'Error: Manage Security Questions' : 'Manage Security Questions'}>
    <form method="post" action="/security-questions" class="card" autocomplete="off" novalidate>
      <h1>Manage Security Questions</h1>
      {entry.errors ? <ErrorSummary errors={entry.errors} /> : null}
      <p>
        Choose three questions from the dropdown menus provided. Each answer to your questions must be unique. Answers
        must be at least five characters and should not contain your {frame.site.name} username or {frame.site.name}{' '}
        organization code. Answers are not case-sensitive.
      </p>
      <p>
        You are asked one of them if you forget your password.{inWizard ? ' This is the last step before Home.' : ''}
      </p>
      {entry.errors ? <p class="hint">For safety the answers are not shown again: type all three.</p> : null}
      <Csrf token={frame.csrf} />
      {questionFields.map(({ question, answer, n }) => (
        <fieldset class="pair">
          <legend class="unseen">Question {n} of 3</legend>
          <Select entry={entry} name={question} label={`Question ${n}`} choices={securityQuestions} none="(choose)" />
          <Field entry={entry} name={answer} label={`Answer ${n}`} maxlength={200} />
        </fieldset>
      ))}
      {asksPassword ? <CurrentPassword entry={entry} username={frame.viewer?.username ?? ''} /> : null}
      <p class="row">
        <input type="submit" class="main" name="do.submit" value="Submit" />{' '}
        {inWizard ? null : <a href="/account">Back</a>}
      </p>
    </form>
  </Page>
);
