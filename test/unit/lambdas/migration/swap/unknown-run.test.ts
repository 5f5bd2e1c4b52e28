import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { loadRun } from '../../../../../lambdas/migration/swap/load-run.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { asked, begin, held, markedOwed, rolledBack } from '../../../../support/migration/acting.ts';
import { deleteFences, makeTableAnew } from '../../../../support/migration/losing.ts';
import { onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const ZONES = ['Z1SHOP', 'Z2CDN'];
const versions = (world: ZonesWorld) => ZONES.map((id) => world.engine.history(id).length);
const SILENT = {
  outcome: 'unrestorable',
  reason: expect.stringContaining('in some zones the fence is missing or damaged'),
  pending: ZONES.map((zoneId) => ({ zoneId, why: 'It has no fence.' })),
};

describe('Where the journal has lost the run, and somebody has deleted the fences', () => {
  it('a rollback that nobody named a run to says that it can’t know', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    makeTableAnew(world);
    deleteFences(world);
    const before = versions(world);
    expect(await restoreLegacy(asked(world), world)).toMatchObject(SILENT);
    expect(versions(world)).toEqual(before);
  });

  it('so it does where the table was restored to before the run', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-0'), 3);
    await rolledBack(world);
    const toBefore = world.journal.snapshot();
    world.pass(60);
    await begin(world, world.run('run-1'), 4);
    toBefore();
    deleteFences(world);
    expect(await restoreLegacy(asked(world), world)).toMatchObject(SILENT);
  });

  it('the rollback of the run by its name is done by the copy', async () => {
    const world = zonesWorld();
    const before = held(world);
    await begin(world, world.run('run-1'), 4);
    makeTableAnew(world);
    deleteFences(world);
    const ofRun = asked(world, { source: 'migration', run: 'run-1' });
    expect(await restoreLegacy(ofRun, world)).toMatchObject({ outcome: 'restored', migrationRun: 'run-1' });
    expect(held(world)).toEqual(before);
  });

  it('and the copy is lost too, a rollback that had begun doesn’t say that there is nothing to restore', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const away = onZones(world, { swap: () => Promise.reject(new Error('Route 53 is away')) });
    const first = await restoreLegacy(asked(world), away);
    makeTableAnew(world);
    deleteFences(world);
    world.copy.kept = undefined;
    expect(await restoreLegacy({ ...asked(world), restore: first }, world)).toMatchObject({
      outcome: 'unrestorable',
      migrationRun: 'run-1',
    });
  });

  it('and the copy is only away, it waits for that', async () => {
    const world = zonesWorld();
    const before = held(world);
    await begin(world, world.run('run-1'), 4);
    const noSwap = onZones(world, { swap: () => Promise.reject(new Error('Route 53 is away')) });
    const first = await restoreLegacy(asked(world), noSwap);
    makeTableAnew(world);
    deleteFences(world);
    const load = () => Promise.reject(new Error('S3 is away'));
    const copyAway = { ...world, copy: withMethods(world.copy, { load }) };
    const second = await restoreLegacy({ ...asked(world), restore: first }, copyAway);
    expect(second).toMatchObject({ outcome: 'owed', migrationRun: 'run-1' });
    expect(await restoreLegacy({ ...asked(world), restore: second }, world)).toMatchObject({
      outcome: 'restored',
    });
    expect(held(world)).toEqual(before);
  });
});

describe('A run that begins while a rollback looks for one', () => {
  it('is not taken for a run that is lost', async () => {
    const world = zonesWorld();
    let keeps = true;
    const beginning = onZones(world, {
      read: async (zone, names) => {
        const records = await zone.read(names);
        const away = onZones(world, { swap: () => Promise.reject(new Error('Route 53 is away')) });
        if (keeps) {
          keeps = false;
          await lowerTtl(world.run('run-1'), away).catch(() => {});
        }
        return records;
      },
    });
    const { outcome } = await restoreLegacy(asked(world), beginning);
    expect(world.copy.kept?.run.execution).toBe('run-1');
    expect(outcome).not.toBe('unrestorable');
  });
});

describe('A run of a new journal that has changed nothing', () => {
  /** run-1 is at 50 %, and the journal, made anew, knows only run-2, which was stopped before its first change. */
  async function claimedByAnother(): Promise<ZonesWorld> {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    makeTableAnew(world);
    const { name, arn, startedAt } = world.run('run-2');
    await world.journal.claim({ execution: name, executionArn: arn, startedAt });
    return world;
  }

  it('doesn’t hide the one that the zones know, which is restored by the copy', async () => {
    const before = held(zonesWorld());
    const world = await claimedByAnother();
    expect(await restoreLegacy(asked(world), world)).toMatchObject({
      outcome: 'restored',
      migrationRun: 'run-1',
    });
    expect(held(world)).toEqual(before);
  });

  it('nor does it keep the rollback of that one by its name waiting', async () => {
    const before = held(zonesWorld());
    const world = await claimedByAnother();
    const byName = asked(world, { source: 'migration', run: 'run-1', reason: 'failed' });
    expect(await restoreLegacy(byName, world)).toMatchObject({ outcome: 'restored', migrationRun: 'run-1' });
    expect(held(world)).toEqual(before);
    expect((await world.journal.load())?.run).toMatchObject({ execution: 'run-2', status: 'restored' });
  });

  it('nor one that is kept nowhere', async () => {
    const world = await claimedByAnother();
    world.copy.kept = undefined;
    expect(await restoreLegacy(asked(world), world)).toMatchObject({
      outcome: 'unrestorable',
      pending: ZONES.map((zoneId) => ({ zoneId, why: expect.stringContaining('execution run-1') })),
    });
  });
});

describe('A run that takes another one over', () => {
  it('leaves the good copy where the journal has just lost what legacy was', async () => {
    const world = zonesWorld();
    const before = held(world);
    await begin(world, world.run('run-1'), 4);
    world.journal.lose('before-image');
    await expect(
      shiftWeight({ run: world.run('run-2'), step: 1, continues: 'run-1' }, world),
    ).rejects.toMatchObject({ name: 'BeforeImageUnreadable' });
    expect(world.copy.kept?.beforeImage.size).toBe(ZONES.length);
    expect(await restoreLegacy(asked(world), world)).toMatchObject({ outcome: 'restored' });
    expect(held(world)).toEqual(before);
  });

  it('is not restored from a copy without any zone', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const { run } = await loadRun(world.journal, world.run('run-1'));
    const empty = withMethods(world.copy, { load: async () => ({ run, beforeImage: new Map() }) });
    makeTableAnew(world);
    expect(await restoreLegacy(asked(world), { ...world, copy: empty })).toMatchObject({
      outcome: 'unrestorable',
    });
  });

  it('is restored where the table was restored to before it, which says only that the other one is owed', async () => {
    const world = zonesWorld();
    const before = held(world);
    await begin(world, world.run('run-1'), 4);
    const toBefore = world.journal.snapshot();
    await shiftWeight({ run: world.run('run-2'), step: 1, continues: 'run-1' }, world);
    toBefore();
    await markedOwed(world, asked(world, {}, 'rb-0'));
    const machine = new RollBackMachine(world);
    const end = await machine.execute('rb-1', {
      source: 'roll-back',
      predecessor: asked(world, {}, 'rb-0').run.arn,
    });
    expect(end).toBe('SUCCEEDED');
    expect(held(world)).toEqual(before);
  });
});
