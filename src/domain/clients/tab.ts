/** The tabs below Personal Information (C10), with the guide's labels. */
export const tabs = {
  information: 'Client Information',
  contacts: 'Address(es)/Contact(s)',
  comments: 'Client Comment(s)',
} as const;

export type Tab = keyof typeof tabs;

/** The tab named in an address; the first one otherwise. */
export function tabOf(name: string | undefined): Tab {
  return name !== undefined && Object.hasOwn(tabs, name) ? (name as Tab) : 'information';
}
