// After the tests of each file: no statement that they had the product make reads a table that grows from end to end.
import { afterAll, expect } from 'vitest';
import { scansSince } from './scans.js';

afterAll(() => {
  expect(scansSince()).toEqual([]);
});
