// What a registry that is started as operators start it is set to, where the run is on PostgreSQL.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResendStandIn } from '../setup/stand-ins.js';
import { engine, type Kept } from './engine.js';

/**
 * A database of its own, and mails that arrive as files in its data folder: the product itself writes them there on SQLite only.
 * Nothing where the run is on SQLite.
 */
export async function settingsOn(kept: Kept, dataDir: string): Promise<Record<string, string>> {
  const url = await engine.addressOf?.(kept);
  if (!url) return {};
  const folder = join(dataDir, 'mail');
  const resend = await ResendStandIn.start(({ from, subject, text }, count) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${count}.eml`), `From: ${from}\nSubject: ${subject}\n\n${text}`);
  });
  return { DATABASE_URL: url, MAIL: 'resend', RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url };
}
