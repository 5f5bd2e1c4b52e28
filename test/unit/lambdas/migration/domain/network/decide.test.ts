import fc from 'fast-check';
import {
  type Block,
  blockOf,
  contains,
  overlap,
} from '../../../../../../lambdas/migration/domain/network/block.ts';
import { type Rule, stopped } from '../../../../../../lambdas/migration/domain/network/decide.ts';
import { routesTo } from '../../../../../../lambdas/migration/domain/network/rules.ts';
import { anyNotation, ipv6Groups } from '../../../../../support/arbitrary-ipv6.ts';
import { cases } from '../../../../../support/cases.ts';

const NETWORKS = { ipv4: { base: 10n << 24n, length: 32 }, ipv6: { base: 0xfd00n << 112n, length: 128 } };
const sizeOf = ({ family, bits }: Pick<Block, 'family' | 'bits'>) =>
  1n << BigInt(NETWORKS[family].length - bits);
/** Blocks of two networks of 32 addresses, of both families. */
const block = fc
  .record({
    family: fc.constantFrom('ipv4', 'ipv6'),
    free: fc.integer({ min: 0, max: 5 }),
    n: fc.bigInt(0n, 31n),
  })
  .map(({ family, free, n }): Block => {
    const { base, length } = NETWORKS[family];
    return { family, base: base + n - (n % (1n << BigInt(free))), bits: length - free };
  });
const ports = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).map(([a, b]) => ({
  from: Math.min(a, b),
  to: Math.max(a, b),
}));
const rule: fc.Arbitrary<Rule> = fc.record({ block, ports, allows: fc.boolean(), name: fc.constant('rule') });

const addressesIn = (each: Block) =>
  Array.from({ length: Number(sizeOf(each)) }, (_, i) => ({
    family: each.family,
    at: each.base + BigInt(i),
  }));
const isIn = ({ family, at }: ReturnType<typeof addressesIn>[number], each: Block) =>
  family === each.family && at >= each.base && at < each.base + sizeOf(each);

describe('What rules make of all that may pass', () => {
  it('is what the first rule for each single packet makes of that', () => {
    fc.assert(
      fc.property(block, ports, fc.array(rule, { maxLength: 6 }), (asked, range, rules) => {
        const packets = addressesIn(asked).flatMap((address) =>
          Array.from({ length: range.to - range.from + 1 }, (_, i) => ({ address, port: range.from + i })),
        );
        const passes = packets.every(({ address, port }) => {
          const first = rules.find(
            (each) => isIn(address, each.block) && each.ports.from <= port && port <= each.ports.to,
          );
          return first?.allows === true;
        });
        expect(stopped({ block: asked, ports: range }, rules) === undefined).toBe(passes);
      }),
      { numRuns: cases(2000) },
    );
  });

  it.each(['ipv4', 'ipv6'] as const)(
    'takes few steps for the smallest hole in everything of %s',
    (family) => {
      const everything = { block: { family, base: 0n, bits: 0 }, ports: { from: 0, to: 65_535 } };
      const hole: Rule = {
        block: { family, base: 12_345n, bits: NETWORKS[family].length },
        ports: { from: 7, to: 7 },
        allows: false,
        name: 'hole',
      };
      const rest: Rule = { ...everything, allows: true, name: 'rest' };
      expect(stopped(everything, [hole, rest])).toEqual({ by: 'hole' });
      expect(stopped(everything, [{ ...hole, allows: true }, rest])).toBeUndefined();
      expect(stopped(everything, [{ ...hole, allows: true }])).toEqual({ by: undefined });
    },
  );
});

describe('Routes', () => {
  it('lead where the longest prefix that has the address leads', () => {
    const route = fc.record({ to: block, target: fc.constantFrom('pcx-1', 'nat-1'), active: fc.boolean() });
    const parts = (base: bigint, bits: bigint, n: number) =>
      Array.from({ length: n }, (_, i) => (base >> (bits * BigInt(n - 1 - i))) % (1n << bits));
    const text = ({ family, base, bits }: Block) =>
      family === 'ipv4'
        ? `${parts(base, 8n, 4).join('.')}/${bits}`
        : `${parts(base, 16n, 8)
            .map((group) => group.toString(16))
            .join(':')}/${bits}`;
    fc.assert(
      fc.property(
        block,
        fc.uniqueArray(route, { selector: ({ to }) => text(to), maxLength: 6 }),
        (asked, routes) => {
          const table = {
            id: 'rtb-1',
            vpcId: 'vpc-1',
            main: true,
            subnetIds: [],
            routes: routes.map(({ to, target, active }) => ({ cidr: text(to), target, active })),
          };
          const arrives = addressesIn(asked).every((address) => {
            const [best] = routes
              .filter(({ to }) => isIn(address, to))
              .toSorted((a, b) => b.to.bits - a.to.bits);
            return best?.active === true && best.target === 'pcx-1';
          });
          const range = { from: 0, to: 65_535 };
          expect(stopped({ block: asked, ports: range }, routesTo('pcx-1', table)) === undefined).toBe(
            arrives,
          );
        },
      ),
      { numRuns: cases(1000) },
    );
  });
});

describe('A block', () => {
  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '256.0.0.0/8',
    '10.0.0/8',
    'fd00::',
    'fd00::/129',
    'fd00::1::/64',
    'fd00:0:0:0:0:0:0:0:0/64',
    'fd00:0:0/48',
    '12345::/16',
    '::ffff:300.0.0.1/128',
    '/0',
    '',
  ])('is none in %s', (text) => {
    expect(blockOf(text)).toBeUndefined();
  });

  it('of IPv6 is the same in any notation', () => {
    fc.assert(
      fc.property(
        ipv6Groups.chain((groups) => fc.record({ groups: fc.constant(groups), text: anyNotation(groups) })),
        ({ groups, text }) => {
          const base = groups.reduce((sum, group) => sum * 65_536n + BigInt(group), 0n);
          expect(blockOf(`${text}/128`)).toEqual({ family: 'ipv6', base, bits: 128 });
        },
      ),
    );
  });

  it('of one family has nothing of the other', () => {
    const [one, other] = ['0.0.0.0/0', '::/0'].map((text) => blockOf(text) as Block);
    expect(overlap(one as Block, other as Block)).toBe(false);
  });

  it('begins with its first address, whichever is written, and holds what is in it', () => {
    expect(blockOf('10.0.0.77/24')).toEqual(blockOf('10.0.0.0/24'));
    const [wide, narrow, other] = ['0.0.0.0/0', '192.168.4.0/22', '192.168.8.0/22'].map(
      (text) => blockOf(text) as Block,
    );
    expect([contains(wide as Block, narrow as Block), contains(narrow as Block, wide as Block)]).toEqual([
      true,
      false,
    ]);
    expect([overlap(narrow as Block, wide as Block), overlap(narrow as Block, other as Block)]).toEqual([
      true,
      false,
    ]);
  });
});
