import * as fc from 'fast-check';
import { type Route53Engine, seededRandom } from '../../../../rehearsal/route53/index.ts';
import { cases } from '../../../support/cases.ts';
import { balancer, engineWith, member, rr, ZONE } from './records.ts';

/** Shares of a group at `www`, in hundredths, by set identifier. */
function shares(group: Parameters<typeof engineWith>[0], options?: Parameters<typeof engineWith>[1]) {
  const { engine } = engineWith(group, options);
  return sharesOf(engine);
}

function sharesOf(engine: Route53Engine) {
  return Object.fromEntries(
    engine
      .shares(engine.served(ZONE), 'www.example.com', 'A')
      .map(({ record, share }) => [record.SetIdentifier ?? 'simple', Math.round(share * 100)]),
  );
}

const alias = (id: string, Weight: number) => balancer('www', id, { SetIdentifier: id, Weight });
/** Health of load balancers: those named are not. */
const ill = (...names: string[]) => ({
  isHealthy: (dnsName: string) => !names.some((name) => dnsName.startsWith(`${name}.`)),
});

describe('R49 R50 R51 shares of a weighted group', () => {
  it.each([
    ['R49 weight over sum of weights', [1, 3], { legacy: 25, cluster: 75 }],
    ['R49 nothing for a zero weight', [255, 0], { legacy: 100 }],
    ['R50 equal shares when all are zero', [0, 0], { legacy: 50, cluster: 50 }],
  ])('%s', (_title, [legacy, cluster], expected) => {
    const group = [
      member('legacy', legacy as number, '192.0.2.1'),
      member('cluster', cluster as number, '192.0.2.2'),
    ];
    expect(shares(group)).toEqual(expected);
  });

  it.each([
    [
      'an unhealthy target is left out',
      [alias('legacy', 100), alias('cluster', 100)],
      ['legacy'],
      { cluster: 100 },
    ],
    [
      'a zero weight serves when every other is unhealthy',
      [alias('legacy', 100), alias('cluster', 0)],
      ['legacy'],
      { cluster: 100 },
    ],
    [
      'a zero weight does not serve while another is healthy',
      [alias('legacy', 1), alias('old', 99), alias('cluster', 0)],
      ['old'],
      { legacy: 100 },
    ],
    [
      'all count as healthy when none is',
      [alias('legacy', 100), alias('cluster', 100)],
      ['legacy', 'cluster'],
      { legacy: 50, cluster: 50 },
    ],
    [
      'zero stays out when none is healthy',
      [alias('legacy', 100), alias('cluster', 0)],
      ['legacy', 'cluster'],
      { legacy: 100 },
    ],
    [
      'an unhealthy zero weight beside all zero is left out',
      [alias('legacy', 0), alias('cluster', 0)],
      ['legacy'],
      { cluster: 100 },
    ],
  ])('R51 %s', (_title, group, unhealthy, expected) => {
    expect(shares(group, ill(...unhealthy))).toEqual(expected);
  });

  it('R51 does not ask for the health of a target that is not to be evaluated', () => {
    const blind = (id: string) => ({
      ...alias(id, 1),
      AliasTarget: { ...alias(id, 1).AliasTarget, EvaluateTargetHealth: false },
    });
    expect(shares([blind('legacy'), blind('cluster')], ill('legacy'))).toEqual({ legacy: 50, cluster: 50 });
  });

  it('R51 asks the health check of a record set by its id', () => {
    const group = [
      member('legacy', 1, '192.0.2.1', { HealthCheckId: 'legacy-check' }),
      member('cluster', 1, '192.0.2.2', { HealthCheckId: 'cluster-check' }),
    ];
    const { engine } = engineWith(group);
    for (const id of ['legacy-check', 'cluster-check']) engine.healthChecks.add(id);
    expect(sharesOf(engine)).toEqual({ legacy: 50, cluster: 50 });
    engine.healthChecks.setHealthy('legacy-check', false);
    expect(sharesOf(engine)).toEqual({ cluster: 100 });
  });

  it('R51 takes the health of an alias inside the zone from its targets', () => {
    const group = [
      balancer('lb', 'legacy'),
      rr('fixed', 'A', ['192.0.2.9']),
      { ...member('legacy', 1, ''), ...inZone('lb') },
      { ...member('cluster', 1, ''), ...inZone('fixed') },
    ];
    expect(shares(group, ill('legacy'))).toEqual({ cluster: 100 });
    expect(shares(group, ill())).toEqual({ legacy: 50, cluster: 50 });
  });

  function inZone(target: string) {
    return {
      TTL: undefined,
      ResourceRecords: undefined,
      AliasTarget: { HostedZoneId: ZONE, DNSName: `${target}.example.com.`, EvaluateTargetHealth: true },
    };
  }
});

