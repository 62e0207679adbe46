/**
 * The fault of an email address, in a sentence; undefined if there is none. Only a mail can tell whether mail arrives.
 */
export function emailFault(typed: string): string | undefined {
  const email = typed.trim();
  if (email === '') return 'Enter an email address.';
  if (email.length > 254 || !/^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+\.[^\s@<>()[\],;:\\".]{2,}$/.test(email))
    return 'Enter an email address such as name@example.org.';
  return undefined;
}

/** True if two addresses reach the same box, as nearly every mail server sees it: without regard to case. */
export const isSameEmail = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** An address for a list: its first letter and its host tell whose it may be, and nobody can write to it: n…@example.org. */
export const maskedEmail = (email: string): string => email.replace(/^(.)[^@]*(?=@)/su, '$1…');
