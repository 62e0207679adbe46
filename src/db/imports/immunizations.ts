import type { Actor } from '../../domain/accounts/viewer.js';
import { mapFields } from '../../domain/clients/personal-information.js';
import {
  changedDoseFields,
  type DoseValues,
  doseFaults,
  type ImmunizationField,
  immunizationLabels,
} from '../../domain/immunizations/immunization.js';
import { doubt } from '../../domain/immunizations/judge-dose.js';
import { type Fault, type Outcome, refused } from '../../domain/matching/outcome.js';
import type { Day } from '../../domain/time/day.js';
import { type ImmunizationRow, rowLabels } from '../../exchange/csv/immunizations.js';
import type { Tx } from '../engine/database.js';
import { insertImmunization } from '../immunizations/immunization-writes.js';
import { loadHistory } from '../immunizations/immunizations.js';
import { type BroughtRow, findOwner, setRowAside } from './row-owner.js';

type ImportMoment = { readonly at: number; readonly today: Day };

/**
 * Begins to take rows of a file of immunizations inside a write, for the organization that owns them (A5, I4): each is
 * entered, or is on file already to the letter, or is refused; one that may belong to several clients is put aside
 * (C3). A dose that may be one on file is refused, since nobody is there to be asked (I5), unless its row says that it
 * is another. Of records that the organization may not see it tells nothing: their rows are refused as those of nobody
 * (C12, C13).
 */
export function takeImmunization(tx: Tx, viewer: Actor, when: ImportMoment): (row: ImmunizationRow) => RowOutcome {
  return (row) => takeRow(tx, viewer, row, when);
}

type RowOutcome = Outcome<'entered' | 'unchanged' | 'put aside' | 'refused'>;

/** A row of immunizations as it is put aside. */
const asideOfDose = ({ line: _, ...row }: ImmunizationRow): BroughtRow => ({ kind: 'immunization', row });

function takeRow(tx: Tx, viewer: Actor, row: ImmunizationRow, when: ImportMoment): RowOutcome {
  const { lastName, firstName, birthDate, chartNumber, miicId } = row;
  const named: Partial<Record<string, string>> = { lastName, firstName, birthDate };
  const person = { ...mapFields((field) => named[field] ?? ''), chartNumber, miicId };
  const found = findOwner(tx, viewer, person, asideOfDose(row));
  if (found.is === 'refused') return refused(found.fault);
  if (found.is === 'doubtful') return setRowAside(tx, viewer, asideOfDose(row), found.among, when.at);
  if (found.is === 'record') return takeDose(tx, viewer, found.client.id, row, when);
  return refused({
    field: rowLabels.lastName,
    reason:
      `There is no record with this name and birth date that ${viewer.organization.name} may see. Enter the ` +
      'client first.',
  });
}

/** Enters the dose of a row for a client, unless it is on file to the letter, or may be (I5), or cannot be. */
export function takeDose(
  tx: Tx,
  viewer: Actor,
  clientId: number,
  row: ImmunizationRow,
  when: ImportMoment,
): Outcome<'entered' | 'unchanged' | 'refused'> {
  const history = loadHistory(tx, viewer, clientId);
  if (!history) throw new Error('The record of a dose is hidden.');
  const same = history.immunizations.find(
    (other) => other.owner.id === viewer.organization.id && changedDoseFields(other, row.given).length === 0,
  );
  if (same) return { result: 'unchanged' };
  const faults = faultsOf(row.given, { ...history, today: when.today });
  if (faults.length > 0) return refused(...faults);
  const question = doubt(row.given, history.immunizations);
  if (question && !row.another)
    return refused({
      field: immunizationLabels.givenOn,
      reason: `${question} If it is, write Y under "another dose".`,
    });
  insertImmunization(tx, viewer, history.client, row.given, when.at);
  return { result: 'entered' };
}

type DoseContext = NonNullable<ReturnType<typeof loadHistory>> & { readonly today: Day };

/** The rule's own words, but for what a screen can say and a file cannot: a list to choose from. */
function faultsOf(given: DoseValues, { client, deathDate, today }: DoseContext): Fault[] {
  const faults = doseFaults(given, { birthDate: client.personal.birthDate, deathDate, today });
  return (Object.entries(faults) as [ImmunizationField, string][]).map(([field, reason]) => ({
    field: immunizationLabels[field],
    reason: /from the list\.$/.test(reason) && field !== 'cvx' ? `"${given[field]}" is not known here.` : reason,
  }));
}
