import { join } from 'node:path';
import { privateFolder, writePrivate } from '../files/private.js';
import type { Message } from './messages.js';

// What sends is read when the first message leaves: it is large, and many a server starts without one.

/** Sends one message, or throws: MailFault where the other side said something. */
export type Transport = (message: Message) => Promise<void>;

/** A message that was not taken. */
export class MailFault extends Error {
  /** @param retryAfter how long the other side asks to wait, in milliseconds */
  constructor(
    message: string,
    readonly retryAfter = 0,
  ) {
    super(message);
  }
}

/** The way messages leave, by the configuration. */
type MailSetting =
  | { readonly kind: 'folder' }
  | { readonly kind: 'resend'; readonly apiKey: string; readonly url?: string }
  | { readonly kind: 'smtp'; readonly url: string };

/**
 * Sends by the configured way.
 * @param deadline past this an attempt counts as failed, in milliseconds: a hanging host has no end of its own
 */
export function createMailTransport(mail: MailSetting, folder: string, deadline = 10_000): Transport {
  if (mail.kind === 'resend') return resendTransport(mail.apiKey, mail.url, deadline);
  return mail.kind === 'smtp' ? smtpTransport(mail.url, deadline) : folderTransport(folder);
}

/** Each message as a readable .eml file, named by its key: written again, it is the same file. */
function folderTransport(folder: string): Transport {
  privateFolder(folder);
  return async ({ key, ...message }) => {
    const { createTransport } = await import('nodemailer');
    const writer = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
    const { message: eml } = await writer.sendMail(message);
    if (!Buffer.isBuffer(eml)) throw new Error('A message was not written whole.');
    writePrivate(join(folder, `${key}.eml`), eml);
  };
}

/** Arrives once: Resend takes the same idempotency key once within 24 hours. */
function resendTransport(apiKey: string, url: string | undefined, deadline: number): Transport {
  return async ({ key, ...message }) => {
    const { Resend } = await import('resend');
    const resend = new Resend(apiKey, url ? { baseUrl: url } : {});
    const { error, headers } = await withDeadline(deadline, resend.emails.send(message, { idempotencyKey: key }));
    // The same key with another content: it was taken before, when the wording was another. Sending it twice would be
    // worse.
    if (!error || error.name === 'invalid_idempotent_request') return;
    const seconds = Number(headers?.['retry-after']);
    throw new MailFault(`Resend: ${error.name}`, seconds > 0 ? Math.min(seconds, 3600) * 1000 : 0);
  };
}

/** Arrives at least once: SMTP has no way to ask whether a message was taken when the line broke. */
function smtpTransport(url: string, deadline: number): Transport {
  return async ({ key, ...message }) => {
    const { createTransport } = await import('nodemailer');
    // It hangs up by itself, so that a host that wakes up later does not take a message that is sent again.
    const smtp = createTransport({
      url,
      connectionTimeout: deadline,
      greetingTimeout: deadline,
      socketTimeout: deadline,
    });
    try {
      await withDeadline(deadline, smtp.sendMail({ ...message, messageId: `<${key}@${message.from.split('@')[1]}>` }));
    } catch (error) {
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      throw new MailFault(`SMTP: ${responseCode ?? code ?? (error as Error).message}`);
    }
  };
}

async function withDeadline<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new MailFault(`No answer within ${ms / 1000} seconds.`)), ms);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