describe('R18 R57 other policies', () => {
  it.each([
    ['latency', { Region: 'eu-west-1' }, { Region: 'us-east-1' }],
    ['geolocation', { GeoLocation: { CountryCode: '*' } }, { GeoLocation: { CountryCode: 'US' } }],
    [
      'CIDR',
      { CidrRoutingConfig: { CollectionId: 'c', LocationName: '*' } },
      { CidrRoutingConfig: { CollectionId: 'c', LocationName: 'x' } },
    ],
    [
      'geoproximity',
      { GeoProximityLocation: { AWSRegion: 'eu-west-1' } },
      { GeoProximityLocation: { AWSRegion: 'us-east-1' } },
    ],
    ['failover', { Failover: 'SECONDARY' }, { Failover: 'PRIMARY' }],
    ['multivalue', { MultiValueAnswer: true }, { MultiValueAnswer: true }],
  ])('%s: stored as it is, answered by the first healthy one', (_title, one, other) => {
    const group = [
      rr('www', 'A', ['192.0.2.2'], { SetIdentifier: 'b', ...other }),
      rr('www', 'A', ['192.0.2.1'], { SetIdentifier: 'a', HealthCheckId: 'h1', ...one }),
    ];
    const { engine } = engineWith(group);
    engine.healthChecks.add('h1');
    expect(engine.records(ZONE).slice(2)).toEqual([group[1], group[0]]);
    expect(engine.answer('www.example.com', 'A').answers).toMatchObject([{ value: '192.0.2.1' }]);
    engine.healthChecks.setHealthy('h1', false);
    expect(engine.answer('www.example.com', 'A').answers).toMatchObject([{ value: '192.0.2.2' }]);
  });
});

describe('R49 drawing answers', () => {
  it('keeps to the shares over many draws, whatever the weights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 5 }),
        fc.integer(),
        (weights, seed) => {
          const group = weights.map((weight, i) => member(`m${i}`, weight, `192.0.2.${i}`));
          const { engine } = engineWith(group);
          const expected = engine.shares(engine.served(ZONE), 'www.example.com', 'A');
          expect(expected.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
          const DRAWS = 3000;
          const counts = new Map<string, number>();
          const random = seededRandom(seed);
          for (let i = 0; i < DRAWS; i++) {
            const [answer] = engine.answer('www.example.com', 'A', random).answers;
            counts.set(answer?.value as string, (counts.get(answer?.value as string) ?? 0) + 1);
          }
          for (const [i, weight] of weights.entries()) {
            const share = expected.find(({ record }) => record.SetIdentifier === `m${i}`)?.share ?? 0;
            expect(share === 0).toBe(weight === 0 && weights.some((other) => other > 0));
            // Five standard deviations: less than one failure in a million draws of this test.
            const tolerance = 5 * Math.sqrt(DRAWS * share * (1 - share)) + 1e-9;
            expect(Math.abs((counts.get(`192.0.2.${i}`) ?? 0) - DRAWS * share)).toBeLessThanOrEqual(
              tolerance,
            );
          }
        },
      ),
      { numRuns: cases(60) },
    );
  });

  it('gives the same answers for the same seed', () => {
    const { engine } = engineWith([member('a', 1, '192.0.2.1'), member('b', 1, '192.0.2.2')]);
    const sequence = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from(
        { length: 50 },
        () => engine.answer('www.example.com', 'A', random).answers[0]?.value,
      ).join();
    };
    expect(sequence(1)).toBe(sequence(1));
    expect(sequence(1)).not.toBe(sequence(2));
  });
});
