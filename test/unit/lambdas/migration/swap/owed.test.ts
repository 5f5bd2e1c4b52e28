import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import { closeMigration } from '../../../../../lambdas/migration/migrate/close-migration/close-migration.ts';
import type { Zone } from '../../../../../lambdas/migration/ports/zone.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import type { CopyPorts } from '../../../../../lambdas/migration/swap/ports.ts';
import { MemoryReports } from '../../../../fakes/migration/memory-reports.ts';
import { RecordingTopic } from '../../../../fakes/recording-topic.ts';
import { asked, begin, fence, plain } from '../../../../support/migration/acting.ts';
import { longSettings, longZones } from '../../../../support/migration/long-zones.ts';
import { onJournal, onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const ZONES = ['Z1SHOP', 'Z2CDN'];
const phases = (world: ZonesWorld) => ZONES.map((id) => parseFence(fence(world, id) ?? '')?.phase);
const versions = (world: ZonesWorld) => ZONES.map((id) => world.engine.history(id).length);
const statusOf = async (world: ZonesWorld) => (await world.journal.load())?.run.status;

async function away(): Promise<never> {
  throw Object.assign(new Error('503 Service Unavailable'), { name: 'TransientFailure' });
}
const AWAY = { read: away, swap: away, isInSync: away };

/** Route 53 is away for these zones, for as long as `while` says. */
function zonesAway(
  world: ZonesWorld,
  away: readonly string[],
  during: () => boolean = () => true,
): ZonesWorld {
  const zoneOf = (id: string): Zone => {
    const zone = world.zoneOf(id);
    return during() && away.includes(id) ? withMethods(zone, AWAY) : zone;
  };
  return { ...world, zoneOf };
}

/** A migration at 50 %. */
async function halfWay() {
  const world = zonesWorld();
  await begin(world, world.run('run-1'), 4);
  return world;
}

describe('A rollback while Route 53 is away', () => {
  it('is marked as owed after one attempt, and no step begins from then on', async () => {
    const world = await halfWay();
    const rollBack = asked(world);
    expect(await restoreLegacy(rollBack, zonesAway(world, ZONES))).toMatchObject({
      outcome: 'owed',
      marked: true,
      migrationRun: 'run-1',
      changes: [],
      pending: ZONES.map((zoneId) => ({ zoneId, why: '503 Service Unavailable' })),
    });
    expect((await world.journal.load())?.run).toMatchObject({
      status: 'owed',
      holder: { arn: rollBack.run.arn },
    });
    await expect(
      shiftWeight({ run: world.run('run-1'), step: 2, continues: '' }, world),
    ).rejects.toMatchObject({ name: 'FenceLost' });
  });

  it('retries until legacy serves, through an outage of an hour', async () => {
    const world = await halfWay();
    const machine = new RollBackMachine(world);
    const until = world.clock.now() + 3600 * 1000;
    const outage = zonesAway(world, ZONES, () => world.clock.now() < until);
    expect(await machine.execute('rb-1', {}, outage)).toBe('SUCCEEDED');
    expect(machine.rounds).toHaveLength(61);
    expect(phases(world)).toEqual(['restored', 'restored']);
    expect(await statusOf(world)).toBe('restored');
    expect(machine.topic.published).toHaveLength(1);
  });

  it('for one zone finishes the other at once, and touches that no more', async () => {
    const world = await halfWay();
    const machine = new RollBackMachine(world);
    const before = versions(world);
    const outage = zonesAway(world, ['Z1SHOP'], () => machine.rounds.length < 5);
    await machine.execute('rb-1', {}, outage);
    expect(machine.rounds.slice(0, 2)).toEqual(['rb-1: owed run-1', 'rb-1: owed run-1']);
    expect(versions(world)).toEqual(before.map((count) => count + 1));
    expect(machine.topic.published[0]?.body).toMatch(/Zone Z1SHOP: legacy.*\n- Zone Z2CDN: legacy/);
  });

  it('reports the times of the first round, and of what was accepted last', async () => {
    const world = await halfWay();
    const first = await restoreLegacy(asked(world), zonesAway(world, ['Z1SHOP']));
    world.pass(600);
    const second = await restoreLegacy({ ...asked(world), restore: first }, world);
    expect(second).toMatchObject({
      outcome: 'restored',
      startedAt: first.startedAt,
      acceptedAt: new Date(world.clock.now()).toISOString(),
      changes: [{ zoneId: 'Z1SHOP' }, ...first.changes],
    });
  });
});

describe('RestoreLegacy never fails for AWS being away', () => {
  it.each<[string, (world: ZonesWorld) => CopyPorts, string]>([
    ['Route 53', (world) => zonesAway(world, ZONES), 'owed'],
    ['the journal', (world) => journalAway(world), 'restored'],
    ['the copy, which is not needed', (world) => copyAway(world), 'restored'],
    ['the journal and Route 53', (world) => zonesAway(journalAway(world), ZONES), 'owed'],
    ['the journal and the copy', (world) => copyAway(journalAway(world)), 'owed'],
    ['all', (world) => zonesAway(copyAway(journalAway(world)), ZONES), 'owed'],
  ])('%s', async (_what, meddled, outcome) => {
    const world = await halfWay();
    expect(await restoreLegacy(asked(world), meddled(world))).toMatchObject({ outcome });
  });
});

function journalAway(world: ZonesWorld): ZonesWorld {
  return { ...world, journal: withMethods(world.journal, { load: away, markOwed: away, bringBack: away }) };
}

function copyAway(world: ZonesWorld): ZonesWorld {
  return { ...world, copy: withMethods(world.copy, { load: away }) };
}

describe('The first attempt', () => {
  it('comes before the mark, the mark before all else', async () => {
    const world = await halfWay();
    const done: string[] = [];
    const noted = onZones(world, {
      swap: async () => {
        done.push('swap');
        return { accepted: false, messages: ['… but it was not found'] };
      },
      read: (zone, names) => {
        done.push('read');
        return zone.read(names);
      },
    });
    await restoreLegacy(
      asked(world),
      onJournal(noted, { before: { markOwed: async () => done.push('mark') } }),
    );
    expect(done.slice(0, 4)).toEqual(['swap', 'swap', 'mark', 'read']);
  });

  it('takes half a minute at most: what it can’t send by then is sent after the mark', async () => {
    const world = zonesWorld(longSettings(), longZones());
    const before = plain(world, 'Z1SHOP');
    await begin(world, world.run('run-1'), 4);
    const done: string[] = [];
    const slow = onZones(world, {
      swap: (zone, changes, comment) => {
        done.push('swap');
        world.pass(20);
        return zone.swap(changes, comment);
      },
    });
    const marking = onJournal(slow, { before: { markOwed: async () => done.push('mark') } });
    expect(await restoreLegacy(asked(world), marking)).toMatchObject({ outcome: 'restored' });
    expect(done).toEqual(['swap', 'swap', 'mark', 'swap']);
    expect(plain(world, 'Z1SHOP')).toEqual(before);
  });

  it('of a round that takes longer than its function may is continued in the next one', async () => {
    const world = await halfWay();
    const slow = onZones(world, {
      swap: (zone, changes, comment) => {
        world.pass(500);
        return zone.swap(changes, comment);
      },
    });
    const first = await restoreLegacy(asked(world), slow);
    expect(first).toMatchObject({
      outcome: 'owed',
      changes: [{ zoneId: 'Z1SHOP' }],
      pending: [{ zoneId: 'Z2CDN', why: expect.stringContaining('no time left in this round') }],
    });
    expect(await restoreLegacy({ ...asked(world), restore: first }, world)).toMatchObject({
      outcome: 'restored',
      changes: [...first.changes, { zoneId: 'Z2CDN' }],
    });
  });
});

describe('A rollback and the close of the migration', () => {
  async function drained() {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 6);
    const beside = {
      history: { visits: async () => [] },
      reports: new MemoryReports(),
      topic: new RecordingTopic(),
    };
    return { world, close: () => closeMigration(run, { ...world, ...beside }), beside };
  }

  it('requested before it: the closed zones are restored', async () => {
    const { world, close } = await drained();
    const rollBack = asked(world);
    world.pass(1);
    await close();
    const restore = await restoreLegacy(rollBack, world);
    expect(restore).toMatchObject({
      outcome: 'restored',
      marked: true,
      changes: ZONES.map((zoneId) => ({ zoneId })),
    });
    expect(phases(world)).toEqual(['restored', 'restored']);
    world.pass(60);
    expect(await confirmLegacy(restore, world)).toMatchObject({ legacyServes: true, ended: true });
  });

  it('requested after it: refused, and nothing is changed', async () => {
    const { world, close } = await drained();
    await close();
    const before = versions(world);
    world.pass(1);
    expect(await restoreLegacy(asked(world), world)).toMatchObject({ outcome: 'refused', marked: false });
    expect(versions(world)).toEqual(before);
  });

  it('while it is being closed: the message that all is on the cluster is not sent', async () => {
    const { world, beside } = await drained();
    const rollBack = asked(world);
    world.pass(1);
    const racing = onJournal(
      { ...world, ...beside },
      { after: { endRun: () => restoreLegacy(rollBack, world) } },
    );
    await expect(closeMigration(world.run('run-1'), racing)).rejects.toMatchObject({ name: 'FenceLost' });
    expect(phases(world)).toEqual(['restored', 'restored']);
    expect(beside.topic.published).toEqual([]);
  });
});

