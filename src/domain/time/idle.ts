/** The idle time of a session in words; seconds are for trying out its end. */
export function showIdle(minutes: number): string {
  return Number.isInteger(minutes) ? `${minutes} minutes` : `${Math.round(minutes * 60)} seconds`;
}

/** Reads a setting such as `30` minutes, or `45s`; NaN for anything else. */
export function readIdle(text: string): number {
  const [, count = '', unit] = /^(\d{1,4})(s?)$/.exec(text) ?? [];
  return count === '' ? Number.NaN : Number(count) / (unit ? 60 : 1);
}
