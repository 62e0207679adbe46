/** The guidance of each screen: what can be done there, and what happens that cannot be seen. */
type Text = { readonly title: string; readonly lines: readonly string[] };

const record: Text = {
  title: 'Managing clients',
  lines: [
    'Verify at least three details with the client before you edit: name, birth date, address, phone, a former name. Do not edit a record that you have not verified.',
    'Changing the last name, first name or birth date keeps the old one as an alias; a search by it still leads to the record.',
    'An address that mail comes back from stays: check Undeliverable Address. A phone number that no longer works can be removed.',
    'Next, below a tab, puts a contact, a comment or a condition into the listing. Save, at the top right, writes everything. Anything else keeps what you typed as a draft.',
    'Conditions that last today, such as a pregnancy, an allergy or a journey ahead, change what is due. Every organization that may see the client sees them. Immunity, exemptions and refusals are client comments.',
    'Where somebody else saved meanwhile, both values are shown, and you choose.',
  ],
};

const immunizations: Text = {
  title: 'Managing immunizations',
  lines: [
    'Comments stand above the history: the up and down toggles go through them, the oldest first.',
    'Vaccines Recommended lists what is due by the schedule, first what is overdue. Why? tells what set each date. It advises; whoever vaccinates decides.',
    'Series is the number of a valid dose in the series chosen for the client. Valid?, opened, says why a dose counts or not.',
    'Owned? says whether your organization entered a dose: only then can you edit or delete it. A dose that another organization does not have right may be added as historical.',
    'Print Confidential leaves out address, phone, email, contacts and mother’s name.',
  ],
};

const visit: Text = {
  title: 'Add Immunization',
  lines: [
    'Several vaccines for one visit are added together. A vaccine is found by its group, its trade name or its CVX code.',
    'Nothing is recorded before Save; Enter only keeps what is typed. What is typed and not saved is listed on Home, each window for itself.',
    'A dose, site or route that is unusual for the vaccine is asked about once, and saved if you say so.',
  ],
};

const search: Text = {
  title: 'Finding a client',
  lines: [
    'Three letters of a last name find every name that starts with them; one or two find that name alone. Capitals, accents, hyphens and spaces do not matter.',
    'A name and a birth date find best. A whole name may stand in one field. A former name leads to the record it belongs to.',
    'Misspelt names, nicknames and swapped names are found, too, below those that are as typed.',
    'Enter new client, below the results, goes on with what was typed. Save shows who may be the same person.',
    'When nothing is found, the record may be restricted: ask the help desk.',
  ],
};

const account: Text = {
  title: 'Managing your account',
  lines: [
    'Change Password, Email Address and Manage Security Questions ask for your current password if you typed it more than ten minutes ago.',
    'A new email address counts once you follow the link that is mailed to it.',
    'Where you are logged in lists every open session: end one that you do not know, then change your password.',
  ],
};

const user: Text = {
  title: 'Managing a user',
  lines: [
    'A temporary password is shown once and is good for seven days. Give it to the user in person or by telephone.',
    'A locked account is opened by Unlock, one that was unused for 60 days by Reactivate.',
    'An account that belongs to other organizations too is changed by the help desk alone; you end its membership in yours.',
  ],
};

const restricted: Text = {
  title: 'Restricted records',
  lines: [
    'A record is restricted where sharing is set to No, or where the client is flagged as deceased. The list says which organization holds a lock.',
    'Undoing a restriction, or correcting a birth date that a birth certificate vouches for, asks for a reason, which is kept.',
    'Opening a restricted record is noted in the audit log like any other.',
  ],
};

const duplicates: Text = {
  title: 'Possible duplicates',
  lines: [
    'Each pair was entered or imported as two people and may be one. What is the same and what differs stands side by side.',
    'Same person or Different people is decided once; ask the organizations concerned where the records do not tell.',
  ],
};

const putAside: Text = {
  title: 'A row of an import that waits',
  lines: [
    'The row may be a person who is on file, and something contradicts it: what, is said beside the records that come near.',
    'Say whose row it is, or that it is another person. Until then nothing of it is in the registry.',
  ],
};

const printed: Text = {
  title: 'Printing',
  lines: [
    'The page is made for letter paper: print it with your browser. It is noted in the audit log that you printed it.',
    'Take the paper out of a shared printer at once.',
  ],
};

/** By the route of a screen, its parts with hyphens between. */
const texts: ReadonlyMap<string, Text> = new Map<string, Text>([
  [
    'home',
    {
      title: 'Home',
      lines: [
        'Announcements stand here, newest first. What you typed and did not save is listed above them.',
        'Use manage client to find a client and correct the record, manage immunizations to find one and read the immunization history.',
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
  ['clients', search],
  ['immunizations', search],
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
        'A record that is locked opens for your organization alone. One that is flagged as deceased opens for nobody, and only the help desk can undo it.',
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
        'The organization that entered a dose corrects and deletes it. Its earlier values stay in the history of the record.',
        'Others read it, and may add the dose as historical.',
      ],
    },
  ],
  ['clients-id-immunizations-print', printed],
  ['clients-id-immunizations-print-confidential', printed],
  ['clients-id-reports-information', printed],
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
        'Everything follows the organization that you act for: chart number, status, whose doses are owned, Last Updated by.',
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
        'Find a user by name, “last, first”, initials or username, with or without accents; or list those of one status.',
        'Add users makes one account or several, each with a temporary password.',
      ],
    },
  ],
  [
    'users-new',
    {
      title: 'Adding users',
      lines: [
        'Rows left empty are skipped. Either all that are filled in are added, or none, with what is wrong said at each field.',
        'Temporary passwords are shown on the next page, once. Write them down there.',
      ],
    },
  ],
  ['users-id', user],
  ['users-id-sure', user],
  [
    'mail',
    {
      title: 'Mail that did not leave',
      lines: [
        'Each line is a message that was tried for a while and given up. Send it again once its cause is mended.',
        'After a leap of the clock nobody is made inactive until you say that the clock is right.',
      ],
    },
  ],
  ['restricted', restricted],
  ['restricted-id', restricted],
  ['duplicates', duplicates],
  ['duplicates-id', duplicates],
  ['duplicates-rows-id', putAside],
]);

/** The guidance for a screen; undefined where there is none by that name. */
export const guidanceFor = (screen: string): Text | undefined => texts.get(screen);
