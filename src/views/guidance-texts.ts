import {
  account,
  auditLog,
  duplicates,
  exported,
  helpDeskAnnouncements,
  helpDeskOrganizations,
  immunizations,
  importRow,
  imports,
  mail,
  paper,
  record,
  restricted,
  schedules,
  search,
  stock,
  type Text,
  user,
  visit,
} from './guidance-shared.js';

/** By the route of a screen, its parts with hyphens between. */
const texts: ReadonlyMap<string, Text> = new Map<string, Text>([
  [
    'home',
    {
      title: 'Home',
      lines: [
        'Type whom you look for into the box: a name in any order, a birth date, a MIIC ID, a phone or a chart number.',
        'What you typed and did not save is listed first, then the records that you opened in the last day for this ' +
          'organization, then announcements.',
        'Or use manage client to find a client and correct the record, manage immunizations to find one and read ' +
          'the immunization history.',
      ],
    },
  ],
  [
    'announcements-id',
    {
      title: 'Announcements',
      lines: ['An announcement stands on Home while it is of use. Home leads back to them all.'],
    },
  ],
  [
    'keys',
    {
      title: 'Keys',
      lines: [
        'Some controls have a key: press it with Alt, in Firefox with Alt and Shift, on a Mac with Control and Option.',
        'b: the search box, Find a client. ?: this list.',
        's: Save. i: Save and Immunize. n: Next. w: New.',
        'c: the tab Address(es)/Contact(s). m: the tab Client Comment(s).',
        'On the immunization history a: Add Immunization. p: Print.',
        'Tab goes to the next field or button, Shift and Tab to the one before, Space ticks a box.',
        'Enter in a field keeps what is typed as a draft; it never saves.',
      ],
    },
  ],
  ['clients', search],
  ['immunizations', search],
  ['searches', search],
  ['searches-id', search],
  ['clients-id', record],
  [
    'clients-id-draft',
    {
      title: 'Leaving a record',
      lines: [
        'Discard changes forgets what you typed. Keep as draft leaves it for you, listed on Home; nobody else sees it.',
        'Go on editing leads back to the record as you left it.',
      ],
    },
  ],
  [
    'clients-id-confirmation',
    {
      title: 'Before it is saved',
      lines: [
        'A record that is locked opens for your organization alone. One that is flagged as deceased opens for ' +
          'nobody, and only the help desk can undo it.',
        'Go on editing changes nothing and leads back to the record.',
      ],
    },
  ],
  [
    'clients-id-deceased',
    {
      title: 'A deceased client',
      lines: ['Nobody can open this record any more. Tell the help desk its MIIC ID to have it undone.'],
    },
  ],
  [
    'clients-id-history',
    {
      title: 'The history of a record',
      lines: [
        'Each line says who changed what, from what to what, when and for which organization.',
        'Restore puts an earlier value into a draft of the record: Save there writes it.',
      ],
    },
  ],
  [
    'clients-id-household',
    {
      title: 'Household',
      lines: [
        'Listed are the records that share the address, the one before it, the phone or the mother’s first and maiden ' +
          'name. Sharing one does not make a family: look at each.',
        'Carry writes the saved address of this record to those chosen, each as a Save of that record. One that ' +
          'somebody saved meanwhile is left.',
      ],
    },
  ],
  ['clients-id-immunizations', immunizations],
  ['clients-id-immunizations-new', visit],
  [
    'clients-id-immunizations-draft',
    {
      title: 'Leaving a visit',
      lines: [
        'Discard changes forgets what you typed. Keep as draft leaves it for you, listed on Home; nothing is recorded.',
        'Go on editing leads back to the visit as you left it.',
      ],
    },
  ],
  [
    'clients-id-immunizations-immunization',
    {
      title: 'One immunization',
      lines: [
        'The organization that entered a dose corrects and deletes it. Its earlier values stay in the history ' +
          'of the record.',
        'Others read it, and may add the dose as historical.',
      ],
    },
  ],
  ['clients-id-immunizations-print', paper],
  ['clients-id-immunizations-print-confidential', paper],
  ['clients-id-immunizations-print-card', paper],
  ['clients-id-immunizations-print-school', paper],
  ['clients-id-reports-information', paper],
  [
    'clients-id-reports',
    {
      title: 'Reports',
      lines: ['Each report opens as a page for paper. That you opened it is noted in the audit log.'],
    },
  ],
  [
    'clients-new',
    {
      title: 'Entering a new client',
      lines: [
        'Search before you enter: most people are in the registry already. Save shows who may be the same person.',
        'What is typed is kept while you are logged in, and listed on Home.',
        'A newborn without a name yet is entered without a first name: tick the box beside it.',
      ],
    },
  ],
  [
    'clients-new-duplicates',
    {
      title: 'The same person, or another?',
      lines: [
        'Choose the record that is this person: nothing is entered, and that record opens.',
        'Say that it is another person only if you are sure. The help desk looks at the pair again.',
      ],
    },
  ],
  [
    'interrupted',
    {
      title: 'What was kept',
      lines: [
        'These forms were on the screen when a session of yours ended. Nothing was done with them.',
        'Open each: look at what you typed, then send it, or discard it.',
      ],
    },
  ],
  [
    'interrupted-id',
    {
      title: 'What you sent was kept',
      lines: [
        'Your session had ended when you sent this. Nothing was done with it: look at it, then send it, or discard it.',
        'Passwords and answers are never kept.',
      ],
    },
  ],
  [
    'organizations',
    {
      title: 'Switch organizations',
      lines: [
        'Everything follows the organization that you act for: chart number, status, whose doses are owned, ' +
          'Last Updated by.',
        'A draft stays with the organization that it was made for.',
      ],
    },
  ],
  ['account', account],
  ['account-password', account],
  ['password-expired', account],
  ['email-address', account],
  ['security-questions', account],
  [
    'agreement',
    {
      title: 'The User Agreement',
      lines: ['It is accepted at the first login and once a year after. Decline logs you out.'],
    },
  ],
  [
    'users',
    {
      title: 'Managing users',
      lines: [
        'Find a user by name, “last, first”, initials or username, with or without accents; or list those of ' +
          'one status.',
        'Add users makes one account or several, each with a temporary password.',
      ],
    },
  ],
  [
    'users-new',
    {
      title: 'Adding users',
      lines: [
        'Rows left empty are skipped. Either all that are filled in are added, or none, with what is wrong said ' +
          'at each field.',
        'Temporary passwords are shown on the next page, once. Write them down there.',
      ],
    },
  ],
  ['users-id', user],
  ['users-id-sure', user],
  [
    'reason',
    {
      title: 'Many records opened',
      lines: [
        'Whoever opens many records within an hour is asked why, once a day. The reason is kept in the audit log: write ' +
          'no names, birth dates or diagnoses into it.',
        'Whoever opens many more is stopped until the hour is over. Records that were open before stay open, and the ' +
          'help desk can let you go on.',
      ],
    },
  ],
  [
    'unusual-use',
    {
      title: 'Unusual use',
      lines: [
        'Each list says its rule. None of it is wrong by itself: a school nurse opens many records, a help desk works at ' +
          'night. Ask the person.',
        'A name leads to what that person did on the day, a MIIC ID to who opened the record.',
        'Let go on is for a user who was stopped and told you why.',
      ],
    },
  ],
  ['stock', stock],
  ['stock-id', stock],
  ['audit-log', auditLog],
  ['audit-log-export', auditLog],
  ['mail', mail],
  ['mail-id', mail],
  ['help-desk-announcements', helpDeskAnnouncements],
  ['help-desk-announcements-new', helpDeskAnnouncements],
  ['help-desk-announcements-id', helpDeskAnnouncements],
  ['help-desk-organizations', helpDeskOrganizations],
  ['help-desk-organizations-new', helpDeskOrganizations],
  ['help-desk-organizations-id', helpDeskOrganizations],
  ['restricted', restricted],
  ['restricted-id', restricted],
  ['duplicates', duplicates],
  ['duplicates-id', duplicates],
  ['duplicates-rows-id', importRow],
  ...['imports', 'imports-id', 'imports-id-standing', 'imports-id-columns', 'imports-id-refused'].map(
    (screen): [string, Text] => [screen, imports],
  ),
  ['exports', exported],
  ['schedules', schedules],
  ['schedules-id', schedules],
  ['schedules-id-preview', schedules],
  ['schedules-seasons', schedules],
]);

/** The guidance for a screen; undefined where there is none by that name. */
export const guidanceFor = (screen: string): Text | undefined => texts.get(screen);
