/** The two that are one value (C21): if born together with others, and as which of them (HL7 PID-24 and PID-25). */
export const birthFields = ['multipleBirth', 'birthOrder'] as const;

/** No more were ever born together and lived. */
const most = 9;

/** The fault of a birth order (C4), with what is said of a multiple birth beside it: `Y`, `N` or nothing. */
export function birthOrderFault(order: string, multipleBirth: string): string | undefined {
  if (!/^\d+$/.test(order) || Number(order) < 1 || Number(order) > most)
    return `Enter the birth order as a number from 1 to ${most}, or leave it empty.`;
  if (multipleBirth === 'Y') return undefined;
  return 'Choose Yes for Multiple Birth, or leave the birth order empty.';
}