describe('A rollback is resumed', () => {
  /** An execution has marked it, and ended before it could restore anything. */
  async function ended() {
    const world = await halfWay();
    const alarm = { source: 'alarm', reason: 'Alarm cluster-5xx' } as const;
    const first = asked(world, alarm, 'rb-1');
    await restoreLegacy(first, zonesAway(world, ZONES));
    world.pass(60);
    const takesUp = {
      source: 'roll-back',
      reason: 'The rollback rb-1 ended',
      predecessor: first.run.arn,
    } as const;
    return { world, first, takesUp };
  }

  it('by the execution that its end starts, for the reason of the first', async () => {
    const { world, first, takesUp } = await ended();
    expect(await restoreLegacy(asked(world, takesUp, 'rb-2'), world)).toMatchObject({
      outcome: 'restored',
      marked: true,
      request: first.request,
    });
  });

  it('by the execution that it hands on to', async () => {
    const { world, first } = await ended();
    const handedOn = { ...first.request, predecessor: first.run.arn };
    expect(await restoreLegacy(asked(world, handedOn, 'rb-2'), world)).toMatchObject({
      outcome: 'restored',
      marked: true,
    });
  });

  it('by nobody when it is done, or was never owed', async () => {
    const { world, takesUp } = await ended();
    await new RollBackMachine(world).execute('rb-2', takesUp);
    const before = versions(world);
    expect(await restoreLegacy(asked(world, takesUp, 'rb-3'), world)).toMatchObject({
      outcome: 'nothing-to-restore',
    });
    const other = await halfWay();
    expect(await restoreLegacy(asked(other, takesUp, 'rb-3'), other)).toMatchObject({
      outcome: 'nothing-to-restore',
    });
    expect(versions(world)).toEqual(before);
    expect(phases(other)).toEqual(['shift', 'shift']);
  });
});
