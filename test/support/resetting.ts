import { expect } from 'vitest';
import { demonstrationAnswers } from '../../src/demonstration/accounts.js';
import { type App, type Browser, formOf } from './app.js';
import { arrivedFrom, linkIn } from './mail.js';

export const day = 24 * 60 * 60 * 1000;
export const noras = { organizationCode: 'RIVER', username: 'nora', email: 'nora.lind@riverside.example' };
export const fresh = { newPassword: 'Grey-goose-77', confirmNewPassword: 'Grey-goose-77' };
export const right = demonstrationAnswers[0].answer;

export const ask = (browser: Browser, fill: Record<string, string> = noras) =>
  browser.submit('/password/forgot', fill, 'do.submit');

export const pauls = { organizationCode: 'PUB', username: 'paul', email: 'paul.vang@county.example' };

/** A link that just arrived, for nora unless it is said for whom. */
export async function linkFor(registry: App, who = noras): Promise<string> {
  await ask(registry.open(), who);
  return linkIn((await arrivedFrom(registry)).at(-1));
}

export async function follow(registry: App, link: string): Promise<Browser> {
  const browser = registry.open();
  expect((await browser.get(link)).location).toBe('/password/answer');
  return browser;
}

/** What a button sends, by default Save on the page for the new password. */
export async function formFor(
  browser: Browser,
  path = '/password/new',
  fill: Record<string, string> = { ...fresh, 'do.save': 'Save' },
): Promise<URLSearchParams> {
  const form = formOf((await browser.get(path)).text, path);
  for (const [name, value] of Object.entries(fill)) form.set(name, value);
  return form;
}

export const answer = (browser: Browser, text: string) =>
  browser.submit('/password/answer', { answer: text }, 'do.submit');
