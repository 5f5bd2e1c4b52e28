import { lowerTtl } from '../../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { fence, plain } from '../../../../../support/migration/acting.ts';
import { zonesWorld } from '../../../../../support/migration/zones-world.ts';

describe('LowerTtl', () => {
  it('lowers TTLs and waits out propagation and the longest old TTL', async () => {
    const world = zonesWorld();
    const change = await lowerTtl(world.run('run-1'), world);
    expect(change.ttlInForceSeconds).toBe(300);
    expect(change.waitUntil).toBe(new Date(world.clock.now() + 360_000).toISOString());
    const www = plain(world, 'Z1SHOP').find((record) => record.Name === 'www.shop.test.');
    expect(www?.TTL).toBe(60);
    expect(fence(world, 'Z1SHOP')).toBe(
      '"heritage=kops-cutover,version=1,migration=shop,epoch=1,phase=prepare,weight=0,execution=run-1"',
    );
  });

  it('keeps the before-image before it changes anything', async () => {
    const world = zonesWorld();
    const held = plain(world, 'Z1SHOP');
    world.engine.onChange(async () => {
      const state = await world.journal.load();
      const image = state?.beforeImage.get('Z1SHOP')?.records ?? [];
      expect(held).toEqual(expect.arrayContaining([...image]));
      expect(image).toHaveLength(4);
    });
    await lowerTtl(world.run('run-1'), world);
    expect.assertions(4);
  });

  it('refuses to begin where a name cannot be moved, and opens no fence', async () => {
    const world = zonesWorld({ ...zonesWorld().settings, zones: zonesWorld().settings.zones.slice(0, 1) }, [
      { id: 'Z1SHOP', name: 'shop.test', records: [] },
    ]);
    await expect(lowerTtl(world.run('run-1'), world)).rejects.toMatchObject({ name: 'NotReady' });
    expect(fence(world, 'Z1SHOP')).toBeUndefined();
  });
});
