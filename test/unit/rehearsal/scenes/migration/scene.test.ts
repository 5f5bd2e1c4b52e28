import { START } from '../../../../../rehearsal/estate/home.ts';
import { type Scene, setScene } from '../../../../../rehearsal/scenes/migration/scene.ts';
import { patched } from '../../../../../rehearsal/snapshot/patch.ts';
import type { Patch } from '../../../../../rehearsal/snapshot/patch-file.ts';
import { Chronicle } from '../../../../../rehearsal/text/chronicle.ts';
import { shopBehaviour, shopSettings } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const HOME = '111122223333/us-west-1';
const ZONE = '111122223333/route53';

/** A patch that removes what is at these paths of these files. */
function without(files: Readonly<Record<string, string>>): Patch {
  const removed = Object.entries(files).map(
    ([file, path]) => [`${file}.json`, [{ op: 'remove' as const, path }]] as const,
  );
  const nothing = {
    objects: new Map(),
    web: [],
    roundTrips: {},
    byHand: [],
    app: undefined,
    expected: undefined,
  };
  return { path: 'fault.json', plants: 'something that is gone', files: new Map(removed), ...nothing };
}

const NO_CLUSTER = without({ [`${HOME}/elbv2/describe-load-balancers`]: '/LoadBalancers/0' });
const NO_LEGACY = without({ [`${HOME}/elb/describe-load-balancers`]: '/LoadBalancerDescriptions/0' });
const NO_ZONE = without({
  [`${ZONE}/get-hosted-zone/Z0SHOPEXAMPLE1`]: '',
  [`${ZONE}/list-resource-record-sets/Z0SHOPEXAMPLE1`]: '',
});

describe('A scene', () => {
  let scene: Scene | undefined;
  afterEach(async () => {
    await scene?.close();
    scene = undefined;
  });

  const set = async (planted: readonly Patch[], snapshot = shopSnapshot()): Promise<Scene> => {
    scene = await setScene({
      seed: 1,
      now: () => START,
      settings: shopSettings(),
      snapshot,
      behaviour: shopBehaviour(),
      given: { planted },
      chronicle: new Chronicle(() => START),
      onError: (error) => {
        throw error;
      },
    });
    return scene;
  };

  it.each([
    ['cluster', NO_CLUSTER],
    ['legacy', NO_LEGACY],
  ] as const)(
    'is set without the load balancer of the %s, at whose name nobody is then',
    async (side, patch) => {
      const { platforms, loadBalancers, engine } = await set([patch]);
      const [gone, ...others] = [platforms[side]].flat();
      expect(others).toEqual([]);
      expect(gone).toMatchObject({ ipv4: [], ipv6: [], zones: [] });
      expect(loadBalancers.map(({ id }) => id)).not.toContain(gone?.id);
      const { answers } = engine.answer('www.shop.test.', 'A', () => 0);
      expect(answers.length > 0).toBe(side === 'cluster');
    },
  );

  it('is set without a zone, for whose names nobody asks then', async () => {
    const { clientNames, zoneIds } = await set([NO_ZONE]);
    expect(zoneIds).toEqual(['Z0SHOPEXAMPLE2']);
    expect(clientNames.map(({ name }) => name)).toEqual(['img.shop-cdn.test.']);
  });

  it('is refused where the load balancer was not even there before', async () => {
    const refused = set([], await patched(shopSnapshot(), [NO_CLUSTER]));
    await expect(refused).rejects.toThrow(
      'there is no load balancer k8s-ingress-9876543210.us-west-1.elb.amazonaws.com.',
    );
  });
});
