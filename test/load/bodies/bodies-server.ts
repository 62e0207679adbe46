// The registry in a process of its own that measures how long its event loop was held, beside it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { built } from '../../support/setup/built.js';

export type Held = { readonly said?: string; readonly ms?: number; readonly bytes?: number };

const { start } = await built<typeof import('../../../src/start.js')>('start');
const { readConfig } = await built<typeof import('../../../src/config.js')>('config');
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const tell = (held: Held) => process.send?.(held);
const stop = await start(readConfig(), (said) => tell({ said }));

// Asked: the longest time since it was asked before, and the memory in use.
async function answer(ask: 'held' | 'stop'): Promise<void> {
  if (ask === 'stop') {
    await stop();
    process.disconnect();
    return;
  }
  tell({ ms: delay.max / 1e6, bytes: process.memoryUsage.rss() });
  delay.reset();
}

process.on('message', (ask: 'held' | 'stop') => void answer(ask));
