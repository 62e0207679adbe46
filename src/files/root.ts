import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder that Titer was put in, wherever in it this is: built, many files become few. */
export const root: URL = pathToFileURL(`${dirname(findPackageJSON(import.meta.url) ?? '.')}/`);
