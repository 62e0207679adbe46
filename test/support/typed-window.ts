// A window on DON DUCK's record whose regions are swapped by scripts, as htmx swaps them, or which loads whole pages.
import { demonstrationClients as people } from '../../src/demonstration/plant.js';
import { type Browser, formOf } from './app.js';

export const don = `/clients/${people.donDuck}`;

const regions = ['stamp', 'problems', 'kept', 'identity', 'address', 'other', 'panel'] as const;

/** A window: what its form shows, region by region, and what is typed over it and not sent. */
export class Window {
  readonly html = new Map<string, string>();
  typed = new Map<string, string>();
  asks: { at: string; words: string[] } | undefined;

  constructor(
    readonly browser: Browser,
    readonly scripts: boolean,
  ) {}

  async open() {
    this.show((await this.browser.get(don)).text);
  }

  show(page: string) {
    const form = /<form id="client"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
    const at = regions.map((region) => form.indexOf(`<div id="${region}">`));
    this.html.set('top', form.slice(0, at[0]));
    for (const [i, region] of regions.entries()) this.html.set(region, form.slice(at[i], at[i + 1]));
    this.typed.clear();
  }

  get fields() {
    return formOf(`<form action="${don}">${[...this.html.values()].join('')}</form>`, don);
  }

  get text() {
    return [...this.html.values()].join('');
  }

  /** Sends the form as a browser does, and shows what comes back. */
  async press(control: string) {
    const form = this.fields;
    for (const [name, value] of this.typed) form.set(name, value);
    form.append(control, control);
    if (!this.scripts) {
      const answer = await this.browser.post(don, form.toString());
      const page = answer.status === 303 ? await this.browser.get(answer.location.split('#')[0] ?? '') : answer;
      if (page.text.includes('id="client"')) this.show(page.text);
      return { ...page, went: answer.location };
    }
    const answer = await this.browser.request(don, {
      method: 'POST',
      body: form.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'HX-Request-Type': 'partial' },
    });
    const to = answer.headers.get('HX-Redirect');
    if (to) {
      const page = await this.browser.get(new URL(to).pathname + new URL(to).search);
      if (page.text.includes('id="client"')) this.show(page.text);
      return { ...page, went: new URL(to).pathname };
    }
    const parts = new Map(
      [...answer.text.matchAll(/<hx-partial id="(\w+)">([\s\S]*?)<\/hx-partial>/g)].map(([, id = '', html = '']) => [
        id,
        html,
      ]),
    );
    // What stands in a region that comes anew is what came; in the others it is what was typed.
    for (const [name, value] of this.typed) {
      const region = [...this.html].find(([, html]) => html.includes(`name="${name}"`))?.[0] ?? '';
      if (!parts.has(region)) this.html.set(region, withValue(this.html.get(region) ?? '', name, value));
    }
    for (const [id, html] of parts) if (this.html.has(id)) this.html.set(id, html);
    this.typed.clear();
    return { ...answer, went: '' };
  }
}

/** The markup of a region in which a field has another value. */
function withValue(html: string, name: string, value: string): string {
  const field = new RegExp(`(<input[^>]* name="${name}"[^>]*? value=")[^"]*(")`);
  return html.replace(field, (_, before, after) => `${before}${value}${after}`);
}
