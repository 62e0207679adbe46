import type { Client, Comment } from '../clients/client.js';
import { clientComments } from '../clients/client-comment.js';
import { findVaccine } from '../vaccines/vaccine.js';
import { type VaccineGroupCode, vaccineGroups } from '../vaccines/vaccine-group.js';
import type { Immunization } from './immunization.js';

/** A client's record with all its immunizations, the earliest first. */
export type History = {
  readonly client: Client;
  readonly immunizations: readonly Immunization[];
  /** Known of a client whose record was opened again after a death was recorded by mistake, or before it is closed. */
  readonly deathDate: string | null;
};

export type HistoryGroup = {
  /** None for doses of no group. */
  readonly code?: VaccineGroupCode;
  readonly label: string;
  /** The earliest first. */
  readonly doses: readonly Immunization[];
  /** Immunity, exemption and refusal that bear on the group. */
  readonly comments: readonly Comment[];
};

const groupOfComment = new Map<string, VaccineGroupCode>(clientComments.map(({ code, group }) => [code, group]));

/**
 * The history by vaccine group (I3): a combination vaccine under each of its groups, comments beside the group that
 * they bear on, groups by name, those of no group last.
 */
export function historyGroups({ client, immunizations }: Pick<History, 'client' | 'immunizations'>): HistoryGroup[] {
  const groups: HistoryGroup[] = vaccineGroups.map(({ code, label }) => ({
    code,
    label,
    doses: immunizations.filter(({ cvx }) => findVaccine(cvx)?.groups.includes(code)),
    comments: client.comments.filter((comment) => groupOfComment.get(comment.code) === code),
  }));
  const others = immunizations.filter(({ cvx }) => !findVaccine(cvx)?.groups.length);
  groups.push({ label: 'Other', doses: others, comments: [] });
  return groups.filter(({ doses, comments }) => doses.length > 0 || comments.length > 0);
}
