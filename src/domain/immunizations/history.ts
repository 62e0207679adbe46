import type { Client, Comment } from '../clients/client.js';
import { clientComments } from '../clients/client-comment.js';
import { findVaccine } from '../vaccines/vaccine.js';
import { type VaccineGroupCode, vaccineGroups } from '../vaccines/vaccine-group.js';
import type { Immunization } from './immunization.js';
import { usualDoses } from './series.js';

/** A client's record with all its immunizations, the earliest first. */
export type History = {
  readonly client: Client;
  readonly immunizations: readonly Immunization[];
  /** Known of a client whose record was opened again after a death was recorded by mistake, or before it is closed. */
  readonly deathDate: string | null;
};

/**
 * A dose under one of its vaccine groups; `series` is "1 of 4", "1" where the usual number cannot be said, or empty.
 */
export type HistoryRow = { readonly immunization: Immunization; readonly series: string };

export type HistoryGroup = {
  readonly label: string;
  readonly rows: readonly HistoryRow[];
  /** Immunity, exemption and refusal that bear on the group. */
  readonly comments: readonly Comment[];
};

const groupOfComment = new Map<string, VaccineGroupCode>(clientComments.map(({ code, group }) => [code, group]));

/**
 * The history by vaccine group (I3): a combination vaccine under each of its groups, comments beside the group that
 * they bear on, groups by name, those of no group last. Every dose on file counts, the earliest first.
 */
export function historyGroups({ client, immunizations }: Pick<History, 'client' | 'immunizations'>): HistoryGroup[] {
  const { birthDate } = client.personal;
  const groups: HistoryGroup[] = vaccineGroups.map(({ code, label }) => {
    const doses = immunizations.filter(({ cvx }) => findVaccine(cvx)?.groups.includes(code));
    return {
      label,
      rows: doses.map((immunization, at) => {
        const m = usualDoses(code, doses, at + 1, birthDate);
        return { immunization, series: m === undefined ? String(at + 1) : `${at + 1} of ${m}` };
      }),
      comments: client.comments.filter((comment) => groupOfComment.get(comment.code) === code),
    };
  });
  const others = immunizations.filter(({ cvx }) => !findVaccine(cvx)?.groups.length);
  groups.push({ label: 'Other', rows: others.map((immunization) => ({ immunization, series: '' })), comments: [] });
  return groups.filter(({ rows, comments }) => rows.length > 0 || comments.length > 0);
}
