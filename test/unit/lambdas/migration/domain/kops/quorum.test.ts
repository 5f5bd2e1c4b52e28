import fc from 'fast-check';
import {
  membersByZone,
  type Placement,
  quorumOf,
  survivalOf,
} from '../../../../../../lambdas/migration/domain/kops/quorum.ts';

/** Members in one instance group or several of their zone. */
const placements: fc.Arbitrary<readonly Placement[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 })), {
    minLength: 1,
    maxLength: 9,
  })
  .map((places) =>
    places.map(([zone, group], i) => ({ member: `m${i}`, zone: `z${zone}`, instance: `z${zone}-${group}` })),
  );

/** Takes each thing away in turn, and counts who still votes: no arithmetic of quorums. */
function survivesEach(all: readonly Placement[], by: 'instance' | 'zone'): boolean {
  return [...new Set(all.map((one) => one[by]))].every((gone) => {
    const left = all.filter((one) => one[by] !== gone);
    return left.length > all.length - left.length;
  });
}

const at = (...places: readonly string[]): readonly Placement[] =>
  places.map((zone, i) => ({ member: `m${i}`, zone, instance: `${zone}-${i}` }));

describe('the loss that an etcd cluster survives', () => {
  it('is what is left when each instance and each zone is taken away', () => {
    fc.assert(
      fc.property(placements, (all) => {
        const { ofInstance, ofZone } = survivalOf(all);
        expect([ofInstance.survives, ofZone.survives]).toEqual([
          survivesEach(all, 'instance'),
          survivesEach(all, 'zone'),
        ]);
      }),
    );
  });

  it('is never better for zones than for what is in them', () => {
    fc.assert(
      fc.property(placements, (all) => {
        const { ofInstance, ofZone } = survivalOf(all);
        expect(ofZone.lost).toBeGreaterThanOrEqual(ofInstance.lost);
      }),
    );
  });

  it.each([
    ['one member', at('a'), { instance: false, zone: false }],
    ['two members', at('a', 'b'), { instance: false, zone: false }],
    ['three in one zone', at('a', 'a', 'a'), { instance: true, zone: false }],
    ['three over two zones, as in us-west-1', at('a', 'a', 'b'), { instance: true, zone: false }],
    ['three over three zones', at('a', 'b', 'c'), { instance: true, zone: true }],
    ['four over two zones', at('a', 'a', 'b', 'b'), { instance: true, zone: false }],
    ['four over four zones', at('a', 'b', 'c', 'd'), { instance: true, zone: true }],
    ['five over two zones', at('a', 'a', 'a', 'b', 'b'), { instance: true, zone: false }],
    ['five over three zones', at('a', 'a', 'b', 'b', 'c'), { instance: true, zone: true }],
    ['five over three zones, three in one', at('a', 'a', 'a', 'b', 'c'), { instance: true, zone: false }],
  ])('of %s', (_what, all, { instance, zone }) => {
    const { ofInstance, ofZone } = survivalOf(all);
    expect([ofInstance.survives, ofZone.survives]).toEqual([instance, zone]);
  });

  it('of two members on one instance is that of both', () => {
    const all = [
      ...at('b', 'c'),
      { member: 'x', zone: 'a', instance: 'one' },
      { member: 'y', zone: 'a', instance: 'one' },
    ];
    expect(survivalOf(all)).toMatchObject({ ofInstance: { of: 'one', lost: 2, left: 2, survives: false } });
  });

  it('names the first of several that would take as many', () => {
    expect(survivalOf(at('b', 'a', 'c')).ofZone).toEqual({ of: 'a', lost: 1, left: 2, survives: true });
    expect([...membersByZone(at('b', 'a', 'b'))]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect([1, 2, 3, 4, 5].map(quorumOf)).toEqual([1, 2, 2, 3, 3]);
  });
});
