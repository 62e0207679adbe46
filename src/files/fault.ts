/** The obstacles to reading or writing a file, by the code of the system's error. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'is not there'],
  ['ENOTDIR', 'is no folder'],
  ['EISDIR', 'is a folder, where a file is wanted'],
  ['EACCES', 'may not be read or written by the user who runs this'],
  ['EPERM', 'may not be read or written by the user who runs this'],
  ['ENOSPC', 'cannot be written: the disk is full'],
  ['EROFS', 'cannot be written: the disk is read-only'],
]);

/** The reason why a file could not be read or written, as a sentence that names it; undefined for any other error. */
export function fileFault(error: unknown): string | undefined {
  const { code = '', path } = error as NodeJS.ErrnoException;
  const reason = reasons.get(code);
  return reason && path ? `${path} ${reason}.` : undefined;
}
