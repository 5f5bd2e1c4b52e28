import fc from 'fast-check';
import {
  type Block,
  blockOf,
  contains,
  overlap,
} from '../../../../../../lambdas/migration/domain/network/block.ts';
import { type Rule, stopped } from '../../../../../../lambdas/migration/domain/network/decide.ts';
import { routesTo } from '../../../../../../lambdas/migration/domain/network/rules.ts';

const BASE = 10 * 2 ** 24;
/** Blocks of a network of 32 addresses. */
const block = fc
  .record({ bits: fc.integer({ min: 27, max: 32 }), n: fc.nat(31) })
  .map(({ bits, n }): Block => ({ base: BASE + n - (n % 2 ** (32 - bits)), bits }));
const ports = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).map(([a, b]) => ({
  from: Math.min(a, b),
  to: Math.max(a, b),
}));
const rule: fc.Arbitrary<Rule> = fc.record({ block, ports, allows: fc.boolean(), name: fc.constant('rule') });

const addressesIn = ({ base, bits }: Block) => Array.from({ length: 2 ** (32 - bits) }, (_, i) => base + i);
const isIn = (address: number, { base, bits }: Block) => address >= base && address < base + 2 ** (32 - bits);

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
      { numRuns: 2000 },
    );
  });

  it('takes few steps for the smallest hole in everything', () => {
    const everything = { block: { base: 0, bits: 0 }, ports: { from: 0, to: 65_535 } };
    const hole: Rule = {
      block: { base: 12_345, bits: 32 },
      ports: { from: 7, to: 7 },
      allows: false,
      name: 'hole',
    };
    const rest: Rule = { ...everything, allows: true, name: 'rest' };
    expect(stopped(everything, [hole, rest])).toEqual({ by: 'hole' });
    expect(stopped(everything, [{ ...hole, allows: true }, rest])).toBeUndefined();
    expect(stopped(everything, [{ ...hole, allows: true }])).toEqual({ by: undefined });
  });
});

describe('Routes', () => {
  it('lead where the longest prefix that has the address leads', () => {
    const route = fc.record({ to: block, target: fc.constantFrom('pcx-1', 'nat-1'), active: fc.boolean() });
    const text = ({ base, bits }: Block) =>
      `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/${bits}`;
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
      { numRuns: 1000 },
    );
  });
});

describe('A block', () => {
  it.each(['10.0.0.0', '10.0.0.0/33', '256.0.0.0/8', '::/0', ''])('is none in %s', (text) => {
    expect(blockOf(text)).toBeUndefined();
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
