// Forms with a file in them, as browsers send them; files to import from, and the jobs on them.
import { importing } from '../../src/importing.js';
import { openRoom, type Room } from '../../src/jobs/room.js';
import { type Answer, type App, type Browser, formOf } from './app.js';

/** Sends a form with a file as browsers do; `spoil` changes the parts before. */
export async function upload(
  browser: Browser,
  path: string,
  file: string | Uint8Array<ArrayBuffer>,
  spoil: (form: FormData) => void = () => undefined,
): Promise<Answer> {
  const csrf = /name="csrf" value="([^"]*)"/.exec((await browser.get(path)).text)?.[1] ?? '';
  const form = new FormData();
  form.append('csrf', csrf);
  form.append('pack', new File([file], 'schedule.json', { type: 'application/json' }));
  form.append('do.add', 'Put in');
  spoil(form);
  const request = new Request('http://localhost', { method: 'POST', body: form });
  return browser.post(path, new Uint8Array(await request.arrayBuffer()), request.headers.get('Content-Type') ?? '');
}

export type Brought = {
  readonly kind?: string;
  readonly organization?: string;
  readonly name?: string;
  /** Changes the parts of the form before it is sent. */
  readonly spoil?: (form: FormData) => void;
};

/** Sends the form of a file as browsers do. */
export async function bringFile(
  browser: Browser,
  file: string | Uint8Array<ArrayBuffer>,
  { kind = 'clients', organization, name = 'people.csv', spoil = () => undefined }: Brought = {},
): Promise<Answer> {
  const { text } = await browser.get('/imports');
  const shownIn = (field: string) => new RegExp(`name="${field}" value="([^"]*)"`).exec(text)?.[1] ?? '';
  const form = new FormData();
  form.append('csrf', shownIn('csrf'));
  form.append('kind', kind);
  form.append('organization', organization ?? shownIn('organization'));
  form.append('file', new File([file], name, { type: 'text/csv' }));
  form.append('do.send', 'Send and check');
  spoil(form);
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const type = request.headers.get('Content-Type') ?? '';
  return browser.post('/imports', new Uint8Array(await request.arrayBuffer()), type);
}

/** The room where a registry's imports are worked on; faults of it end up in `faults`. */
async function importRoom(registry: App, faults: object[] = []): Promise<Room> {
  const { db, parts, config, clock } = registry;
  // A whole file in one step, however busy the machine is.
  const { kinds } = importing(db, parts.files, config, clock, 10_000);
  return openRoom({ db, clock, kinds, clockJobs: [], log: { error: (what) => faults.push(what) } });
}

/** Does what is ordered, in a process of its own as it were. */
export async function doJobs(registry: App): Promise<void> {
  const faults: object[] = [];
  const room = await importRoom(registry, faults);
  // One by one: an import is only begun when none is under way.
  for (let i = 0; i < 4; i += 1) {
    await room.look();
    await room.atRest();
  }
  await room.stop();
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
}

/** Presses a control of a file's page. */
export async function pressOn(browser: Browser, path: string, control: string): Promise<Answer> {
  const form = formOf((await browser.get(path)).text, path);
  form.append(control, control);
  return browser.post(path, form.toString());
}

/** Brings a file, checks it, imports it, and answers its page. */
export async function importFile(
  registry: App,
  browser: Browser,
  file: string | Uint8Array<ArrayBuffer>,
  of: Brought = {},
): Promise<Answer & { readonly path: string }> {
  const sent = await bringFile(browser, file, of);
  if (sent.status !== 303) throw new Error(`The file was refused: ${sent.status} ${sent.text}`);
  await doJobs(registry);
  await pressOn(browser, sent.location, 'do.import');
  await doJobs(registry);
  return { ...(await browser.get(sent.location)), path: sent.location };
}

type Filled = { readonly browser: Browser; readonly to: string; readonly form: URLSearchParams };

/** A form of ada's as it is shown, with what she chooses in it. */
async function formOfAda(ada: Browser, to: string, values: Record<string, string> = {}): Promise<Filled> {
  const form = formOf((await ada.get(to)).text, to);
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return { browser: ada, to, form };
}

const person = 'first name,birth date\nZzemlin,Ola,03/04/2021\n';

/** The forms about files, by route: the button that acts, and how somebody comes to where they would press it. */
export const exchangeForms: Readonly<Record<string, readonly [string, (registry: App) => Promise<Filled>]>> = {
  'POST /imports/:id{[0-9]{1,15}}': [
    'import',
    async (registry) => {
      const ada = await registry.open().logIn('ada');
      await bringFile(ada, `last name,${person}`);
      await doJobs(registry);
      return formOfAda(ada, '/imports/1');
    },
  ],
  'POST /imports/:id{[0-9]{1,15}}/columns': [
    'check',
    async (registry) => {
      const ada = await registry.open().logIn('ada');
      await bringFile(ada, `family,${person}`);
      return formOfAda(ada, '/imports/1/columns', { column1: 'lastName' });
    },
  ],
  'POST /exports': [
    'export',
    async (registry) => formOfAda(await registry.open().logIn('ada'), '/exports', { kind: 'clients' }),
  ],
};
