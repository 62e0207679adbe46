import { pathToFileURL } from 'node:url';

/** A module of the product as it is built and runs, by its path under src without the ending. */
export function built<Module>(name: string): Promise<Module> {
  return import(pathToFileURL(`dist/${name}.js`).href);
}
