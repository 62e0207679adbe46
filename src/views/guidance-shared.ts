// Guidance that several screens share.

/** The guidance of a screen. */
export type Text = { readonly title: string; readonly lines: readonly string[] };

export const record: Text = {
  title: 'Managing clients',
  lines: [
    'Verify at least three details with the client before you edit: name, birth date, address, phone, a former ' +
      'name. Do not edit a record that you have not verified.',
    'Changing the last name, first name or birth date keeps the old one as an alias; a search by it still leads ' +
      'to the record.',
    'An address that mail comes back from stays: check Undeliverable Address. A phone number that no longer ' +
      'works can be removed.',
    'Next, below a tab, puts a contact, a comment or a condition into the listing. Save, at the top right, ' +
      'writes everything. Anything else keeps what you typed as a draft.',
    'Conditions that last today, such as a pregnancy, an allergy or a journey ahead, change what is due. Every ' +
      'organization that may see the client sees them. Immunity, exemptions and refusals are client comments.',
    'Where somebody else saved meanwhile, both values are shown, and you choose.',
  ],
};

export const immunizations: Text = {
  title: 'Managing immunizations',
  lines: [
    'Comments stand above the history: the up and down toggles go through them, the oldest first.',
    'Vaccines Recommended lists what is due by the schedule, first what is overdue. Why? tells what set each ' +
      'date. It advises; whoever vaccinates decides.',
    'Give today’s due vaccines opens the form of a visit with a line for each, from your own lots, to be checked and ' +
      'saved.',
    'Series is the number of a valid dose in the series chosen for the client, or says that a dose does not count: ' +
      'Why? beside the group says the reason. Show as a grid gives each dose a column.',
    'Owned? says No where another organization entered a dose: only your own can you edit or delete. Hist? says Yes ' +
      'where it was not given from your stock. A dose that another organization does not have right may be added as ' +
      'historical.',
    'Print Confidential leaves out address, phone, email, contacts and mother’s name.',
  ],
};

export const stock: Text = {
  title: 'Vaccine stock',
  lines: [
    'The list belongs to your organization: nobody else sees it. Its vaccines come first in Add Immunization, its lots ' +
      'are offered there, the one that expires first before the others, and never one that is expired or used up.',
    'A dose that is saved as a new immunization record is counted down from its lot; a dose that is deleted, or ' +
      'corrected to another lot, is given back. Imported doses are not counted.',
    'Count the fridge now and then: edit a lot to say how many doses are left.',
  ],
};

export const visit: Text = {
  title: 'Add Immunization',
  lines: [
    'The form begins with today, your own stock and you. Give (vaccine) fills in a line for what is due; choosing a ' +
      'vaccine fills in lot, dose, site and route. All of it can be changed.',
    'Your clinic’s vaccines stand first in the list. Others are found by group, trade name or CVX code.',
    'Nothing is recorded before Save; Enter only keeps what is typed. What is typed and not saved is listed on ' +
      'Home, each window for itself.',
    'A date may be typed as t for today, 11/24, 11-25-26 or 112526; the page shows it back whole.',
    'Each line says what it would be by the schedule. What would not count, or has something on file against it, ' +
      'is asked about once and saved for a reason, which stays with the dose.',
    'A dose, site or route that is unusual for the vaccine is asked about once, and saved if you say so.',
  ],
};

export const search: Text = {
  title: 'Finding a client',
  lines: [
    'The box at the top of every page takes a name in any order, a birth date or a part of it, a MIIC ID, a phone or ' +
      'a chart number, and says how it understood them.',
    'Three letters of a last name find every name that starts with them; one or two find that name alone. ' +
      'Capitals, accents, hyphens and spaces do not matter.',
    'A name and a birth date find best. A whole name may stand in one field. A former name leads to the record ' +
      'it belongs to.',
    'Misspelt names, nicknames and swapped names are found, too, below those that are as typed.',
    'Enter new client, below the results, goes on with what was typed. Save shows who may be the same person.',
    'When nothing is found, the record may be restricted: ask the help desk.',
  ],
};

export const account: Text = {
  title: 'Managing your account',
  lines: [
    'Change Password, Email Address and Manage Security Questions ask for your current password if you typed it ' +
      'more than ten minutes ago.',
    'A new email address counts once you follow the link that is mailed to it.',
    'Where you are logged in lists every open session: end one that you do not know, then change your password.',
  ],
};

