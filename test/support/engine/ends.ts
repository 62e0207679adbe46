// After the tests of each file: the registries that they had on a server of PostgreSQL are gone.
import { afterAll } from 'vitest';
import { engine } from './engine.js';

afterAll(() => engine.end(), 120_000);
