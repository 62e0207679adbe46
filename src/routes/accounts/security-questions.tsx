import { Hono } from 'hono';
import { hashAnswer } from '../../auth/passwords.js';
import { drawNumber } from '../../auth/tokens.js';
import { organizationsOf } from '../../db/accounts/memberships.js';
import { questionsOf, setQuestions } from '../../db/accounts/security-questions.js';
import { questionFaults, questionFields } from '../../domain/accounts/security-question.js';
import { SecurityQuestions } from '../../views/accounts/security-questions.js';
import { allow, type Env, frame, type Request, remoteAddress } from '../../web/context.js';
import { readForm } from '../../web/form.js';
import { goTo, page } from '../../web/page.js';
import { currentPasswordFault, isRecent } from './recent-password.js';

/** Manage Security Questions (L5): at the first login, and from manage my account later. */
export const securityQuestions = new Hono<Env>()
  .get('/', async (c) => {
    const viewer = allow(c, 'finish logging in');
    const questions = await questionsOf(c.get('db').read, viewer.userId);
    return show(c, Object.fromEntries(questionFields.map(({ question, n }) => [question, questions[n - 1] ?? ''])));
  })

  .post('/', async (c) => {
    const viewer = allow(c, 'finish logging in');
    const db = c.get('db');
    const clock = c.get('clock');
    const step = c.get('step');
    const { values } = await readForm(
      c,
      {
        text: questionFields.flatMap(({ question, answer }) => [question, answer]),
        choice: ['currentPassword'],
        buttons: ['submit'],
      },
      ({ message, status }, values) => show(c, values, { question1: message }, status),
    );
    const codes = (await organizationsOf(db.read, viewer.userId)).map(({ code }) => code);
    const errors = questionFaults(values, { username: viewer.username, organizationCodes: codes });
    const password = step ? undefined : await currentPasswordFault(c, values.currentPassword);
    if (password) errors.currentPassword = password;
    if (Object.keys(errors).length > 0) return show(c, values, errors, 422);
    const answers: { question: string; answerHash: string }[] = [];
    for (const { question, answer } of questionFields)
      answers.push({ question: values[question] ?? '', answerHash: await hashAnswer(values[answer] ?? '') });
    const asked = drawNumber(questionFields.length);
    // On the way in no password is asked for: once another window has set them, this one changes nothing.
    const when = { at: clock(), address: remoteAddress(c), isFirst: step !== undefined };
    await db.write((tx) => setQuestions(tx, viewer, answers, asked, when));
    return goTo(c, step ? '/' : '/account?saved=questions');
  });

function show(
  c: Request,
  values: Readonly<Record<string, string>>,
  errors?: Record<string, string>,
  status: 200 | 400 | 413 | 422 = 200,
) {
  // Answers are never shown again.
  const questions = Object.fromEntries(questionFields.map(({ question }) => [question, values[question] ?? '']));
  const entry = { values: questions, ...(errors && { errors }) };
  const asksPassword = c.get('step') === undefined && !isRecent(c);
  const inWizard = c.get('step') !== undefined;
  return page(
    c,
    <SecurityQuestions frame={frame(c)} entry={entry} asksPassword={asksPassword} inWizard={inWizard} />,
    status,
  );
}
