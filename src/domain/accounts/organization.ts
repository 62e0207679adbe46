import { isLonger, isShowable, nameKey, tidy } from '../text/name.js';
import type { Organization, OrganizationType } from './viewer.js';

/** The types of organizations, and what users may do for one: the policy decides it, and these words tell it (C1). */
export const organizationTypes: readonly {
  readonly code: OrganizationType;
  readonly label: string;
  readonly may: string;
}[] = [
  {
    code: 'provider',
    label: 'Provider',
    may: 'typical users and administrators edit clients and record immunizations',
  },
  {
    code: 'public health',
    label: 'Public health',
    may: 'typical users and administrators edit clients and record immunizations',
  },
  { code: 'school', label: 'School', may: 'users search and view, and change nothing of a client' },
  {
    code: 'help desk',
    label: 'Help desk',
    may: 'the role Help Desk can be held here; users search and view, and the help desk runs the registry',
  },
];

/** The label of a type. */
export const typeLabel = (type: OrganizationType): string =>
  organizationTypes.find(({ code }) => code === type)?.label ?? type;

/** An organization as it is put in or changed (A3). */
export type OrganizationDetails = Omit<Organization, 'id'> & { readonly region: string; readonly address: string };

type Typed = Readonly<Record<'code' | 'name' | 'type' | 'region', string>> & { readonly address?: string };

/** What was typed about an organization, tidied, with the errors by field. Only the database knows if a code is free. */
export function readOrganization(typed: Typed) {
  const errors: Record<string, string> = {};
  const code = typed.code.trim();
  const [name, region, address] = [tidy(typed.name), tidy(typed.region), tidy(typed.address ?? '')];
  const type = organizationTypes.find((one) => one.code === typed.type)?.code;
  if (!/^[\w-]{2,20}$/.test(code)) errors.code = 'Enter a code of 2 to 20 letters, digits, hyphens or underscores.';
  if (!name) errors.name = 'Enter the name.';
  else if (isLonger(name, 120) || !isShowable(name)) errors.name = 'Enter a name of at most 120 characters.';
  if (!type) errors.type = 'Choose a type.';
  if (isLonger(region, 60) || !isShowable(region)) errors.region = 'Enter a region of at most 60 characters.';
  if (isLonger(address, 150) || !isShowable(address)) errors.address = 'Enter an address of at most 150 characters.';
  return { details: { code, name, type: type ?? 'school', region, address } satisfies OrganizationDetails, errors };
}

/** The numbers that tell what a change means. */
export type OrganizationFacts = {
  /** The users who belong to it, and those of them who belong to no other active one. */
  readonly users: number;
  readonly usersOfNoOther: number;
  readonly sessions: number;
  /** The records that are locked to it (C13). */
  readonly locked: number;
};

type Standing = OrganizationDetails & { readonly active: boolean };

const counted = (many: number, noun: string, verb: string) =>
  many === 1 ? `1 ${noun} ${verb}s` : `${many} ${noun}s ${verb}`;

/** What follows from a change that reaches people at work, in sentences; none where it reaches nobody (A3). */
export function consequencesOf(before: Standing, after: Standing, facts: OrganizationFacts): string[] {
  const { users, usersOfNoOther, sessions, locked } = facts;
  const ends = sessions > 0 ? [`${counted(sessions, 'session', 'end')} there at once.`] : [];
  if (before.active && !after.active)
    return [
      `Nobody can log in for ${before.name} any more.`,
      `${counted(users, 'user', 'belong')} to it, ${usersOfNoOther || 'none'} of them to it alone.`,
      ...ends,
      'Records stay as they are, with all that was entered for it, and so do drafts and the audit log.',
      ...(locked > 0
        ? [
            `${counted(locked, 'locked record', 'open')} for nobody until the help desk unlocks ` +
              `${locked === 1 ? 'it' : 'them'}, or the organization is active again.`,
          ]
        : []),
    ];
  if (!after.active) return [];
  return [
    ...(before.code === after.code
      ? []
      : [
          `Its users log in with ${after.code} from now on, and no more with ${before.code}: tell them. Sessions go on.`,
          `No other organization ever gets the code ${before.code}.`,
        ]),
    ...(before.type === after.type
      ? []
      : [
          `It is a ${typeLabel(after.type).toLowerCase()} organization from now on: ` +
            `${organizationTypes.find(({ code }) => code === after.type)?.may}.`,
          ...ends,
        ]),
  ];
}

/** True if an organization is meant by what was typed: each word of it begins one of its own, whatever case and accents. */
export function matchesOrganization(organization: Omit<OrganizationDetails, 'address'>, typed: string): boolean {
  const words = (text: string) =>
    text
      .slice(0, 200)
      .split(/[\s\p{Pd}]+/u)
      .map(nameKey)
      .filter(Boolean);
  const { code, name, region, type } = organization;
  const own = words(`${code} ${name} ${region} ${typeLabel(type)}`);
  return words(typed).every((one) => own.some((word) => word.startsWith(one)));
}
