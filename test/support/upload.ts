import type { Answer, Browser } from './app.js';

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
