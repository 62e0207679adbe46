import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A program in a terminal that nobody sees: tmux, with a server, a home folder and a configuration of its own. */
export class Terminal {
  readonly #home = mkdtempSync(join(tmpdir(), 'titer-terminal-'));

  readonly #rows = 150;

  constructor(command: string) {
    this.#tmux('-f', '/dev/null', 'new-session', '-d', '-x', '120', '-y', String(this.#rows), command);
    this.#tmux('set', 'status', 'off');
  }

  /** What stands on the screen. */
  screen(): string {
    return this.#tmux('capture-pane', '-p').trimEnd();
  }

  /** Presses keys by tmux's names: Enter, Tab, C-u, g. */
  keys(...names: string[]): void {
    this.#tmux('send-keys', ...names);
  }

  type(text: string): void {
    this.#tmux('send-keys', '-l', text);
  }

  /** Waits until the screen has a text; the answer is the screen. */
  async waitFor(text: string | RegExp): Promise<string> {
    await this.#until(() => (typeof text === 'string' ? this.screen().includes(text) : text.test(this.screen())), text);
    return this.screen();
  }

  /** Waits until the program asks for something in the last line, or asks no more. */
  async waitForPrompt(is: boolean): Promise<void> {
    const last = String(this.#rows - 1);
    await this.#until(() => (this.#tmux('display', '-p', '#{cursor_y}').trim() === last) === is, 'prompt');
  }

  async #until(isSo: () => boolean, what: string | RegExp): Promise<void> {
    const end = Date.now() + 10_000;
    while (!isSo()) {
      if (Date.now() > end) throw new Error(`Waited in vain for ${what} in:\n${this.screen()}`);
      await pause(20);
    }
  }

  close(): void {
    this.#tmux('kill-server');
    rmSync(this.#home, { recursive: true, force: true });
  }

  #tmux(...args: string[]): string {
    return execFileSync('tmux', ['-S', join(this.#home, 'tmux'), ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: this.#home, TERM: 'xterm', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    });
  }
}

/** w3m, as somebody uses it who has no other browser. */
export class W3m {
  readonly terminal: Terminal;

  constructor(url: string) {
    this.terminal = new Terminal(`w3m -cookie -o confirm_qq=0 -o use_history=0 '${url}'`);
  }

  /** Waits until the page shows a text; the answer is the page. */
  see = (text: string | RegExp) => this.terminal.waitFor(text);

  /** Fills in the text field after a label, which begins a line; of several the first below some words. */
  async fill(label: string, text: string, below = ''): Promise<void> {
    await this.#goTo(label, '^', below);
    this.terminal.keys('Tab', 'Enter');
    await this.#answer(text);
  }

  /** Presses a button. */
  press = (name: string) => this.#activate(`[${name}]`);

  /** Chooses a radio button, by the text after it. */
  async choose(label: string): Promise<void> {
    await this.#goTo(`( ) ${label}`);
    this.terminal.keys('Tab', 'Enter');
  }

  /**
   * Chooses in the select after a label, which begins a line: Enter opens its list over the page, / finds in it. Where a hint
   * stands below the label nothing is `beside` it.
   */
  async pick(label: string, option: string, beside = ' ['): Promise<void> {
    await this.#goTo(`${label}${beside}`, '^');
    this.terminal.keys('Tab', 'Enter');
    await this.terminal.waitFor('┌');
    await this.#find(`^${literally(option)}$`);
    this.terminal.keys('Enter');
    await this.terminal.waitFor(`[${option}`);
  }

  /** Ticks the box before a label. */
  async tick(label: string): Promise<void> {
    await this.#goTo(`[ ] ${label}`);
    this.terminal.keys('Tab', 'Enter');
    await this.terminal.waitFor(`[*] ${label}`);
  }

  /** Follows a link; of several the first below some words. */
  follow = (name: string, below = '') => this.#activate(name, below);

  /** Goes to an address of the same site. */
  async visit(address: string): Promise<void> {
    this.terminal.keys('U');
    await this.#answer(address);
  }

  close = () => this.terminal.close();

  async #answer(text: string): Promise<void> {
    await this.terminal.waitForPrompt(true);
    this.terminal.keys('C-e', 'C-u');
    this.terminal.type(text);
    this.terminal.keys('Enter');
    await this.terminal.waitForPrompt(false);
  }

  async #activate(text: string, below = ''): Promise<void> {
    await this.#goTo(text, '', below);
    this.terminal.keys('Enter');
  }

  /** Puts the cursor on the first place from the top of the page, or below some words, where a text stands. */
  async #goTo(text: string, before = '', below = ''): Promise<void> {
    await this.terminal.waitFor(text);
    this.terminal.keys('g');
    if (below) await this.#find(literally(below));
    await this.#find(before + literally(text));
  }

  async #find(pattern: string): Promise<void> {
    this.terminal.keys('/');
    await this.terminal.waitForPrompt(true);
    this.terminal.type(pattern);
    this.terminal.keys('Enter');
    await this.terminal.waitForPrompt(false);
  }
}

/** A text as a pattern of w3m's. */
const literally = (text: string) => text.replaceAll(/[[\]().*?+^$\\|]/g, '\\$&');
