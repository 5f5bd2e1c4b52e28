import { doorsOf } from '../../../../../rehearsal/scenes/migration/front-doors.ts';
import { SHOP_WORLD } from '../../../../../rehearsal/shop/shop.ts';
import type { Json } from '../../../../../rehearsal/snapshot/json.ts';
import { patched } from '../../../../../rehearsal/snapshot/patch.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';
import { shopEstate, shopPatch } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const withWeb = (web: Json) => doorsOf(shopEstate(new Snapshot('somewhere', new Map(), new Map(), web)));

describe('The doors of a world', () => {
  it('are as its file says', () => {
    const { legacy, cluster } = doorsOf(shopEstate());
    expect(legacy.ports).toEqual([80, 443]);
    expect(cluster.site.hosts).toEqual([...legacy.site.hosts, 'www.k8s.shop.test']);
  });

  it('are refused with everything that is wrong, and where', () => {
    const { cluster } = doorsOf(shopEstate());
    const wrong = {
      legacy: { ...cluster, ports: [8443], tls: { minVersion: 'SSLv3' } },
      cluster: { ...cluster, site: { ...cluster.site, pages: { '/a': { status: 'ok' } }, page: {} } },
    } as unknown as Json;
    const refused = () => withWeb(wrong);
    expect(refused).toThrow(/^somewhere can't be used/);
    for (const place of ['/legacy/ports/0: ', '/legacy/tls/minVersion: ', '/cluster/site/pages/~1a/status: '])
      expect(refused).toThrow(place);
    expect(refused).toThrow('Unrecognized key: "page"');
  });

  it('are made up where no file says it: both answer every name alike', () => {
    const { legacy, cluster } = withWeb(null);
    expect(cluster).toEqual(legacy);
    expect(cluster.site.hosts).toEqual([
      'shop.test',
      'www.shop.test',
      'blog.shop.test',
      'api.shop.test',
      '*.apps.shop.test',
      'img.shop-cdn.test',
      'basket.apps.shop.test',
      'www.k8s.shop.test',
    ]);
    expect(Object.keys(cluster.site.pages)).toEqual(['/', '/login']);
  });

  it('can be made of each fault', async () => {
    const patches = [...SHOP_WORLD.faults(), shopPatch('ingress-unlike')].filter(({ web }) => web.length > 0);
    expect(patches.length).toBeGreaterThan(2);
    for (const patch of patches)
      expect(doorsOf(shopEstate(await patched(shopSnapshot(), [patch])))).toBeDefined();
  });
});
