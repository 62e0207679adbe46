import type { Section } from './guide-section.js';

/** What an organization does beside its clients. */
export const organizationSections: readonly Section[] = [
  {
    id: 'switch-organizations',
    title: 'Switch organizations',
    screens: ['organizations'],
    steps: [
      'Select *Switch organizations*, beside the name of the organization. It is there for whoever belongs to several.',
      'Choose the organization to act for and select *Switch*.',
    ],
    lines: [
      'Everything follows the organization that you act for: chart number, status, whose doses are owned, ' +
        '*Last Updated by*.',
      'A draft stays with the organization that it was made for.',
    ],
    picture: {
      name: 'switch-organizations',
      shows: 'Switch organizations: a choice of two organizations, the button Switch, and what is not saved yet.',
    },
  },
  {
    id: 'users',
    title: 'Users, for administrators',
    screens: ['users', 'users-new', 'users-id', 'users-id-sure'],
    steps: [
      'Select *manage users*. Find a user by name, “last, first”, initials or username, or list those of one status.',
      'Select the name. *Unlock* opens a locked account, *Reactivate* one that was unused for 60 days.',
      '*Issue temporary password* helps somebody who cannot reset their own. It is shown once: give it ' +
        'to the user in person or by telephone.',
    ],
    lines: [
      '*Add users* makes one account or several. Rows left empty are skipped. Either all that are filled in are added, or ' +
        'none, with what is wrong said at each field.',
      'Temporary passwords are shown on the next page, once, and are good for 7 days.',
      'An account that belongs to other organizations too is changed by the help desk alone; you end its ' +
        'membership in yours.',
    ],
    picture: {
      name: 'users',
      shows: 'The list of users with name, username, role, status and last login, and a form to find one.',
    },
  },
  {
    id: 'import',
    title: 'Import',
    screens: ['imports', 'imports-id', 'imports-id-standing', 'imports-id-columns', 'imports-id-refused'],
    steps: [
      'Choose what the file has and the file: CSV as a spreadsheet saves it. Select *Send and check*.',
      'Columns whose names are not known are asked for, and remembered.',
      'Read the preview. It names every row that cannot be taken, by its line, and why. Nothing is changed yet.',
      'Select *Import*. The work goes on while you leave the page.',
    ],
    lines: [
      '*Stop* ends it between two rows: what is counted is written, each row whole.',
      'Rows that were not taken can be saved as CSV, corrected and brought again. What is there already is not entered twice.',
    ],
  },
  {
    id: 'export',
    title: 'Export',
    screens: ['exports'],
    lines: [
      'The file has what the organization may see, as CSV that import takes back. A cell that a spreadsheet would take for a ' +
        'formula has an apostrophe before it, which import takes off.',
      'The audit log names each client in the file. Keep it where nobody else reads it.',
    ],
  },
  {
    id: 'audit-log',
    title: 'Audit Log',
    screens: ['audit-log', 'audit-log-export'],
    lines: [
      'Each login, view, search, change and print leaves a row, and so does each look at this page. Nobody can change ' +
        'or delete one. An administrator sees the rows of their own organization.',
      'A client is named by the MIIC ID: enter it to find who looked at the record.',
      'Export as CSV takes all rows that are asked for, not this page alone. Keep such a file as safe as the registry.',
    ],
  },
  {
    id: 'unusual-use',
    title: 'Unusual use',
    screens: ['unusual-use'],
    lines: [
      'Each list says its rule. None of it is wrong by itself: a school nurse opens many records, a help desk works at ' +
        'night. Ask the person.',
      'A name leads to what that person did on the day, a MIIC ID to who opened the record.',
      '*Let go on* is for a user who was stopped and told you why.',
    ],
  },
];

/** What the help desk does for every organization. */
export const helpDeskSections: readonly Section[] = [
  {
    id: 'restricted',
    title: 'Restricted records',
    screens: ['restricted', 'restricted-id'],
    steps: [
      'Select *restricted records*. Choose one from the list, or type the *MIIC ID* and select *Find*.',
      'Type the *Reason* beside what is to be done, such as *Unlock the record*, and select it.',
    ],
    lines: [
      'A record is restricted where sharing is set to No, or where the client is flagged as deceased. The list ' +
        'says which organization holds a lock.',
      'Undoing a restriction, or correcting a birth date that a birth certificate vouches for, asks for a reason, ' +
        'which is kept.',
      'Opening a restricted record is noted in the audit log like any other.',
    ],
  },
  {
    id: 'duplicates',
    title: 'Possible duplicates',
    screens: ['duplicates', 'duplicates-id', 'duplicates-rows-id'],
    steps: [
      'Select *possible duplicates*, then a pair. It was entered or imported as two people and may be one.',
      'Compare: what is the same and what differs stands side by side. Ask the organizations concerned where the records do ' +
        'not tell.',
      'Select *Same person* or *Different people*. It is decided once.',
    ],
    lines: [
      'A row of an import that waits may be a person who is on file, and something contradicts it. Say whose row it is, or ' +
        'that it is another person. Until then nothing of it is in the registry.',
    ],
    picture: {
      name: 'duplicates',
      shows: 'Two records side by side, with what is the same and what differs.',
    },
  },
  {
    id: 'mail',
    title: 'Mail that did not leave',
    screens: ['mail', 'mail-id'],
    lines: [
      'Each line is a message that failed, or that nobody tried for 10 minutes. It is tried for a day, then given up. ' +
        '*Send again* is for one whose cause is mended.',
      '*Give up* asks for a reason and tries no more. A message whose link has expired is not sent again: the user asks for ' +
        'another.',
      'After a leap of the clock nobody is made inactive until you say that the clock is right.',
    ],
  },
  {
    id: 'announcements',
    title: 'Writing announcements',
    screens: ['help-desk-announcements', 'help-desk-announcements-new', 'help-desk-announcements-id'],
    steps: [
      'Select *announcements*, then *Add announcement*.',
      'Type *Title*, *Text* and the days from *Active from* to *Active to*.',
      'Select *Preview*, which saves nothing, then *Save*.',
    ],
    lines: [
      'An announcement stands on everybody’s Home from its first day to its last. It is plain text: no client, no password.',
      '*Withdraw* takes it off Home; *Show again* puts it back.',
    ],
  },
  {
    id: 'organizations',
    title: 'Organizations',
    screens: ['help-desk-organizations', 'help-desk-organizations-new', 'help-desk-organizations-id'],
    lines: [
      'Find an organization by the beginning of its name, code, type or region. Inactive ones are listed too.',
      'The type decides what its users may do. A code is never used twice, not even one that another organization gave up.',
      'A change that reaches people at work says first what follows. Deactivating one ends its sessions; its records stay.',
    ],
  },
  {
    id: 'schedules',
    title: 'Vaccine schedules',
    screens: ['schedules', 'schedules-id', 'schedules-id-preview', 'schedules-seasons'],
    lines: [
      'What is due is worked out by the schedule in force. A newer release is put in as a file; it holds for nobody ' +
        'until you put it in force on a day.',
      '*Preview* tells for a sample of clients what would change and why, and names nobody.',
      '*Season dates* make a release of the schedule in force with other dates of influenza, RSV or COVID-19.',
      'A release that was taken back stays so; what was in force before it is again.',
    ],
  },
];
