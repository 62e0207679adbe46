import type { Choice } from './choice.js';

/**
 * The sources of a dose's record (I5). Source: CDC table NIP001. Only the first says that the organization gave the
 * dose itself, from its own stock; every other makes the dose historical (I4).
 */
export const immunizationSources = [
  { code: '00', label: 'New immunization record' },
  { code: '01', label: 'Historical: source unspecified' },
  { code: '02', label: 'Historical: from other provider' },
  { code: '03', label: "Historical: from parent's written record" },
  { code: '04', label: "Historical: from parent's recall" },
  { code: '05', label: 'Historical: from other registry' },
  { code: '06', label: 'Historical: from birth certificate' },
  { code: '07', label: 'Historical: from school record' },
  { code: '08', label: 'Historical: from public agency' },
] as const satisfies readonly Choice[];

/** True if a dose is historical, not given from the organization's own stock (I4). */
export function isHistorical({ source }: { readonly source: string }): boolean {
  return source !== '00';
}
