import { accountSections } from './guide-account.js';
import { helpDeskSections, organizationSections } from './guide-administration.js';
import { clientSections } from './guide-clients.js';
import { immunizationSections } from './guide-immunizations.js';
import type { Section } from './guide-section.js';

/** The guide, in the order of its page. */
export const guide: readonly { readonly title: string; readonly sections: readonly Section[] }[] = [
  { title: 'Logging in, and around the work', sections: accountSections },
  { title: 'Clients', sections: clientSections },
  { title: 'Immunizations', sections: immunizationSections },
  { title: 'Your organization', sections: organizationSections },
  { title: 'Help desk', sections: helpDeskSections },
];

/** The section of a screen; undefined where there is none by that name. */
export const sectionOf = (screen: string): Section | undefined =>
  guide.flatMap(({ sections }) => sections).find(({ screens }) => screens.includes(screen));
