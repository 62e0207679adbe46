import ipaddr from 'ipaddr.js';

/** A range of addresses of the network: those that begin with so many bits of one. */
export type Range = readonly [ReturnType<typeof ipaddr.parse>, number];

const isAddress = (text: string) => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);

/**
 * An address of the network in one spelling: IPv4 in dots, also where it stands in IPv6, and IPv6 in its short form. A
 * port after it, as some proxies write it, is passed over. Undefined where it is none.
 */
export function readAddress(text: string): string | undefined {
  const bare = text.trim().replace(/^\[(.*)\](?::\d+)?$|^(\d+(?:\.\d+){3}):\d+$/, '$1$2');
  return isAddress(bare) ? ipaddr.process(bare).toString() : undefined;
}

/**
 * The key that tries from an address are counted by (L14): IPv6 by its /64, since whoever has it has 2^64 addresses.
 */
export function networkOf(address: string): string {
  if (!isAddress(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

/**
 * Addresses and ranges such as 10.0.0.0/8, with commas between; undefined where one of them is none, or is everybody.
 */
export function readRanges(text: string): readonly Range[] | undefined {
  const ranges: Range[] = [];
  for (const part of text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [address = '', bits] = part.split('/');
    if (!isAddress(address) || address.includes('%')) return undefined;
    const parsed = ipaddr.process(address);
    const longest = parsed.kind() === 'ipv4' ? 32 : 128;
    const length = bits === undefined ? longest : Number(bits);
    if (!/^\d{1,3}$/.test(bits ?? '1') || length < 1 || length > longest) return undefined;
    ranges.push([parsed, length]);
  }
  return ranges;
}

/** True if an address lies in one of the ranges. */
export function isWithin(address: string, ranges: readonly Range[]): boolean {
  if (ranges.length === 0 || !isAddress(address)) return false;
  const parsed = ipaddr.process(address);
  return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match([range, bits]));
}
