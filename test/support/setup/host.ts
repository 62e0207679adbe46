// A process that runs registries beside each other, so that the program is loaded once for many tests. What must be
// killed runs in a process of its own instead (registry.ts).
import { built } from './built.js';

export type Ask = { readonly id: number; readonly env?: Readonly<Record<string, string>> };
export type Told = { readonly id: number; readonly said?: string; readonly ended?: true };

const { start } = await built<typeof import('../../../src/start.js')>('start');
const { readConfig } = await built<typeof import('../../../src/config.js')>('config');
const running = new Map<number, () => Promise<void>>();
const tell = (told: Told) => process.send?.(told);

async function answer({ id, env }: Ask): Promise<void> {
  try {
    if (env) running.set(id, await start(readConfig(env), (said) => tell({ id, said })));
    else {
      await running.get(id)?.();
      running.delete(id);
      tell({ id, ended: true });
    }
  } catch (error) {
    tell({ id, said: `${error}`, ended: true });
  }
}

process.on('message', (ask: Ask) => void answer(ask));
