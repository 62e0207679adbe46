/** The tabs below Personal Information (C10), with the guide's labels; the conditions (F1) are ours. */
export const tabs = {
  information: 'Client Information',
  conditions: 'Conditions that change what is due',
  contacts: 'Address(es)/Contact(s)',
  comments: 'Client Comment(s)',
} as const;

export type Tab = keyof typeof tabs;

/** The tab named in an address; the first one otherwise. */
export function tabOf(name: string | undefined): Tab {
  return name !== undefined && Object.hasOwn(tabs, name) ? (name as Tab) : 'information';
}
