import type { MigrationSettings } from '../../../../../lambdas/migration/contract/settings.ts';
import { START } from '../../../../../rehearsal/estate/home.ts';
import { lackingIn, requireConfigured } from '../../../../../rehearsal/estate/migration/configured.ts';
import { estateOf } from '../../../../../rehearsal/estate/migration/estate.ts';
import { behaviourOf } from '../../../../../rehearsal/scenes/migration/behaviour.ts';
import { madeUpSnapshot, notMadeUp } from '../../../../../rehearsal/scenes/migration/made-up-world.ts';
import { setScene } from '../../../../../rehearsal/scenes/migration/scene.ts';
import { Chronicle } from '../../../../../rehearsal/text/chronicle.ts';
import { shopSettings } from '../../../../support/shop.ts';

const SHOP = shopSettings();
/** The shop as far as it can be made up, in another place. */
const PLAIN: MigrationSettings = (() => {
  const { cluster, workloads, credentials, stateBucket, ingress, ...others } = SHOP;
  const zones = SHOP.zones.map(({ role, ...zone }) => zone);
  return { ...others, account: '999988887777', region: 'eu-west-1', zones, keys: [], databases: [] };
})();

describe('a made-up world', () => {
  it('can’t have what only the account knows, which is said by its fields', () => {
    expect(notMadeUp(SHOP)).toEqual([
      'zones in another account',
      'keys',
      'databases',
      'credentials',
      'cluster',
      'workloads',
      'stateBucket',
    ]);
    expect(notMadeUp(PLAIN)).toEqual([]);
  });

  it.each<[string, MigrationSettings['target']]>([
    ['a load balancer of its kind', SHOP.target],
    [
      'a network load balancer',
      {
        kind: 'load-balancer',
        dnsName: 'k8s-0123456789abcdef.elb.eu-west-1.amazonaws.com.',
        hostedZoneId: 'Z2IFOLAFXWLO4F',
        evaluateTargetHealth: true,
        family: 'network',
      },
    ],
    ['addresses', { kind: 'addresses', ipv4: ['198.51.100.7'], ipv6: [] }],
  ])('has all that is configured, with %s as target, and can be played', async (_what, target) => {
    const settings = { ...PLAIN, target };
    const estate = estateOf(settings, madeUpSnapshot(settings));
    expect(() => requireConfigured(estate)).not.toThrow();
    expect(lackingIn(estate)).toEqual([]);
    const scene = await setScene({
      seed: 1,
      now: () => START,
      settings,
      snapshot: estate.snapshot,
      behaviour: behaviourOf(estate, undefined).behaviour,
      given: {},
      chronicle: new Chronicle(() => START),
      onError: (error) => {
        throw error;
      },
    });
    try {
      const { legacy, cluster } = scene.platforms;
      expect(legacy.map(({ dnsName }) => dnsName)).toEqual([
        'legacy-1234567890.eu-west-1.elb.amazonaws.com.',
      ]);
      expect(cluster.family).toBe(
        target.kind === 'addresses' ? 'uncounted' : target.family === 'network' ? 'network' : 'application',
      );
      const { answers } = scene.engine.answer('www.shop.test.', 'A', () => 0);
      expect(answers.map(({ value }) => value)).toEqual(legacy[0]?.ipv4);
      expect(scene.world.minutes.every(({ astray, unanswered }) => astray + unanswered === 0)).toBe(true);
      expect(scene.world.minutes.at(-1)?.served.get(legacy[0]?.id ?? '')?.requests).toBeGreaterThan(100);
    } finally {
      await scene.close();
    }
  });
});
