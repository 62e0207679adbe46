// A registry with nothing in it.
import type { Database } from '../../src/db/engine/database.js';
import { engine } from './engine/engine.js';

export const openEmpty = (): Database => engine.open(engine.empty());
