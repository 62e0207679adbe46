// Unexpected console output fails a test.
import { afterEach, beforeEach, expect, vi } from 'vitest';

const spies: ReturnType<typeof vi.spyOn>[] = [];

beforeEach(() => {
  for (const method of ['log', 'info', 'warn', 'error'] as const) spies.push(vi.spyOn(console, method));
});

afterEach(() => {
  for (const spy of spies.splice(0)) {
    expect(spy.mock.calls).toEqual([]);
    spy.mockRestore();
  }
});
