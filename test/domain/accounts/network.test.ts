import { expect, test } from 'vitest';
import { isWithin, networkOf, readAddress, readRanges } from '../../../src/domain/accounts/network.js';

test.each([
  ['2001:db8::1', '2001:0DB8:0:0:ffff:1:2:3'],
  ['fe80::1', 'FE80:0000:0000:0000:1234::9'],
  ['::1', '0:0:0:0::2'],
  ['2001:db8:0:1::5', '2001:db8:0:1:9:9:9:9'],
])('%s and %s are of one network, in whatever spelling (L14)', (one, other) => {
  expect(networkOf(one)).toBe(networkOf(other));
});

test.each([
  ['2001:db8::1', '2001:db8:0:1::1'],
  ['2001:db8::1', 'fe80::1'],
  ['192.0.2.1', '192.0.2.2'],
])('%s and %s are not', (one, other) => {
  expect(networkOf(one)).not.toBe(networkOf(other));
});

test.each([
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:207', '192.0.2.7'],
  [' 192.0.2.7:54321 ', '192.0.2.7'],
  ['[2001:DB8::1]:443', '2001:db8::1'],
  ['2001:0db8:0000::0001', '2001:db8::1'],
  ['unknown', undefined],
  ['127.1', undefined],
  ['0x7f.0.0.1', undefined],
  ['', undefined],
])('the address "%s" is %s', (text, address) => {
  expect(readAddress(text)).toBe(address);
});

test('an address is looked for in the ranges of its own kind', () => {
  const ranges = readRanges('10.0.0.0/8, 192.0.2.9,::ffff:198.51.100.1, 2001:db8::/32') ?? [];
  expect(ranges).toHaveLength(4);
  for (const within of ['10.9.8.7', '192.0.2.9', '198.51.100.1', '2001:db8:5::1'])
    expect(isWithin(within, ranges)).toBe(true);
  for (const without of ['11.0.0.1', '192.0.2.8', '2001:db9::1', '', 'x'])
    expect(isWithin(without, ranges)).toBe(false);
});