export const user: Text = {
  title: 'Managing a user',
  lines: [
    'A temporary password is shown once and is good for seven days. Give it to the user in person or by telephone.',
    'A locked account is opened by Unlock, one that was unused for 60 days by Reactivate.',
    'An account that belongs to other organizations too is changed by the help desk alone; you end its ' +
      'membership in yours.',
  ],
};

export const restricted: Text = {
  title: 'Restricted records',
  lines: [
    'A record is restricted where sharing is set to No, or where the client is flagged as deceased. The list ' +
      'says which organization holds a lock.',
    'Undoing a restriction, or correcting a birth date that a birth certificate vouches for, asks for a reason, ' +
      'which is kept.',
    'Opening a restricted record is noted in the audit log like any other.',
  ],
};

export const mail: Text = {
  title: 'Mail that did not leave',
  lines: [
    'Each line is a message that failed, or that nobody tried for ten minutes. It is tried for a day, then given up. Send it ' +
      'again once its cause is mended.',
    'Give up asks for a reason and tries no more. A message whose link has expired is not sent again: the user asks for another.',
    'After a leap of the clock nobody is made inactive until you say that the clock is right.',
  ],
};

export const helpDeskAnnouncements: Text = {
  title: 'Writing announcements',
  lines: [
    'An announcement stands on everybody’s Home from its first day to its last. It is plain text: no client, no password.',
    'Preview shows how it will stand there, and saves nothing. Withdraw takes it off Home; Show again puts it back.',
  ],
};

export const helpDeskOrganizations: Text = {
  title: 'Organizations',
  lines: [
    'Find an organization by the beginning of its name, code, type or region. Inactive ones are listed too.',
    'The type decides what its users may do. A code is never used twice, not even one that another organization gave up.',
    'A change that reaches people at work says first what follows. Deactivating one ends its sessions; its records stay.',
  ],
};

export const auditLog: Text = {
  title: 'Audit Log',
  lines: [
    'Each login, view, search, change and print leaves a row, and so does each look at this page. Nobody can change ' +
      'or delete one. An administrator sees the rows of their own organization.',
    'A client is named by the MIIC ID: enter it to find who looked at the record.',
    'Export as CSV takes all rows that are asked for, not this page alone. Keep such a file as safe as the registry.',
  ],
};

export const duplicates: Text = {
  title: 'Possible duplicates',
  lines: [
    'Each pair was entered or imported as two people and may be one. What is the same and what differs stands ' +
      'side by side.',
    'Same person or Different people is decided once; ask the organizations concerned where the records do not tell.',
  ],
};

export const importRow: Text = {
  title: 'A row of an import that waits',
  lines: [
    'The row may be a person who is on file, and something contradicts it: what, is said beside the records ' +
      'that come near.',
    'Say whose row it is, or that it is another person. Until then nothing of it is in the registry.',
  ],
};

export const paper: Text = {
  title: 'Printing',
  lines: [
    'The page is made for letter paper: print it with your browser. It is noted in the audit log that you printed it.',
    'Take the paper out of a shared printer at once.',
  ],
};

export const schedules: Text = {
  title: 'Vaccine schedules',
  lines: [
    'What is due is worked out by the schedule in force. A newer release is put in as a file; it holds for nobody ' +
      'until you put it in force on a day.',
    'Preview tells for a sample of clients what would change and why, and names nobody.',
    'Season dates make a release of the schedule in force with other dates of influenza, RSV or COVID-19.',
    'A release that was taken back stays so; what was in force before it is again.',
  ],
};

export const imports: Text = {
  title: 'Import',
  lines: [
    'Choose what the file has and the file: CSV as a spreadsheet saves it. Columns whose names are not known are asked ' +
      'for, and remembered.',
    'Each row is then tried. The preview names every row that cannot be taken, by its line, and why. Nothing is changed ' +
      'until you press Import.',
    'The work goes on while you leave the page. Stop ends it between two rows: what is counted is written, each row whole.',
    'Rows that were not taken can be saved as CSV, corrected and brought again. What is there already is not entered twice.',
  ],
};

export const exported: Text = {
  title: 'Export',
  lines: [
    'The file has what the organization may see, as CSV that import takes back. A cell that a spreadsheet would take for a ' +
      'formula has an apostrophe before it, which import takes off.',
    'The audit log names each client in the file. Keep it where nobody else reads it.',
  ],
};
