import { ERRORS, type ErrorName } from '../../../../../lambdas/migration/contract/errors.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import type { Zone } from '../../../../../lambdas/migration/ports/zone.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { NamedError } from '../../../../../lambdas/shared/domain/named-error.ts';
import { asked, begin, close, held, markedOwed, rolledBack } from '../../../../support/migration/acting.ts';
import { deleteFence, deleteFences, makeTableAnew } from '../../../../support/migration/losing.ts';
import { onZone, onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const DAY = 86_400;

/** People have moved legacy since. */
function moveLegacy({ engine }: ZonesWorld): void {
  const [record] = engine.records('Z2CDN').filter(({ Type }) => Type === 'CNAME');
  const ResourceRecordSet = { ...record, ResourceRecords: [{ Value: 'elsewhere.example' }] };
  engine.changeResourceRecordSets('Z2CDN', { Changes: [{ Action: 'UPSERT', ResourceRecordSet }] });
}

const rejecting = (name: ErrorName) => () => Promise.reject(new NamedError(name, 'Try later.'));
const withoutCopy = (world: ZonesWorld, name: ErrorName) => ({
  ...world,
  copy: withMethods(world.copy, { load: rejecting(name) }),
});

/** run-1 was closed. */
async function closed(): Promise<ZonesWorld> {
  const world = zonesWorld();
  const run = world.run('run-1');
  await begin(world, run, 6);
  await close(world, run);
  return world;
}

/** run-1 is at 50 %. */
async function atFifty(): Promise<ZonesWorld> {
  const world = zonesWorld();
  await begin(world, world.run('run-1'), 4);
  return world;
}

describe('Where the journal is lost and the fences were deleted', () => {
  it('a copy that can’t be read at the moment is waited for', async () => {
    const world = await atFifty();
    makeTableAnew(world);
    deleteFences(world);
    const away = withoutCopy(world, ERRORS.transient);
    expect(await restoreLegacy(asked(world), away)).toMatchObject({ outcome: 'owed' });
  });

  it('the next run, which is refused by its look, doesn’t hide that from a rollback', async () => {
    const world = await atFifty();
    makeTableAnew(world);
    deleteFences(world);
    await expect(lowerTtl(world.run('run-2'), world)).rejects.toMatchObject({ name: ERRORS.notReady });
    expect(await restoreLegacy(asked(world), world)).toMatchObject({ outcome: 'unrestorable' });
  });

  it('so it is where the journal knows an older run that was rolled back', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-0'), 3);
    await rolledBack(world);
    const toBefore = world.journal.snapshot();
    world.pass(DAY);
    await begin(world, world.run('run-1'), 4);
    toBefore();
    deleteFences(world);
    const away = withoutCopy(world, ERRORS.transient);
    expect(await restoreLegacy(asked(world), away)).toMatchObject({ outcome: 'owed' });
  });

  it('a copy that is damaged says that there was a run', async () => {
    const world = await atFifty();
    makeTableAnew(world);
    deleteFences(world);
    const damaged = withoutCopy(world, ERRORS.beforeImageUnreadable);
    expect(await restoreLegacy(asked(world), damaged)).toMatchObject({ outcome: 'unrestorable' });
  });

  it('a journal that is damaged says so, too', async () => {
    const world = await atFifty();
    deleteFences(world);
    world.copy.kept = undefined;
    const journal = withMethods(world.journal, { load: rejecting(ERRORS.journalUnreadable) });
    expect(await restoreLegacy(asked(world), { ...world, journal })).toMatchObject({
      outcome: 'unrestorable',
    });
  });

  it('a run that has written is not called stopped before its first change', async () => {
    const world = await atFifty();
    world.journal.lose('before-image');
    deleteFences(world);
    const away = withoutCopy(world, ERRORS.transient);
    expect(await restoreLegacy(asked(world), away)).toMatchObject({ outcome: 'owed' });
    expect((await world.journal.load())?.run.status).not.toBe('restored');
  });

  it('a zone that was configured later, and never had a fence, is none that lost it', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    await rolledBack(world);
    makeTableAnew(world);
    world.engine.addZone({ id: 'Z3NEW', name: 'new.test', records: [] });
    const zones = [
      ...world.settings.zones,
      { id: 'Z3NEW', name: 'new.test.', records: ['new.test.'], fenceName: '_cutover-shop.new.test.' },
    ];
    const wider = { ...world, settings: { ...world.settings, zones } };
    expect(await restoreLegacy(asked(world), wider)).toMatchObject({
      outcome: 'nothing-to-restore',
      reason: 'The journal has no run, and every zone that was changed says that it was rolled back.',
    });
  });
});

