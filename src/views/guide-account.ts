import type { Section } from './guide-section.js';

/** From the first login to the keys. */
export const accountSections: readonly Section[] = [
  {
    id: 'first-login',
    title: 'Your first login',
    screens: ['password-expired', 'agreement', 'email-address', 'security-questions'],
    steps: [
      'Your organization’s administrator or the help desk gives you an organization code, a username and a temporary ' +
        'password. Log in with them.',
      '*Password Expired*: type a password of your own twice and select *Save*. Its rule stands above the fields.',
      '*User Agreement*: read it and select *Accept*. *Decline* logs you out.',
      '*Email Address*: select *Yes* if it is the address that you use at work, *No* to correct it.',
      '*Manage Security Questions*: choose 3 questions, type an answer to each and select *Submit*.',
    ],
    lines: [
      'A temporary password is good for 7 days.',
      'You may stop at any of these screens: the next login goes on there.',
      'A new email address counts once you follow the link that is mailed to it.',
      'Answers are all different and have at least 5 characters. None has your username or organization code in it. ' +
        'Capitals do not matter.',
      'Once a year the agreement and the email address are shown again.',
    ],
  },
  {
    id: 'login',
    title: 'Logging in',
    screens: ['login'],
    steps: [
      'Type *Organization Code*, *Username* and *Password*. Each is case-sensitive.',
      'Press Enter, or select *Login*.',
    ],
    lines: [
      'Whoever belongs to several organizations logs in with the code of the one to work for.',
      'The foot of each page says when the session ends. 2 minutes before, you are asked whether to go on. After you log ' +
        'in again, what you had typed is there.',
      'After several wrong passwords you wait, 15 minutes at the longest.',
      'An account that is unused for 60 days becomes inactive; a mail reminds you 10 days before. Your organization’s ' +
        'administrator or the help desk reactivates it.',
    ],
    picture: {
      name: 'login',
      shows:
        'The login page: Organization Code, Username, Password, the buttons Login and Clear, the link forgot password.',
    },
  },
  {
    id: 'forgot-password',
    title: 'Forgot password',
    screens: [...['password-forgot', 'password-sent', 'password-answer', 'password-new'], 'password-saved'],
    steps: [
      'On the login page, select *forgot password*.',
      '*User Information*: type *Organization Code*, *Username* and the *Email Address* of your account. Select *Submit*.',
      'Open the mail and follow the link *Reset My Password*. It may take 5 minutes: look into the spam or junk folder, ' +
        'too.',
      '*Password Reset: Answer Security Question*: type the answer and select *Submit*.',
      '*Password Expired*: type a new password twice and select *Save*.',
      'Follow the link on the next page and log in with it.',
    ],
    lines: [
      'The link is good for 24 hours and one use. A newer mail replaces it.',
      'The third wrong answer locks the account. Your organization’s administrator or the help desk unlocks it.',
      'Where the answer is forgotten, they give you a temporary password instead.',
      'An account that is inactive, since it was unused for 60 days, cannot be reset: ask them to reactivate it.',
    ],
    picture: {
      name: 'forgot-password',
      shows: 'User Information: Organization Code, Username, Email Address and the button Submit.',
    },
  },
  {
    id: 'kept',
    title: 'What was kept when a session ended',
    screens: ['interrupted', 'interrupted-id'],
    lines: [
      'Forms that were on the screen when your session ended are kept. Nothing was done with them.',
      'Open each: look at what you typed, then send it, or discard it.',
      'Passwords and answers are never kept.',
    ],
  },
  {
    id: 'account',
    title: 'Managing your account',
    screens: ['account', 'account-password', 'email-address-new'],
    steps: [
      'Select *manage my account*.',
      'Select *Change Password*.',
      'Type the new password into *New Password* and *Confirm New Password*.',
      'Select *Save*. The words “password updated” say that it is done.',
    ],
    lines: [
      '*Change Password*, *Email Address* and *Manage Security Questions* ask for your current password if you typed it ' +
        'more than 10 minutes ago.',
      '*Where you are logged in* lists every open session: end one that you do not know, then change your password.',
    ],
  },
  {
    id: 'home',
    title: 'Home',
    screens: ['home', 'announcements-id'],
    lines: [
      'Type whom you look for into the box: a name in any order, a birth date, a MIIC ID, a phone or a chart number.',
      'What you typed and did not save is listed first, then the records that you opened in the last day for this ' +
        'organization, then announcements. An announcement stands there while it is of use.',
      'Or use *manage client* to find a client and correct the record, *manage immunizations* to find one and read ' +
        'the immunization history.',
    ],
    picture: {
      name: 'home',
      shows: 'Home: the search box, a record that is not saved yet, the records opened today, announcements.',
    },
  },
  {
    id: 'keys',
    title: 'Keys',
    screens: ['keys'],
    lines: [
      'Some controls have a key: press it with Alt, in Firefox with Alt and Shift, on a Mac with Control and Option.',
      'b: the search box, *Find a client*. ?: this list.',
      's: *Save*. i: *Save and Immunize*. n: *Next*. w: *New*.',
      'c: the tab *Address(es)/Contact(s)*. m: the tab *Client Comment(s)*.',
      'On the immunization history a: *Add Immunization*. p: *Print*.',
      'Tab goes to the next field or button, Shift and Tab to the one before, Space ticks a box.',
      'Enter in a field keeps what is typed as a draft; it never saves.',
    ],
  },
];
