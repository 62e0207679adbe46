const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^w3m\//, 'w3m'],
  [/^Lynx\//, 'Lynx'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'a Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a browser calls itself, in words that tell a user's own apart: "Firefox on Windows". Empty for an unknown one. */
export function browserWords(userAgent: string): string {
  const told = (list: typeof browsers) => list.find(([of]) => of.test(userAgent))?.[1];
  const [browser, system] = [told(browsers), told(systems)];
  return [browser, system && `on ${system}`].filter(Boolean).join(' ');
}