describe('A run that is over, and whose end the journal has lost', () => {
  it('is refused when it was closed, though the rollback names it', async () => {
    const world = await closed();
    const before = held(world);
    makeTableAnew(world);
    deleteFence(world, 'Z2CDN');
    const ofRun = asked(world, { source: 'execution', run: 'run-1' });
    expect(await restoreLegacy(ofRun, world)).toMatchObject({ outcome: 'refused' });
    expect(held(world)).toEqual(before);
  });

  it('is not rolled back once more over what legacy is by now', async () => {
    const world = await atFifty();
    await rolledBack(world);
    world.pass(30 * DAY);
    moveLegacy(world);
    const before = held(world);
    makeTableAnew(world);
    const ofRun = asked(world, { source: 'execution', run: 'run-1' });
    expect(await restoreLegacy(ofRun, world)).toMatchObject({ outcome: 'already-restored' });
    expect(held(world)).toEqual(before);
  });

  it('nor while the journal is away, and a zone can’t be asked at first', async () => {
    const world = await atFifty();
    await rolledBack(world);
    world.pass(30 * DAY);
    moveLegacy(world);
    const before = held(world);
    let asks = 0;
    const flaky = onZones(world, {
      read: (zone, names) => (asks++ === 0 ? rejecting(ERRORS.transient)() : zone.read(names)),
    });
    const journal = withMethods(world.journal, {
      load: rejecting(ERRORS.transient),
      markOwed: rejecting(ERRORS.transient),
      bringBack: rejecting(ERRORS.transient),
    });
    const byAlarm = asked(world, { source: 'alarm' });
    expect(await restoreLegacy(byAlarm, { ...flaky, journal })).toMatchObject({ outcome: 'owed' });
    expect(held(world)).toEqual(before);
  });
});

