import { isAnswered, type Question, type Questions } from '../../domain/forms/question.js';
import { attributes, markup } from './markup.js';

/** The questions about the values of an entry, by field, and the ids of the answered ones. */
export type QuestionEntry = { readonly questions?: Questions; readonly asTyped?: string };

/** The question about a value, after its control, with the tick that answers it (X4). */
export function questionMarkup({ questions, asTyped }: QuestionEntry, name: string) {
  const asked = questions?.[name];
  return asked ? Asking(name, asked, isAnswered(asked, asTyped)) : '';
}

const Asking = (name: string, { id, text, answer = 'Save it as typed' }: Question, answered: boolean) =>
  markup`<div class="asking">
    <p id="${name}-question" class="${answered ? 'note' : 'error'}"><span class="unseen">Question: </span>${text}</p>
    <input type="hidden" name="question" value="${id}">
    <label class="choice"><input type="checkbox" id="${name}-as-typed" name="asTyped" value="${id}"${attributes({
      checked: answered,
      'aria-describedby': `${name}-question`,
    })}> ${answer}</label>
  </div>`;
