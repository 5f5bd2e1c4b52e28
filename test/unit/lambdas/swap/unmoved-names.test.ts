import fc from 'fast-check';
import { closeMigration } from '../../../../lambdas/close-migration/close-migration.ts';
import { movingOf } from '../../../../rehearsal/checks/questions.ts';
import { changedAnswers } from '../../../../rehearsal/checks/unmoved.ts';
import { MemoryReports } from '../../../fakes/memory-reports.ts';
import { RecordingTopic } from '../../../fakes/recording-topic.ts';
import { begin, fence, rolledBack } from '../../../support/acting.ts';
import { type ArbitraryZone, ZONE_NAME, zones } from '../../../support/arbitrary-zone.ts';
import { someSettings } from '../../../support/settings.ts';
import { type ZonesWorld, zonesWorld } from '../../../support/zones-world.ts';
import { resolve, smallest } from '../../lib/config/configurations.ts';

/** LowerTtl, AdoptRecords, three steps, RetireLegacyRecords. */
const STATES = 6;
const TYPES = ['A', 'AAAA', 'TXT', 'NS'];

/** The zone as it is configured: so that the fence is where a deployment would put it. */
function worldOf({ migration, records }: ArbitraryZone, moved: readonly string[]): ZonesWorld {
  const zone = { id: 'Z1SHOP', name: ZONE_NAME, records: moved.map((name) => name.replace('\\052', '*')) };
  const { settings } = resolve({ ...smallest(), name: migration, zones: [zone] });
  return zonesWorld(someSettings({ migration, zones: settings.zones }), [
    { id: zone.id, name: zone.name, records },
  ]);
}

async function close(world: ZonesWorld): Promise<void> {
  const parts = {
    history: { visits: async () => [] },
    reports: new MemoryReports(),
    topic: new RecordingTopic(),
  };
  await closeMigration(world.run('run-1'), { ...world, ...parts });
}

/** False where the first state finds that the names can't be moved. */
function isBegun(world: ZonesWorld, states: number): Promise<boolean> {
  return begin(world, world.run('run-1'), states).then(
    () => true,
    (error: Error) => {
      if (error.name !== 'NotReady') throw error;
      return false;
    },
  );
}

describe('Names of a zone that are not moved', () => {
  const cases = zones.chain((zone) =>
    fc.record({
      zone: fc.constant(zone),
      moved: fc.subarray([...zone.movable], { minLength: 1 }),
      states: fc.integer({ min: 1, max: STATES + 1 }),
      rollsBack: fc.boolean(),
    }),
  );

  it('are answered as before, whatever stage a migration comes to, and after a rollback from there', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ zone, moved, states, rollsBack }) => {
        const world = worldOf(zone, moved);
        // What preflight finds is not moved; which zones those are is not asked here.
        fc.pre(await isBegun(world, states));
        if (rollsBack) await rolledBack(world);
        else if (states > STATES) await close(world);
        expect(fence(world, 'Z1SHOP')).toContain(`migration=${zone.migration},`);
        expect(changedAnswers(world.engine, 'Z1SHOP', movingOf(zone.migration, moved), TYPES)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
