import { SocketAddress } from 'node:net';
import * as fc from 'fast-check';
import { canonicalAddress } from '../../../../../lambdas/shared/contract/ip-addresses.ts';
import { anyNotation, ipv6Groups } from '../../../../support/arbitrary-ipv6.ts';

const inAnyNotation = ipv6Groups.chain((groups) => fc.tuple(fc.constant(groups), anyNotation(groups)));

test('an IPv6 address has one notation, the shortest, which Node has of the same groups', () => {
  fc.assert(
    fc.property(inAnyNotation, ([groups, text]) => {
      const address = groups.map((group) => group.toString(16)).join(':');
      // Node ends an address that embeds an IPv4 address with that.
      fc.pre(!groups.slice(0, 5).every((group) => group === 0));
      expect(canonicalAddress(text)).toBe(new SocketAddress({ address, family: 'ipv6' }).address);
    }),
  );
});

test('two addresses have the same notation only if they are the same', () => {
  fc.assert(
    fc.property(inAnyNotation, inAnyNotation, ([one, a], [other, b]) => {
      expect(canonicalAddress(a) === canonicalAddress(b)).toBe(one.join() === other.join());
    }),
  );
});

test.each([
  ['::', '::'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
])('%s is %s', (text, canonical) => {
  expect(canonicalAddress(text)).toBe(canonical);
});

test.each(['192.0.2.1', '', '2001:db8::g', ':::', '1:2', '::1]/[', 'www.shop.test'])(
  '%j is no IPv6 address, and stays as it is',
  (text) => {
    expect(canonicalAddress(text)).toBe(text);
  },
);
