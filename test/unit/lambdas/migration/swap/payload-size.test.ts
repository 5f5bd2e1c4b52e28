import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { adoptRecords } from '../../../../../lambdas/migration/swap/move-records.ts';
import { asked } from '../../../../support/migration/acting.ts';
import { someSettings } from '../../../../support/migration/settings.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

/** Step Functions hands on at most 256 KiB, and a failure's cause of 32,768 characters; both end an execution for good. */
const MOST_HANDED_ON = 200_000;
const MOST_OF_A_CAUSE = 16_000;

const NAMES = Array.from({ length: 400 }, (_, i) => `n${i}.shop.test.`);
const addresses = (last: number) => Array.from({ length: 100 }, (_, i) => ({ Value: `198.51.${last}.${i}` }));

/** 400 names of 100 addresses each, once with all of them changed by somebody else. */
function manyNames(): ZonesWorld & { meddle(): void } {
  const records: ResourceRecordSet[] = NAMES.map((Name) => ({
    Name,
    Type: 'A',
    TTL: 300,
    ResourceRecords: addresses(1),
  }));
  const zones = [{ id: 'Z1SHOP', name: 'shop.test.', records: NAMES, fenceName: '_cutover-shop.shop.test.' }];
  const world = zonesWorld(someSettings({ zones }), [{ id: 'Z1SHOP', name: 'shop.test', records }]);
  const meddle = () => {
    for (const Name of NAMES) {
      const ResourceRecordSet = { Name, Type: 'A', TTL: 5, ResourceRecords: addresses(2) };
      world.engine.changeResourceRecordSets('Z1SHOP', { Changes: [{ Action: 'UPSERT', ResourceRecordSet }] });
    }
  };
  return { ...world, meddle };
}

describe('What a state hands on, with 400 names that somebody else has changed', () => {
  it('fits, and says how many names it leaves out', async () => {
    const world = manyNames();
    const run = world.run('run-1');
    await lowerTtl(run, world);
    world.pass(60);
    world.meddle();
    const held = await adoptRecords(run, world).catch((error: Error) => error);
    expect(held).toMatchObject({
      name: 'ForeignWrite',
      message: expect.stringMatching(/and 3\d\d more names/),
    });
    expect((held as Error).message.length).toBeLessThan(MOST_OF_A_CAUSE);
    const restore = await restoreLegacy(asked(world), world);
    expect(JSON.stringify(restore).length).toBeLessThan(MOST_HANDED_ON);
    expect(restore.overwritten.at(-1)).toMatch(/and \d+ more names/);
    world.pass(60);
    world.meddle();
    const confirm = await confirmLegacy(restore, world);
    expect(confirm.legacyServes).toBe(false);
    expect(confirm.reasons.join('; ').length).toBeLessThan(MOST_OF_A_CAUSE);
  });
});
