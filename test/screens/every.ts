// Every screen in its states, by who sees it; those of one person follow each other, some from the one before.
import { administering, helping, resetting, wayIn } from './account-screens.js';
import { exchanging } from './exchange-screens.js';
import { recording } from './immunization-screens.js';
import { running } from './region-screens.js';
import { editing, general, helpDesk, outside, reading, type Screen, searching, viewing } from './screens.js';

export type Group = {
  readonly of: string;
  readonly username?: string;
  readonly screens: readonly Screen[];
};

/** The way back in comes before the users are locked, reset and administered. */
export const everyScreen: readonly Group[] = [
  { of: 'before logging in', screens: outside },
  { of: 'around the work', username: 'nora', screens: general },
  { of: 'searching', username: 'nora', screens: searching },
  { of: 'editing', username: 'nora', screens: editing },
  { of: 'reading immunizations', username: 'nora', screens: reading },
  { of: 'recording immunizations', username: 'nora', screens: recording },
  { of: 'viewing', username: 'victor', screens: viewing },
  { of: 'on the way back in', screens: resetting },
  { of: 'on the way in', username: 'newt', screens: wayIn },
  { of: 'about users', username: 'ada', screens: administering },
  { of: 'of the help desk', username: 'helen', screens: [...helping, ...running, ...exchanging, ...helpDesk] },
];

/** States of screens that stand above in another state already, and that no screen after them needs to have been. */
const further: readonly string[] = [
  ...['search-gender-alone', 'search-former-name', 'search-long-name', 'search-none', 'search-too-broad'],
  ...['new-client-empty-refused', 'new-client-refused', 'new-client-duplicates-refused', 'new-client-entered'],
  ...['client-birth-certificate', 'client-long-name', 'client-from-results', 'client-updated', 'client-draft'],
  ...['home-with-draft', 'record-history-long-name', 'client-restored-beside-typed', 'contacts-none'],
  ...['contacts-all-seven', 'contact-marked-for-deletion', 'comment-form-error', 'condition-form-error'],
  ...['history-all-comments'],
  ...['history-long', 'history-long-name', 'print-confidential', 'add-draft', 'history-with-draft'],
  ...['view-contacts', 'view-long-name', 'forgot-refused', 'security-question-wrong', 'temporary-password-refused'],
  ...['email-address-refused', 'security-questions-refused', 'user-of-several', 'users-new-refused', 'user-of-all'],
  ...['restricted-not-found', 'restricted-deceased', 'restricted-long-name', 'restricted-refused', 'restricted-done'],
  ...['schedules-refused', 'schedule-seasons-refused'],
  ...['record-history-with-views', 'duplicate-decided', 'row-aside-refused', 'duplicates-none'],
  ...['audit-log-refused', 'audit-log-none', 'unusual-use-refused'],
  ...['imports-refused', 'import-columns-refused'],
  ...['organization-new-refused', 'announcement-new-refused', 'mail-give-up-refused'],
];

export const isFurther = ({ name }: Screen): boolean => further.includes(name);