describe('A rollback whose run the journal has lost', () => {
  it('is resumed from the copy when its execution was aborted', async () => {
    const world = await atFifty();
    const before = held(zonesWorld());
    const first = asked(world);
    await markedOwed(world, first);
    makeTableAnew(world);
    const machine = new RollBackMachine(world);
    expect(await machine.execute('rb-2', { source: 'roll-back', predecessor: first.run.arn })).toBe(
      'SUCCEEDED',
    );
    expect(held(world)).toEqual(before);
  });

  it('is resumed, too, where the table was restored to before the run, and knows an older one', async () => {
    const world = zonesWorld();
    const before = held(world);
    await begin(world, world.run('run-0'), 3);
    await rolledBack(world);
    const toBefore = world.journal.snapshot();
    world.pass(DAY);
    await begin(world, world.run('run-1'), 4);
    const first = asked(world);
    await markedOwed(world, first);
    toBefore();
    const machine = new RollBackMachine(world);
    expect(await machine.execute('rb-2', { source: 'roll-back', predecessor: first.run.arn })).toBe(
      'SUCCEEDED',
    );
    expect(held(world)).toEqual(before);
  });

  it('is not called needless by the execution that follows it, where the fences were deleted too', async () => {
    const world = await atFifty();
    const first = asked(world);
    await markedOwed(world, first);
    world.journal.lose('run');
    deleteFences(world);
    const machine = new RollBackMachine(world);
    expect(await machine.execute('rb-2', { source: 'roll-back', predecessor: first.run.arn })).toBe('FAILED');
    expect(machine.rounds).toEqual(['rb-2: unrestorable ']);
  });

  it('is done by its name where the table was restored to before it took another one over', async () => {
    const world = await atFifty();
    const before = held(zonesWorld());
    const toBefore = world.journal.snapshot();
    await shiftWeight({ run: world.run('run-2'), step: 1, continues: 'run-1' }, world);
    toBefore();
    deleteFences(world);
    const ofRun = asked(world, { source: 'migration', run: 'run-2' });
    expect(await restoreLegacy(ofRun, world)).toMatchObject({ outcome: 'restored', migrationRun: 'run-2' });
    expect(held(world)).toEqual(before);
  });

  it('is told to a table from before the run took another one over, which says that that one’s is owed', async () => {
    const world = await atFifty();
    const toBefore = world.journal.snapshot();
    await shiftWeight({ run: world.run('run-2'), step: 1, continues: 'run-1' }, world);
    const rollBack = asked(world);
    const zone = world.zoneOf('Z2CDN');
    let late: Parameters<Zone['swap']> | undefined;
    const swap: Zone['swap'] = (...batch) => {
      late ??= batch;
      return rejecting(ERRORS.transient)();
    };
    const first = await restoreLegacy(rollBack, onZone(world, 'Z2CDN', { swap }));
    expect(first).toMatchObject({ outcome: 'owed', migrationRun: 'run-2' });
    toBefore();
    // The batch comes once the zone was found to be another run's than the journal's.
    const read: Zone['read'] = async (names) => {
      if (names.length === 1 && late) await zone.swap(...late);
      return zone.read(names);
    };
    const second = await restoreLegacy({ ...rollBack, restore: first }, onZone(world, 'Z2CDN', { read }));
    expect(second).toMatchObject({ outcome: 'restored', migrationRun: 'run-2' });
    world.pass(60);
    expect(await confirmLegacy(second, world)).toMatchObject({ legacyServes: true, ended: true });
    expect((await world.journal.load())?.run).toMatchObject({ execution: 'run-2', status: 'restored' });
  });

  it('is not left to one that such a table says is at the rollback of the run that was taken over', async () => {
    const world = await atFifty();
    const toBefore = world.journal.snapshot();
    await shiftWeight({ run: world.run('run-2'), step: 1, continues: 'run-1' }, world);
    await restoreLegacy(asked(world), world);
    toBefore();
    await markedOwed(world, asked(world, {}, 'rb-2'));
    const machine = new RollBackMachine(world);
    expect(await machine.execute('rb-3', { source: 'migration', run: 'run-2' })).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-3: already-restored run-2']);
  });

  it('is not confirmed by the fences alone while the copy can’t be read', async () => {
    const world = await atFifty();
    const restore = await restoreLegacy(asked(world), world);
    world.pass(60);
    moveLegacy(world);
    makeTableAnew(world);
    const away = withoutCopy(world, ERRORS.transient);
    await expect(confirmLegacy(restore, away)).rejects.toMatchObject({ name: ERRORS.transient });
    expect(await confirmLegacy(restore, world)).toMatchObject({ legacyServes: false });
  });

  it('nor while the journal can’t, where the copy is lost: by its before-image once it is back', async () => {
    const world = await atFifty();
    const restore = await restoreLegacy(asked(world), world);
    world.pass(60);
    moveLegacy(world);
    const lost = { ...world, copy: withMethods(world.copy, { load: async () => undefined }) };
    const away = { ...lost, journal: withMethods(world.journal, { load: rejecting(ERRORS.transient) }) };
    await expect(confirmLegacy(restore, away)).rejects.toMatchObject({ name: ERRORS.transient });
    expect(await confirmLegacy(restore, lost)).toMatchObject({ legacyServes: false, ended: false });
  });
});
