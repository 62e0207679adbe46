import { TooManyMails } from '../../db/operations/outbox.js';

/** Takes what a write was refused for, to be told on its page; any other fault goes on. */
export function catchTooManyMails(error: unknown): TooManyMails {
  if (error instanceof TooManyMails) return error;
  throw error;
}
