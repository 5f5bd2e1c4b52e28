import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { asked, begin, fence } from '../../../../support/migration/acting.ts';
import { onJournal, onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const ZONES = ['Z1SHOP', 'Z2CDN'];
const versions = (world: ZonesWorld) => ZONES.map((id) => world.engine.history(id).length);
const fenceOf = (world: ZonesWorld, id: string) => parseFence(fence(world, id) ?? '');

/** A migration at 50 %. */
async function halfWay() {
  const world = zonesWorld();
  await begin(world, world.run('run-1'), 4);
  return { world, machine: new RollBackMachine(world), before: versions(world) };
}

describe('One event, one rollback', () => {
  it('an alarm, its second event and the end of the migration: one change for each zone, one report, one message', async () => {
    const { world, machine, before } = await halfWay();
    const second = { source: 'alarm', reason: 'Alarm cluster-latency: too slow' } as const;
    const third = {
      source: 'execution',
      run: 'run-1',
      reason: 'The execution run-1 ended: ABORTED',
    } as const;
    // Both are there once the first has restored DNS, and before it has confirmed that.
    const meanwhile = onJournal(world, {
      after: {
        markOwed: async () => {
          expect(await machine.execute('rb-2', second)).toBe('SUCCEEDED');
          expect(await machine.execute('rb-3', third)).toBe('SUCCEEDED');
        },
      },
    });
    const first = { source: 'alarm', reason: 'Alarm cluster-5xx: 3 datapoints' } as const;
    expect(await machine.execute('rb-1', first, meanwhile)).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-2: joined run-1', 'rb-3: joined run-1', 'rb-1: restored run-1']);
    expect(versions(world)).toEqual(before.map((count) => count + 1));
    expect([...machine.reports.kept.keys()]).toEqual(['run-1/rollback-rb-1']);
    expect(machine.topic.published).toHaveLength(1);
    const { body } = machine.topic.published[0] ?? { body: '' };
    for (const { reason } of [first, second, third]) expect(body).toContain(reason);
  });

  it('two that both find the run open: who loses the mark changes nothing', async () => {
    const { world, machine, before } = await halfWay();
    const racing = onJournal(world, { after: { load: () => machine.execute('rb-2') } });
    expect(await machine.execute('rb-1', {}, racing)).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-2: restored run-1', 'rb-1: already-restored run-1']);
    expect(versions(world)).toEqual(before.map((count) => count + 1));
    expect(machine.topic.published).toHaveLength(1);
  });

  it('a later one of a restored run asks the zones, writes no second report and sends nothing', async () => {
    const { world, machine } = await halfWay();
    await machine.execute('rb-1');
    const before = versions(world);
    let reads = 0;
    const counted = onZones(world, {
      read: (zone, names) => {
        reads++;
        return zone.read(names);
      },
    });
    expect(await machine.execute('rb-2', {}, counted)).toBe('SUCCEEDED');
    expect(machine.rounds.at(-1)).toBe('rb-2: already-restored run-1');
    expect(reads).toBeGreaterThanOrEqual(ZONES.length);
    expect(versions(world)).toEqual(before);
    expect(machine.reports.kept.size).toBe(1);
    expect(machine.topic.published).toHaveLength(1);
  });

  it('one whose holder has died is done by the second', async () => {
    const { world, machine } = await halfWay();
    const dying = { ...world, zoneOf: () => withMethods(world.zoneOf('Z1SHOP'), { swap: away, read: away }) };
    await restoreLegacy(asked(world, {}, 'rb-1'), dying);
    expect(await machine.execute('rb-2')).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-2: joined run-1', 'rb-2: restored run-1']);
    expect((await world.journal.load())?.run.status).toBe('restored');
  });
});

async function away(): Promise<never> {
  throw Object.assign(new Error('away'), { name: 'TransientFailure' });
}

describe('True words', () => {
  it('second of two Migrates started within one preflight: the first one continues, and that is reported', async () => {
    const { world, machine, before } = await halfWay();
    const second = world.run('run-2');
    await expect(lowerTtl(second, world)).rejects.toMatchObject({ name: 'MigrationInProgress' });
    const request = { source: 'migration', run: 'run-2', cause: second.arn } as const;
    expect(await restoreLegacy(asked(world, request), world)).toMatchObject({
      outcome: 'nothing-to-restore',
      underWay: 'run-1',
      reason: 'The request is for execution run-2; the run under way is run-1.',
    });
    expect(versions(world)).toEqual(before);
    machine.executions.begin(world.run('run-1'));
    await machine.execute('rb-1', request);
    expect(machine.executions.isStopped('run-1')).toBe(false);
    await expect(
      shiftWeight({ run: world.run('run-1'), step: 2, continues: '' }, world),
    ).resolves.toMatchObject({ percent: 100 });
  });

  it('an alarm during a second run’s preflight stops it, and people are notified', async () => {
    const { world, machine } = await halfWay();
    await machine.execute('rb-1');
    const second = world.run('run-2');
    machine.executions.begin(second);
    world.pass(60);
    await machine.execute('rb-2', { source: 'alarm', reason: 'Alarm cluster-5xx' });
    expect(machine.executions.isStopped('run-2')).toBe(true);
    expect(machine.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: rolled back, legacy serves',
      'shop: stopped before any record was changed',
    ]);
    expect(machine.topic.published[1]?.body).toContain(second.arn);
  });

  it('two rollbacks of one run with a next run starting quickly: it is left alone, and nobody has to act', async () => {
    const { world, machine } = await halfWay();
    const late = asked(world, {}, 'rb-2');
    const overtaken = onJournal(world, {
      after: {
        load: async () => {
          await machine.execute('rb-1');
          world.pass(60);
          await lowerTtl(world.run('run-2'), world);
        },
      },
    });
    expect(await restoreLegacy(late, overtaken)).toMatchObject({
      outcome: 'nothing-to-restore',
      underWay: 'run-2',
      pending: [],
    });
    expect(ZONES.map((id) => fenceOf(world, id)?.execution)).toEqual(['run-2', 'run-2']);
    expect(machine.topic.published).toHaveLength(1);
  });

  it('a rollback is confirmed though the next run has begun before that was asked', async () => {
    const { world } = await halfWay();
    const restore = await restoreLegacy(asked(world), world);
    world.pass(60);
    await confirmLegacy(restore, world);
    world.pass(60);
    await lowerTtl(world.run('run-2'), world);
    world.pass(60);
    expect(await confirmLegacy(restore, world)).toMatchObject({
      legacyServes: true,
      ended: true,
      reasons: [],
    });
    expect((await world.journal.load())?.run).toMatchObject({ execution: 'run-2', status: 'open' });
  });
});
