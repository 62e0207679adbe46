import { choicesFrom } from './choice.js';

/** The routes of a dose (I5). Source: the NCI Thesaurus codes that messages carry; OTH is of HL7 table 0162. */
export const routes = choicesFrom(`
  C28161 Intramuscular; C38299 Subcutaneous; C38238 Intradermal; C38288 Oral; C38284 Nasal; C38276 Intravenous;
  C38676 Percutaneous; C38305 Transdermal; OTH Other/Miscellaneous`);

/** The codes of HL7 table 0162, in older messages and files, for those kept here. */
export const olderRoutes: Readonly<Record<string, string>> = {
  ID: 'C38238',
  IM: 'C28161',
  IV: 'C38276',
  NS: 'C38284',
  PO: 'C38288',
  SC: 'C38299',
  TD: 'C38305',
};
