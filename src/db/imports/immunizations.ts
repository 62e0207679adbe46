import type { Actor } from '../../domain/accounts/viewer.js';
import type { History } from '../../domain/immunizations/history.js';
import {
  changedDoseFields,
  type DoseValues,
  doseFaults,
  type Immunization,
  type ImmunizationField,
  immunizationLabels,
} from '../../domain/immunizations/immunization.js';
import { doubt } from '../../domain/immunizations/judge-dose.js';
import { type Fault, type Outcome, refused } from '../../domain/matching/outcome.js';
import type { Day } from '../../domain/time/day.js';
import type { ImmunizationRow } from '../../exchange/csv/immunizations.js';
import type { Tx } from '../engine/database.js';
import { insertImmunization } from '../immunizations/immunization-writes.js';
import { loadHistory } from '../immunizations/immunizations.js';
import { type BroughtRow, findOwner, type ImportMoment, identityOf, nobodyFault, setRowAside } from './row-owner.js';

/**
 * Begins to take rows of a file of immunizations inside a write, for the organization that owns them (A5, I4): each is
 * entered, or is on file already to the letter, or is refused; one that may belong to several clients is put aside
 * (C3). A dose that may be one on file is refused, since nobody is there to be asked (I5), unless its row says that it
 * is another. Of records that the organization may not see it tells nothing: their rows are refused as those of nobody
 * (C12, C13).
 */
export function takeImmunization(
  tx: Tx,
  viewer: Actor,
  when: ImportMoment,
): (row: ImmunizationRow) => Promise<RowOutcome> {
  const last: LastClient = { key: '', history: undefined };
  return (row) => takeRow(tx, viewer, row, when, last);
}

/** The history of the client of the row before, within one write: files have the doses of a client together. */
type LastClient = { key: string; history: History | undefined };

type RowOutcome = Outcome<'entered' | 'unchanged' | 'put aside' | 'refused'>;

/** A row of immunizations as it is put aside. */
const asideOfDose = ({ line: _, ...row }: ImmunizationRow): BroughtRow => ({ kind: 'immunization', row });

async function takeRow(
  tx: Tx,
  viewer: Actor,
  row: ImmunizationRow,
  when: ImportMoment,
  last: LastClient,
): Promise<RowOutcome> {
  const { line: _, given: __, another: ___, ...person } = row;
  const key = JSON.stringify(person);
  if (last.key !== key) {
    const found = await findOwner(tx, viewer, identityOf(row), asideOfDose(row));
    if (found.is === 'refused') return refused(found.fault);
    if (found.is === 'doubtful') return setRowAside(tx, viewer, asideOfDose(row), found.among, when.at);
    if (found.is === 'nobody') return refused(nobodyFault(viewer));
    last.history = await loadHistory(tx, viewer, found.client.id);
    // What a person decided is of that row alone.
    last.key = found.decided ? '' : key;
  }
  const { history } = last;
  if (!history) throw new Error('The record of a dose is hidden.');
  const taken = await takeInto(tx, viewer, history, row, when);
  if (taken.entered) last.history = { ...history, immunizations: [...history.immunizations, taken.entered] };
  return taken.outcome;
}

/** Enters the dose of a row for a client, unless it is on file to the letter, or may be (I5), or cannot be. */
export async function takeDose(
  tx: Tx,
  viewer: Actor,
  clientId: number,
  row: ImmunizationRow,
  when: ImportMoment,
): Promise<Outcome<'entered' | 'unchanged' | 'refused'>> {
  const history = await loadHistory(tx, viewer, clientId);
  if (!history) throw new Error('The record of a dose is hidden.');
  return (await takeInto(tx, viewer, history, row, when)).outcome;
}

type Taken = {
  readonly outcome: Outcome<'entered' | 'unchanged' | 'refused'>;
  /** The dose that was entered. */
  readonly entered?: Immunization;
};

async function takeInto(
  tx: Tx,
  viewer: Actor,
  history: History,
  row: ImmunizationRow,
  when: ImportMoment,
): Promise<Taken> {
  const { given } = row;
  const clientId = history.client.id;
  // To the letter it is the same dose, whoever entered it; only who says that it is another one may mean another owner's.
  const same = history.immunizations.find(
    (other) =>
      (other.owner.id === viewer.organization.id || !row.another) && changedDoseFields(other, given).length === 0,
  );
  if (same) return { outcome: { result: 'unchanged', clientId } };
  const faults = faultsOf(given, { ...history, today: when.today });
  if (faults.length > 0) return { outcome: refused(...faults) };
  const question = doubt(given, history.immunizations);
  if (question && !row.another) {
    const reason = `${question} If it is, write Y under "another dose".`;
    return { outcome: refused({ field: immunizationLabels.givenOn, reason }) };
  }
  const entered = await insertImmunization(tx, viewer, history.client, given, when.at);
  return { outcome: { result: 'entered', clientId }, entered };
}

type DoseContext = History & { readonly today: Day };

/** The rule's own words, but for what a screen can say and a file cannot: a list to choose from. */
function faultsOf(given: DoseValues, { client, deathDate, today }: DoseContext): Fault[] {
  const faults = doseFaults(given, { birthDate: client.personal.birthDate, deathDate, today });
  return (Object.entries(faults) as [ImmunizationField, string][]).map(([field, reason]) => ({
    field: immunizationLabels[field],
    reason: /from the list\.$/.test(reason) && field !== 'cvx' ? `"${given[field]}" is not known here.` : reason,
  }));
}
