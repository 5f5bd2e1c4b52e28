import { doorsOf } from '../../../../../rehearsal/scenes/migration/front-doors.ts';
import { shopFaults, shopPatch } from '../../../../../rehearsal/shop/world.ts';
import type { Json } from '../../../../../rehearsal/snapshot/json.ts';
import { patched } from '../../../../../rehearsal/snapshot/patch.ts';
import { Snapshot } from '../../../../../rehearsal/snapshot/snapshot.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const withWeb = (web: Json) => doorsOf(new Snapshot('somewhere', new Map(), new Map(), web));

describe('The doors of a world', () => {
  it('are as its file says', () => {
    const { legacy, cluster } = doorsOf(shopSnapshot());
    expect(legacy.ports).toEqual([80, 443]);
    expect(cluster.site.hosts).toEqual([...legacy.site.hosts, 'www.k8s.shop.test']);
  });

  it('are refused with everything that is wrong, and where', () => {
    const { cluster } = doorsOf(shopSnapshot());
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

  it('must be there', () => {
    expect(() => withWeb(null)).toThrow('web.json');
  });

  it('can be made of each fault', async () => {
    const patches = [...shopFaults(), shopPatch('ingress-unlike')].filter(({ web }) => web.length > 0);
    expect(patches.length).toBeGreaterThan(2);
    for (const patch of patches) expect(doorsOf(await patched(shopSnapshot(), [patch]))).toBeDefined();
  });
});
