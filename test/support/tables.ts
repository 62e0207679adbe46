// Every table, by its name in the code.
import * as accounts from '../../src/db/schema/accounts.js';
import * as clients from '../../src/db/schema/clients.js';
import * as immunizations from '../../src/db/schema/immunizations.js';
import * as imports from '../../src/db/schema/imports.js';
import * as operations from '../../src/db/schema/operations.js';
import * as schedules from '../../src/db/schema/schedules.js';
import * as search from '../../src/db/schema/search.js';

export const schema = { ...accounts, ...clients, ...immunizations, ...imports, ...operations, ...schedules, ...search };
