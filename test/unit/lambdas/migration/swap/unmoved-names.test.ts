import fc from 'fast-check';
import { type Follows, followsIn } from '../../../../../lambdas/migration/domain/follows.ts';
import type { ResourceRecordSet } from '../../../../../lambdas/migration/domain/record-set.ts';
import { closeMigration } from '../../../../../lambdas/migration/migrate/close-migration/close-migration.ts';
import { shareOf } from '../../../../../rehearsal/checks/migration/shares.ts';
import { changedAnswers } from '../../../../../rehearsal/checks/migration/unmoved.ts';
import { movingOf } from '../../../../../rehearsal/dns/questions.ts';
import type { Route53Engine, ZoneView } from '../../../../../rehearsal/route53/index.ts';
import { MemoryReports } from '../../../../fakes/migration/memory-reports.ts';
import { RecordingTopic } from '../../../../fakes/recording-topic.ts';
import { cases } from '../../../../support/cases.ts';
import { begin, rolledBack } from '../../../../support/migration/acting.ts';
import { type ArbitraryZone, ZONE_NAME, zones } from '../../../../support/migration/arbitrary-zone.ts';
import { someSettings } from '../../../../support/migration/settings.ts';
import { CLUSTER_ELB } from '../../../../support/migration/shop.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';
import { resolve, smallest } from '../../../lib/migration/config/configurations.ts';

/** LowerTtl, AdoptRecords, three steps, RetireLegacyRecords. */
const STATES = 6;
const TYPES = ['A', 'AAAA', 'TXT', 'NS'];
const FAMILIES = ['A', 'AAAA'] as const;
type Family = (typeof FAMILIES)[number];
const CLUSTER = `${CLUSTER_ELB}.`;

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

interface Case {
  readonly zone: ArbitraryZone;
  readonly moved: readonly string[];
  readonly states: number;
  readonly rollsBack: boolean;
}

const migrations: fc.Arbitrary<Case> = zones.chain((zone) =>
  fc.record({
    zone: fc.constant(zone),
    moved: fc.subarray([...zone.movable], { minLength: 1 }),
    states: fc.integer({ min: 1, max: STATES + 1 }),
    rollsBack: fc.boolean(),
  }),
);

/** Through so many states, and then perhaps back. */
async function played({ zone, moved, states, rollsBack }: Case): Promise<ZonesWorld> {
  const world = worldOf(zone, moved);
  // Which zones preflight refuses is not asked here.
  fc.pre(await isBegun(world, states));
  if (rollsBack) await rolledBack(world);
  else if (states > STATES) await close(world);
  return world;
}

function followsOf({ zone, moved }: Pick<Case, 'zone' | 'moved'>): Follows {
  return followsIn([{ name: ZONE_NAME, records: zone.records as ResourceRecordSet[], moved }]);
}

describe('Whatever milestone a migration of a zone of any sort comes to, and after a rollback from there', () => {
  it('unmoved names are answered as before, and names that follow another one have its share', async () => {
    let followers = 0;
    await fc.assert(
      fc.asyncProperty(migrations, async (one) => {
        const { engine } = await played(one);
        expectUnmoved(one, engine);
        followers += expectFollowed(one, engine);
      }),
      { numRuns: cases(400) },
    );
    expect(followers).toBeGreaterThan(cases(20));
  });
});

function expectUnmoved({ zone: { migration }, moved }: Case, engine: Route53Engine): void {
  const fence = `_cutover-${migration}.${ZONE_NAME}`;
  expect(engine.records('Z1SHOP').some(({ Name }) => Name === fence)).toBe(true);
  expect(changedAnswers(engine, 'Z1SHOP', movingOf(migration, moved), TYPES)).toEqual([]);
}

/** @returns how many of the names follow another one */
function expectFollowed(one: Case, engine: Route53Engine): number {
  const { moved, unmoved } = followsOf(one);
  const led = [...moved, ...unmoved.filter(({ name }) => !name.startsWith('\\052'))];
  engine.replay('Z1SHOP', (view) => {
    const percentOf = (name: string, type: Family) =>
      shareOf({ dnsName: CLUSTER, ipv4: [], ipv6: [] }, { name: some(name), type }, [view], engine);
    for (const { name, on } of led) {
      for (const type of familiesOf(name, view, engine))
        expect([name, type, percentOf(name, type)]).toEqual([name, type, percentOf(on, type)]);
    }
  });
  return moved.length;
}

/** Those for which it has an answer: an alias may be of one alone. */
function familiesOf(name: string, view: ZoneView, engine: Route53Engine): readonly Family[] {
  return FAMILIES.filter((type) =>
    engine.answerFrom(view, some(name), type).answers.some((answer) => answer.type === type),
  );
}

/** A name for which a wildcard answers. */
function some(name: string): string {
  return name.replace(/^\\052/, 'some');
}
