import { type Choice, isCode } from '../codes/choice.js';
import { clean } from '../text/clean.js';

/** The questions to choose three from (L5). None is about health, and none can be looked up in a register. */
export const securityQuestions: readonly Choice[] = [
  { code: 'street', label: 'On what street did your best friend in childhood live?' },
  { code: 'teacher', label: 'What is the last name of the teacher you liked best?' },
  { code: 'toy', label: 'What did you call your favorite toy as a child?' },
  { code: 'first-job', label: 'In what town was your first job?' },
  { code: 'concert', label: 'Whom did you hear at the first concert you went to?' },
  { code: 'dish', label: 'What dish did you first learn to cook?' },
  { code: 'book', label: 'What book did you read more than once as a child?' },
  { code: 'trip', label: 'Where did you first travel by plane or train?' },
  { code: 'neighbor', label: 'What is the first name of the neighbor you remember best?' },
  { code: 'car', label: 'What make was the first car you rode in often?' },
  { code: 'nickname', label: 'What nickname did a grandparent have for you?' },
  { code: 'place', label: 'What place would you most like to see again?' },
];

const leastLetters = 5;

/**
 * An answer as it is compared: without regard to case, to surrounding or repeated spaces (L5), to which apostrophe,
 * quotation mark or hyphen a keyboard has.
 */
export function answerKey(answer: string): string {
  return clean(answer)
    .normalize('NFKC')
    .replaceAll(/[\u2018-\u201B\u02B9-\u02BD\u0060\u00B4\u2032\uA78C]/g, "'")
    .replaceAll(/[\u201C-\u201F\u2033]/g, '"')
    .replaceAll(/\p{Pd}/gu, '-')
    .trim()
    .replaceAll(/\s+/gu, ' ')
    .toLowerCase();
}

/** The names of the form's fields. */
export const questionFields = [1, 2, 3].map((n) => ({ question: `question${n}`, answer: `answer${n}`, n }));

/** The faults of three questions and answers, by field (L5). */
export function questionFaults(
  values: Readonly<Record<string, string>>,
  who: { readonly username: string; readonly organizationCodes: readonly string[] },
): Record<string, string> {
  const errors: Record<string, string> = {};
  const questions = new Set<string>();
  const answers = new Set<string>();
  for (const { question, answer, n } of questionFields) {
    const code = values[question] ?? '';
    if (!isCode(securityQuestions, code)) errors[question] = `Choose question ${n}.`;
    else if (questions.has(code))
      errors[question] = `Question ${n} is chosen already: choose three different questions.`;
    questions.add(code);
    const fault = answerFault(values[answer] ?? '', n, who);
    const key = answerKey(values[answer] ?? '');
    if (fault) errors[answer] = fault;
    else if (answers.has(key)) errors[answer] = `Answer ${n} is the same as another: each answer must be unique.`;
    answers.add(key);
  }
  return errors;
}

function answerFault(
  answer: string,
  n: number,
  who: { readonly username: string; readonly organizationCodes: readonly string[] },
): string | undefined {
  const key = answerKey(answer);
  if (key === '') return `Enter answer ${n}.`;
  if ([...key].length < leastLetters) return `Answer ${n} must be at least five characters.`;
  if ([...key].length > 128) return `Answer ${n} must be at most 128 characters.`;
  if (key.includes(answerKey(who.username))) return `Answer ${n} must not contain your username.`;
  if (who.organizationCodes.some((code) => key.includes(answerKey(code))))
    return `Answer ${n} must not contain your organization code.`;
  return undefined;
}
