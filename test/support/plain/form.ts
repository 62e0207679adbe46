// What a browser sends of a form: the entry list of the HTML standard; files go beside it.
import {
  around,
  attribute,
  chosenOf,
  type Element,
  elementsIn,
  has,
  type Root,
  valueIn,
  valueOfOption,
} from './tree.js';

/** The form that a control belongs to. */
export function formOf(root: Root, control: Element): Element | undefined {
  const id = attribute(control, 'form');
  return id
    ? elementsIn(root).find((one) => one.tagName === 'form' && attribute(one, 'id') === id)
    : around(control).find(({ tagName }) => tagName === 'form');
}

/** Whether a control can neither be used nor is sent. */
export const isDisabled = (control: Element): boolean =>
  has(control, 'disabled') || around(control).some((one) => one.tagName === 'fieldset' && has(one, 'disabled'));

const typeOf = (control: Element) => attribute(control, 'type') ?? (control.tagName === 'button' ? 'submit' : 'text');
export const isSubmit = (control: Element): boolean =>
  (control.tagName === 'button' || control.tagName === 'input') && typeOf(control) === 'submit';
export const isTicked = (control: Element): boolean => /^(?:radio|checkbox)$/.test(typeOf(control));

export const isFile = (control: Element): boolean => control.tagName === 'input' && typeOf(control) === 'file';

/** The controls of a form, in the order of the page. */
const controlsOf = (root: Root, form: Element): Element[] =>
  elementsIn(root).filter((one) => ['input', 'select', 'button'].includes(one.tagName) && formOf(root, one) === form);

/** The button that Enter in a field presses: the first of the form, and none where that one is disabled. */
export function defaultButton(root: Root, form: Element): Element | undefined {
  const first = controlsOf(root, form).find(isSubmit);
  return first && !isDisabled(first) ? first : undefined;
}

/** The radio buttons that are let go when one is chosen. */
export const groupOf = (root: Root, radio: Element): Element[] =>
  elementsIn(root).filter(
    (one) =>
      one.tagName === 'input' &&
      typeOf(one) === 'radio' &&
      attribute(one, 'name') === attribute(radio, 'name') &&
      formOf(root, one) === formOf(root, radio),
  );

/** The names and values that are sent when a button is pressed. */
export function entriesOf(root: Root, form: Element, button: Element | undefined): URLSearchParams {
  const entries = new URLSearchParams();
  for (const control of controlsOf(root, form)) {
    const name = attribute(control, 'name');
    if (!name || isDisabled(control) || isFile(control)) continue;
    if (control.tagName === 'select')
      for (const option of chosenOf(control)) {
        if (!has(option, 'disabled')) entries.append(name, valueOfOption(option));
      }
    else if (control.tagName === 'button' || ['submit', 'button', 'reset', 'image'].includes(typeOf(control))) {
      if (control === button) entries.append(name, valueIn(control));
    } else if (!isTicked(control) || has(control, 'checked')) entries.append(name, valueIn(control));
  }
  return entries;
}

/** The same as the body of a form that takes files; where none was chosen an empty one is sent. */
export function bodyWithFiles(entries: URLSearchParams, controls: readonly Element[], chosen: WeakMap<Element, File>) {
  const body = new FormData();
  for (const [name, value] of entries) body.append(name, value);
  for (const control of controls)
    body.append(attribute(control, 'name') ?? '', chosen.get(control) ?? new File([], ''));
  return body;
}

/** The controls of a form that take a file. */
export const fileControlsOf = (root: Root, form: Element): Element[] => controlsOf(root, form).filter(isFile);
