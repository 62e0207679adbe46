/** Names and addresses of the site, on screens and in mails. */
export type Site = {
  readonly name: string;
  readonly fullName: string;
  readonly release: string;
  readonly helpDeskEmail: string;
  readonly helpDeskPhone: string;
  readonly website: string;
  readonly guidance: string;
  readonly senderEmail: string;
  readonly regions: readonly string[];
};
