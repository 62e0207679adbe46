import { pathToFileURL } from 'node:url';

/** A part of the product as it is built and runs (build.js). */
export function built<Module>(name: 'start' | 'config'): Promise<Module> {
  return import(pathToFileURL(`dist/${name}.js`).href);
}
