import type { Section } from './guide-section.js';

/** From the search to the history of a record. */
export const clientSections: readonly Section[] = [
  {
    id: 'search',
    title: 'Finding a client',
    screens: ['clients', 'immunizations', 'searches', 'searches-id'],
    steps: [
      'Type a name, a birth date, a MIIC ID, a phone or a chart number into *Find a client*, at the top of every page. Or ' +
        'select *manage client* and fill in what you know.',
      'Select *Go* or *Search*.',
      'Select the name of the client. *Back to results* leads back to the list.',
    ],
    lines: [
      'The box takes a name in any order and a part of a birth date, and says how it understood them.',
      '3 letters of a last name find every name that starts with them; 1 or 2 find that name alone. ' +
        'Capitals, accents, hyphens and spaces do not matter.',
      'A name and a birth date find best. A whole name may stand in one field. A former name leads to the record ' +
        'it belongs to.',
      'Misspelt names, nicknames and swapped names are found, too, below those that are as typed.',
      'When nothing is found, the record may be restricted: ask the help desk.',
    ],
    picture: {
      name: 'search',
      shows: 'Search results: name, birth date, gender, mother’s maiden last, address, MIIC ID and what is due today.',
    },
  },
  {
    id: 'new-client',
    title: 'Entering a new client',
    screens: ['clients-new', 'clients-new-duplicates'],
    steps: [
      'Search before you enter: most people are in the registry already.',
      'Select *Enter new client*, below the results. What you searched by is filled in.',
      'Fill in the rest and select *Save*.',
      'Where somebody on file may be the same person, choose that record: nothing is entered, and it opens. Or choose ' +
        '*No, this is another person: enter a new client*.',
    ],
    lines: [
      'Say that it is another person only if you are sure. The help desk looks at the pair again.',
      'What is typed is kept while you are logged in, and listed on Home.',
      'A newborn without a name yet is entered without a first name: check the box below the names.',
    ],
    picture: {
      name: 'new-client',
      shows:
        'Possible duplicates: who is entered, the record on file that may be the same, the choice of another person.',
    },
  },
  {
    id: 'record',
    title: 'Reading a record',
    screens: ['clients-id'],
    lines: [
      'The top says who it is, the age, which organization changed the record last and when, and what is due today.',
      '*Personal Information* stands first. The tabs below it hold *Client Information*, *Conditions that change what is ' +
        'due*, *Address(es)/Contact(s)* and *Client Comment(s)*.',
      'Verify at least 3 details with the client before you edit: name, birth date, address, phone, a former ' +
        'name. Do not edit a record that you have not verified.',
      '*Immunize* opens the immunization history, *Edit Next* a search for the next client, *Reports* what can be printed.',
      'Who may not edit reads the same as text. Your organization’s administrator or the help desk can give you another ' +
        'role.',
    ],
    picture: {
      name: 'record',
      shows: 'A record: name, MIIC ID and age, the buttons with Save at the top right, Personal Information.',
    },
  },
  {
    id: 'personal-information',
    title: 'Correcting a name, an address or a phone',
    screens: [],
    steps: [
      'Open the record and verify at least 3 details with the client.',
      'Type over what is out of date. Tick what you verified, below.',
      'Select *Save*, at the top right. “Client Updated” stands beside *Personal Information*.',
    ],
    lines: [
      'Changing the last name, first name or birth date keeps the old one as an alias; a search by it still leads ' +
        'to the record.',
      'An address that mail comes back from stays: check *Undeliverable Address*. A former address is kept, too.',
      'A phone number that no longer works can be removed. Do not put in a made-up one.',
      'A birth date that a birth certificate vouches for cannot be changed: tell the help desk the MIIC ID.',
    ],
    picture: {
      name: 'personal-information',
      shows: 'Street Address, City, State, Zip, County, the box Undeliverable Address, Phone and Email.',
    },
  },
  {
    id: 'client-information',
    title: 'Client Information',
    screens: ['clients-id-confirmation', 'clients-id-deceased'],
    lines: [
      'This tab is specific to the organization that you act for: chart number, status, reminders, sharing.',
      '*Active*: a client of your organization. *Inactive*: no longer one; say why.',
      '*Deceased*: the record is flagged as deceased, and nobody can open it. Only the help desk can undo it: tell it the ' +
        'MIIC ID.',
      '*Allow Reminder and Recall Contact?* No: the client gets no reminders.',
      '*Allow Sharing of immunization data?* No: the record is locked, and opens for your organization alone. Yes opens it ' +
        'to all again.',
      'Such a change asks first. *Go on editing* changes nothing and leads back to the record.',
    ],
  },
  {
    id: 'contacts',
    title: 'Address(es)/Contact(s)',
    screens: ['clients-id-contacts'],
    steps: [
      'Select the tab *Address(es)/Contact(s)*.',
      'Select the button to the left of a contact’s last name to correct it, or *New* to add one. *Copy* begins with what the ' +
        'selected one has.',
      'Type name, relation, telephone and address below.',
      'Select *Next*. The contact stands in the listing.',
      'Select *Save*, at the top right. What is typed and has not gone through *Next* is not saved.',
    ],
    lines: [
      'To delete a contact, select it, then *Delete*, then *Save*.',
      "Check *Client's Primary Address?* where the contact’s address is that of the client. Only one contact can have it.",
      '4 contacts are listed. *Show all contacts* shows the others.',
      'Every organization that may see the client sees the contacts.',
    ],
    picture: {
      name: 'contacts',
      shows:
        'Contact Listing with New, Copy and Delete beside it, and below it the form of a contact with Next and Cancel.',
    },
  },
  {
    id: 'comments',
    title: 'Client Comment(s) and conditions',
    screens: ['clients-id-comments', 'clients-id-conditions'],
    steps: [
      'Select the tab *Client Comment(s)*, then *New*.',
      'Choose the comment and type the *Applies-To Date*, such as the day of the titer or of the refusal; of a ' +
        'refusal also the *Reason*, if it was told.',
      'Select *Next* to add another one.',
      'Select *Save*, at the top right.',
    ],
    lines: [
      'Immunity, exemptions and refusals are comments; a deferral is noted at its visit. They stand above ' +
        'the immunization history as well.',
      'To delete one, select it, then *Delete*, then *Save*.',
      'Conditions that last today, such as a pregnancy, an allergy or a journey ahead, have a tab of their own: they change ' +
        'what is due.',
      'Every organization that may see the client sees comments and conditions.',
    ],
    picture: {
      name: 'comments',
      shows: 'Client Comment Listing with the dates and comments, New and Delete beside it, Next and Cancel below.',
    },
  },
  {
    id: 'save',
    title: 'Save, drafts, and changes by others',
    screens: ['clients-id-draft'],
    lines: [
      '*Save* writes everything. Anything else keeps what you typed as a draft for you: nobody else sees it, and Home lists ' +
        'it.',
      '*Cancel* asks what to do. *Discard changes* forgets what you typed, *Keep as draft* leaves it for you, *Go on editing* ' +
        'leads back to the record as you left it.',
      'Where somebody else saved meanwhile, what does not clash is put together. Of the rest both values are shown: choose ' +
        'one, then select *Save*.',
    ],
    picture: {
      name: 'clash',
      shows: 'Two values of one field side by side, who saved the other one and when, and a button below each.',
    },
  },
  {
    id: 'record-history',
    title: 'The history of a record',
    screens: ['clients-id-history'],
    lines: [
      '*History of this record*, at the end of a record, says who changed what, from what to what, when and for which ' +
        'organization.',
      '*Restore* puts an earlier value into a draft of the record: *Save* there writes it.',
    ],
  },
  {
    id: 'household',
    title: 'Household',
    screens: ['clients-id-household'],
    lines: [
      'Listed are the records that share the address, the one before it, the phone or the mother’s first and maiden ' +
        'name. Sharing one does not make a family: look at each.',
      '*Carry the address to those chosen* writes the saved address of this record to those chosen, each as a Save of that record. One that ' +
        'somebody saved meanwhile is left.',
    ],
  },
  {
    id: 'many-records',
    title: 'Many records opened',
    screens: ['reason'],
    lines: [
      'Whoever opens many records within an hour is asked why, once a day. The reason is kept in the audit log: write ' +
        'no names, birth dates or diagnoses into it.',
      'Whoever opens many more is stopped until the hour is over. Records that were open before stay open, and the ' +
        'help desk can let you go on.',
    ],
  },
];
