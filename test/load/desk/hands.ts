// The hands that the bench of the desk lends its script: one works with the mouse, one by the keyboard alone. Both count.
import type { Locator, Page } from '@playwright/test';

/** Somebody at the desk. What they type into fields is the same for all, and not counted. */
export interface Hands {
  readonly page: Page;
  /** The clicks, or the keys that lead from place to place: Tab, arrows, Enter, access keys. */
  readonly count: number;
  /** Types into a field, or chooses an entry of a list by its label. */
  fill(field: Locator, text: string): Promise<void>;
  press(control: Locator): Promise<void>;
  /** Enter, in the field that was just typed in. */
  enter(): Promise<void>;
}

async function type(field: Locator, text: string): Promise<void> {
  const tag = await field.evaluate((node: { tagName: string }) => node.tagName);
  await (tag === 'SELECT' ? field.selectOption({ label: text }) : field.fill(text));
}

/** Clicks on controls, and types on in the fields. */
export class Mouse implements Hands {
  count = 0;
  constructor(readonly page: Page) {}

  fill = type;

  async press(control: Locator): Promise<void> {
    this.count += 1;
    await control.click();
  }

  enter = () => this.page.keyboard.press('Enter');
}

/**
 * In the page: how many times Tab and Shift+Tab are pressed from where the focus is to a control, and how many times
 * Tab after the skip link; Infinity where it does not lead there.
 */
const distances = new Function(
  'target',
  `
  const isStop = (one) =>
    one.type !== 'radio' || one.checked || ![...document.getElementsByName(one.name)].some(({ checked }) => checked);
  const stops = [...document.querySelectorAll('a[href], input:not([type=hidden]), select, summary, [tabindex="0"]')]
    .filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility() && isStop(one));
  const follows = (one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const focused = document.activeElement === document.body ? document.querySelector(':target') : document.activeElement;
  const main = document.querySelector('main');
  const upTo = stops.filter((one) => one === target || follows(one, target));
  const tabs = (from) => (from && !follows(from, target) ? Infinity : upTo.filter((one) => !from || follows(from, one)).length);
  const back = focused && follows(target, focused)
    ? stops.filter((one) => one === target || (follows(target, one) && follows(one, focused))).length
    : Infinity;
  return {
    here: target === document.activeElement,
    tabs: tabs(focused),
    back,
    skip: focused || !document.querySelector('.skip') ? Infinity : tabs(main),
    accessKey: target.accessKey,
  };`,
) as (target: unknown) => Distances;
const isFocused = new Function('node', 'return node === document.activeElement') as (node: unknown) => boolean;

type Distances = { here: boolean; tabs: number; back: number; skip: number; accessKey: string };

/** Goes from control to control by the shortest way that the keyboard has. */
export class Keyboard implements Hands {
  count = 0;
  constructor(readonly page: Page) {}

  async fill(field: Locator, text: string): Promise<void> {
    await this.#go(field);
    await type(field, text);
  }

  async press(control: Locator): Promise<void> {
    if (await this.#go(control)) await this.enter();
  }

  async enter(): Promise<void> {
    await this.#key('Enter');
  }

  /** Leads to a control; false if its access key has pressed it already. */
  async #go(to: Locator): Promise<boolean> {
    await to.waitFor();
    const far = await to.evaluate(distances);
    const best = Math.min(far.tabs, far.back, far.skip + 2);
    if (far.here) return true;
    if (far.accessKey && best > 0) {
      await this.#accessKey(far.accessKey);
      return false;
    }
    if (best === far.skip + 2) for (const key of ['Tab', 'Enter']) await this.#key(key);
    for (let i = 0; i < 200 && !(await this.#isAt(to)); i += 1)
      await this.#key(best === far.back ? 'Shift+Tab' : 'Tab');
    if (!(await this.#isAt(to))) throw new Error(`${to} is not reached by the keyboard.`);
    return true;
  }

  #isAt = (control: Locator) => control.evaluate(isFocused);

  /** As a keyboard sends it: playwright's own Alt leaves out the letter that the browser looks for. */
  async #accessKey(key: string): Promise<void> {
    this.count += 1;
    const session = await this.page.context().newCDPSession(this.page);
    const event = { modifiers: 1, key, unmodifiedText: key } as const;
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    await session.detach();
  }

  async #key(key: string): Promise<void> {
    this.count += 1;
    await this.page.keyboard.press(key);
  }
}
