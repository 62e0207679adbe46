import type { Choice } from './choice.js';

/**
 * The relationships of a contact to the client (C14). Source: HL7 table 0063, people only: its employers, owners,
 * trainers and managers have no place in a contact listing. Self first, then who usually brings a child, the rest by
 * alphabet. 'Self' and 'Other Relative' are the guide's words; the latter is the table's extended family.
 */
export const relationships = [
  { code: 'SEL', label: 'Self' },
  { code: 'MTH', label: 'Mother' },
  { code: 'FTH', label: 'Father' },
  { code: 'PAR', label: 'Parent' },
  { code: 'GRD', label: 'Guardian' },
  { code: 'BRO', label: 'Brother' },
  { code: 'CGV', label: 'Care Giver' },
  { code: 'CHD', label: 'Child' },
  { code: 'EMC', label: 'Emergency Contact' },
  { code: 'FCH', label: 'Foster Child' },
  { code: 'FND', label: 'Friend' },
  { code: 'GCH', label: 'Grandchild' },
  { code: 'GRP', label: 'Grandparent' },
  { code: 'DOM', label: 'Life Partner' },
  { code: 'SIB', label: 'Sibling' },
  { code: 'SIS', label: 'Sister' },
  { code: 'SPO', label: 'Spouse' },
  { code: 'SCH', label: 'Stepchild' },
  { code: 'WRD', label: 'Ward of Court' },
  { code: 'EXF', label: 'Other Relative' },
  { code: 'OAD', label: 'Other Adult' },
  { code: 'OTH', label: 'Other' },
  { code: 'UNK', label: 'Unknown' },
] as const satisfies readonly Choice[];
