// What a registry that is started as operators start it is set to on PostgreSQL.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResendStandIn } from './stand-ins.js';

/**
 * A database, and mails that arrive as files in the data folder: the product itself writes them there on SQLite only.
 * @param url the address of the database
 */
export async function settingsAt(url: string, dataDir: string): Promise<Record<string, string>> {
  const folder = join(dataDir, 'mail');
  const resend = await ResendStandIn.start(({ from, subject, text }, count) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${count}.eml`), `From: ${from}\nSubject: ${subject}\n\n${text}`);
  });
  return { DATABASE_URL: url, MAIL: 'resend', RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url };
}
