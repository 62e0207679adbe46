import type { Comment } from '../clients/client.js';
import { clientComments } from '../clients/client-comment.js';
import type { VaccineGroupCode } from '../vaccines/vaccine-group.js';

/**
 * What client comments prove, as observations of the schedule: immunity shown by a titer, or by a physician where the schedule takes
 * that as evidence. It does not for measles, mumps and rubella: there only a titer counts.
 */
const observationOf: Readonly<Record<string, string>> = {
  'T-HEPA': '018',
  'H-HEPA': '018',
  'T-HEPB': '019',
  'H-HEPB': '019',
  'T-MEASLES': '020',
  'T-MUMPS': '021',
  'T-RUBELLA': '022',
  'T-VARZOS': '023',
  'H-VARZOS': '024',
};

type Said = Pick<Comment, 'code' | 'appliesOn'>;

/** The observations that follow from a client's comments, each with its day. */
export function observationsOf(comments: readonly Said[]): { readonly code: string; readonly date: string }[] {
  return comments.flatMap(({ code, appliesOn }) => {
    const observation = observationOf[code];
    return observation ? [{ code: observation, date: appliesOn }] : [];
  });
}

const known = new Map(clientComments.map((one) => [one.code, one]));

/** What stands on file beside a vaccine group without proving immunity, by group. */
export type OnFile = {
  /** A reason of health against the vaccine: it is not recommended. */
  readonly exemption?: Said;
  /** Said no: stands beside what is due, and changes nothing. */
  readonly refusal?: Said;
  /** Immunity told by a physician where the schedule asks for a titer. */
  readonly unproven?: Said;
};

/** The exemptions, refusals and unproven immunities of a client, the last of each kind and group. */
export function onFileBeside(comments: readonly Said[]): ReadonlyMap<VaccineGroupCode, OnFile> {
  const found = new Map<VaccineGroupCode, OnFile>();
  for (const comment of comments) {
    const one = known.get(comment.code);
    if (!one || (one.kind === 'immunity' && observationOf[one.code])) continue;
    const as = one.kind === 'exemption' ? 'exemption' : one.kind === 'refusal' ? 'refusal' : 'unproven';
    found.set(one.group, { ...found.get(one.group), [as]: comment });
  }
  return found;
}
