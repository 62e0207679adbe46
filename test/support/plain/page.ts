// A browser without scripts: it follows links, sends forms as they stand and keeps cookies; a context is one of them.
import { Browser } from '../app.js';
import { bodyWithFiles, entriesOf, fileControlsOf } from './form.js';
import { PlainPlace } from './place.js';
import { attribute, type Element, elementsIn, parsePage, plain, type Root, textOf } from './tree.js';

export class PlainContext {
  readonly jar: Browser;

  constructor(readonly origin: string) {
    this.jar = new Browser((path, init) => fetch(new URL(path, origin), { ...init, redirect: 'manual' }));
  }

  browser = () => aBrowser;
  newPage = async (): Promise<PlainPage> => new PlainPage(this);
  close = async (): Promise<void> => undefined;
}

/** Opens contexts as playwright's browsers do. */
export const aBrowser = {
  newContext: async ({ baseURL }: { readonly baseURL: string }): Promise<PlainContext> => new PlainContext(baseURL),
};

const form = 'application/x-www-form-urlencoded';

export class PlainPage {
  root: Root = parsePage('');
  focused: Element | undefined;
  /** The files that were chosen. */
  readonly files = new WeakMap<Element, File>();
  text = '';
  #url = 'about:blank';

  constructor(readonly of: PlainContext) {}

  readonly #whole = new PlainPlace(this, '', () => [this.root]);
  getByRole = this.#whole.getByRole.bind(this.#whole);
  getByLabel = this.#whole.getByLabel.bind(this.#whole);
  getByText = this.#whole.getByText.bind(this.#whole);
  locator = this.#whole.locator.bind(this.#whole);

  context = (): PlainContext => this.of;
  url = (): string => this.#url;
  content = async (): Promise<string> => this.text;
  title = (): string => plain(textOf(elementsIn(this.root).find(({ tagName }) => tagName === 'title') ?? this.root));

  async goto(to: string): Promise<{ status(): number }> {
    const status = await this.#load(new URL(to, this.of.origin), {});
    return { status: () => status };
  }

  reload = (): Promise<{ status(): number }> => this.goto(this.#url);

  /** Goes where a link leads; to a part of the same page without asking for it again. */
  async follow(href: string): Promise<void> {
    const to = new URL(href, this.#url);
    if (to.hash && to.href.split('#')[0] === this.#url.split('#')[0]) this.#arrive(to);
    else await this.#load(to, {});
  }

  /** Sends a form as it stands, by one of its buttons. */
  async submit(sent: Element, button: Element): Promise<void> {
    const said = (name: string) => attribute(button, `form${name}`) ?? attribute(sent, name);
    const to = new URL(said('action') || this.#url, this.#url);
    const entries = entriesOf(this.root, sent, button);
    const headers = { Origin: this.of.origin, 'Sec-Fetch-Site': 'same-origin' };
    if (said('enctype') === 'multipart/form-data') {
      const body = bodyWithFiles(entries, fileControlsOf(this.root, sent), this.files);
      return void (await this.#load(to, { method: 'POST', body, headers }));
    }
    if ((said('method') ?? 'get').toLowerCase() === 'post')
      return void (await this.#load(to, {
        method: 'POST',
        body: `${entries}`,
        headers: { ...headers, 'Content-Type': form },
      }));
    to.search = `${entries}`;
    await this.#load(to, {});
  }

  async #load(to: URL, init: RequestInit): Promise<number> {
    if (to.protocol === 'about:') {
      this.#show('', to);
      return 200;
    }
    if (to.origin !== this.of.origin) throw new Error(`${to} is elsewhere.`);
    const answer = await this.of.jar.request(to.pathname + to.search, init);
    if (answer.status >= 300 && answer.status < 400 && answer.location) {
      const next = new URL(answer.location, to);
      next.hash ||= to.hash;
      return this.#load(next, answer.status === 307 || answer.status === 308 ? init : {});
    }
    this.#show(answer.text, to);
    return answer.status;
  }

  #loaded = (): void => undefined;

  /** Tells of each page that is loaded, as a browser's responses do. */
  onLoad(loaded: () => void): void {
    this.#loaded = loaded;
  }

  #show(text: string, at: URL) {
    this.#loaded();
    this.text = text;
    this.root = parsePage(text);
    this.#arrive(at);
  }

  /** The place in the page that an address names has the focus, where it can. */
  #arrive(at: URL) {
    this.#url = at.href;
    const all = elementsIn(this.root);
    const named = all.find((one) => at.hash && attribute(one, 'id') === decodeURIComponent(at.hash.slice(1)));
    this.focused = named ?? all.find((one) => attribute(one, 'autofocus') !== undefined);
  }

  readonly keyboard = {
    press: async (key: string): Promise<void> => {
      const { focused } = this;
      if (key === 'Enter' && focused) await new PlainPlace(this, 'what has the focus', () => [focused]).press(key);
    },
  };

  async waitForURL(wanted: RegExp | ((url: URL) => boolean)): Promise<void> {
    const reached = wanted instanceof RegExp ? wanted.test(this.#url) : wanted(new URL(this.#url));
    if (!reached) throw new Error(`It is at ${this.#url}.`);
  }

  close = async (): Promise<void> => undefined;
  waitForLoadState = async (): Promise<void> => undefined;
}
