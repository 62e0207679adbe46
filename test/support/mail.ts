// What the registry mails, read as its people read it.
import { deliverDue } from '../../src/jobs/outbox.js';
import type { Message } from '../../src/mail/messages.js';
import type { App } from './app.js';

/** Sends what waits; the answer is what arrived, oldest first. */
export async function arrivedFrom(registry: App): Promise<Message[]> {
  const arrived: Message[] = [];
  const { db, clock, config, links } = registry;
  const send = async (message: Message) => void arrived.push(message);
  const post = { db, clock, send, site: config.site, origin: config.origin, tokenOf: links.tokenOf };
  while ((await deliverDue(post)) > 0);
  return arrived;
}

/** The path of the link in a message. */
export function linkIn(message: Message | undefined): string {
  const link = /http\S+\/(?:password\/reset|email-address\/confirm)\/\S+/.exec(message?.text ?? '')?.[0];
  if (!link) throw new Error('There is no link in this message.');
  return new URL(link).pathname;
}
