import type { Section } from './guide-section.js';

/** The immunization history, a visit, and paper. */
export const immunizationSections: readonly Section[] = [
  {
    id: 'immunizations',
    title: 'The immunization history',
    screens: ['clients-id-immunizations'],
    steps: [
      'Select *Immunize* on a record. Or select *manage immunizations* and find the client.',
      'Read the comments above the history: the up and down toggles go through them, the oldest first.',
      '*Vaccines Recommended by Selected Tracking Schedule* lists what is due, first what is overdue. *Why?* tells what set ' +
        'each date.',
    ],
    lines: [
      'What is recommended advises; whoever vaccinates decides.',
      '*Series* is the number of a valid dose in the series chosen for the client, or says that a dose does not count: ' +
        '*Why?* beside the group says the reason. *Show as a grid* gives each dose a column.',
      '*Owned?* says No where another organization entered a dose: only your own can you edit or delete. *Hist?* says Yes ' +
        'where it was not given from your stock.',
    ],
    picture: {
      name: 'immunizations',
      shows: 'History: the buttons, and each dose with its date, series, vaccine, Owned? and Hist?.',
    },
  },
  {
    id: 'add-immunization',
    title: 'Add Immunization, and today’s due vaccines',
    screens: ['clients-id-immunizations-new', 'clients-id-immunizations-draft'],
    steps: [
      "Select *Give today's due vaccines*: the form has a line for each. Or select *Add Immunization*.",
      'Your clinic’s vaccines stand first in the list. Others are found by group, trade name or CVX code. Give and the name ' +
        'of a vaccine fills in a line for what is due; choosing one fills in lot, dose, site and route from your own stock.',
      'Check *Date Administered* and each line: what it would be by the schedule stands below it.',
      'Select *Save*.',
    ],
    lines: [
      'A date may be typed as t for today, 11/24, 11-25-26 or 112526; the page shows it back whole. Of a day more than a ' +
        'week back the form asks for the source: what it began with is for a visit of today.',
      'A vaccine that was refused or put off is chosen on its line, and *Not Given* behind More says so, with why: it is ' +
        'noted as a client comment, and stays due.',
      'What would not count, or has something on file against it, is asked about once and saved for a reason, which stays ' +
        'with the dose. A dose, site or route that is unusual for the vaccine is asked about once, and saved if you say so.',
      'Nothing is recorded before *Save*; Enter only keeps what is typed. What is typed and not saved is listed on ' +
        'Home, each window for itself.',
      '*Cancel* asks what to do: *Discard changes* forgets the visit, *Keep as draft* leaves it for you, *Go on editing* ' +
        'leads back.',
    ],
    picture: {
      name: 'add-immunization',
      shows:
        'Add Immunization: the date and source of the visit, and a line for a vaccine with lot, dose, site and route.',
    },
  },
  {
    id: 'immunization',
    title: 'Correcting an immunization',
    screens: ['clients-id-immunizations-immunization'],
    lines: [
      'The organization that entered a dose corrects and deletes it: *edit*, at the end of its row. Its earlier values stay in ' +
        'the history of the record.',
      'Others read it, and may add the dose as historical where it is not right.',
    ],
  },
  {
    id: 'stock',
    title: 'Vaccine stock',
    screens: ['stock', 'stock-id'],
    lines: [
      'The list belongs to your organization: nobody else sees it. Its vaccines come first in Add Immunization, its lots ' +
        'are offered there, the one that expires first before the others, and never one that is expired or used up.',
      'A dose that is saved as a new immunization record is counted down from its lot; a dose that is deleted, or ' +
        'corrected to another lot, is given back. Imported doses are not counted.',
      'Count the fridge now and then: edit a lot to say how many doses are left.',
    ],
  },
  {
    id: 'print',
    title: 'Printing',
    screens: [
      'clients-id-reports',
      'clients-id-reports-information',
      'clients-id-reports-chart-labels',
      'clients-id-reports-syringe-labels',
      ...['', '-confidential', '-card', '-school'].map((kind) => `clients-id-immunizations-print${kind}`),
    ],
    steps: [
      'On the immunization history select *Print* or *Print Confidential*. *Reports* has more: a card, a form for schools, an ' +
        'information sheet, labels.',
      'Print the page with your browser.',
      'Take the paper out of a shared printer at once.',
    ],
    lines: [
      '*Print Confidential* leaves out address, phone, email, contacts and mother’s name.',
      'The pages are made for letter paper. Opening one is noted in the audit log.',
    ],
    picture: {
      name: 'print',
      shows: 'An immunization record for paper: the client, the doses by vaccine group.',
    },
  },
];
