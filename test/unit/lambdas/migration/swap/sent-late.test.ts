import type { Change } from '../../../../../lambdas/migration/domain/record-set.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { advanceZones } from '../../../../../lambdas/migration/swap/advance-zones.ts';
import { loadRun } from '../../../../../lambdas/migration/swap/load-run.ts';
import { asked, begin, held, rolledBack } from '../../../../support/migration/acting.ts';
import { makeTableAnew } from '../../../../support/migration/losing.ts';
import { onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const RETIRED = { kind: 'retired' } as const;

/** The fences of run-1 say `closed`, and the journal doesn't yet. */
async function halfClosed(): Promise<ZonesWorld> {
  const world = zonesWorld();
  const run = world.run('run-1');
  await begin(world, run, 6);
  const state = await loadRun(world.journal, run);
  await advanceZones(run, { from: RETIRED, to: RETIRED, close: true }, state, world);
  return world;
}

/** A function that is ended as soon as it has sent a batch. */
function sending(world: ZonesWorld) {
  const sent: (() => Promise<unknown>)[] = [];
  const paused = onZones(world, {
    swap: (zone, changes: readonly Change[], comment) => {
      sent.push(() => zone.swap(changes, comment));
      return Promise.reject(new Error('The function was ended.'));
    },
  });
  return { sent, paused };
}

/** The batches of a rollback that the journal lets restore over the close: each is sent, and has no answer yet. */
async function sentByRollBack(world: ZonesWorld): Promise<readonly (() => Promise<unknown>)[]> {
  const { sent, paused } = sending(world);
  await restoreLegacy(asked(world), paused);
  return sent;
}

describe('A batch of a rollback that comes late', () => {
  it('would restore a zone that is being closed', async () => {
    const world = await halfClosed();
    for (const send of await sentByRollBack(world)) expect(await send()).toMatchObject({ accepted: true });
    expect(held(world)).toEqual(held(zonesWorld()));
  });

  it('changes nothing once the journal has lost the run, and the next round was refused for that', async () => {
    const world = await halfClosed();
    const moved = held(world);
    const sent = await sentByRollBack(world);
    makeTableAnew(world);
    expect(await restoreLegacy(asked(world), world)).toMatchObject({ outcome: 'refused' });
    for (const send of sent) expect(await send()).toMatchObject({ accepted: false });
    expect(sent).toHaveLength(2);
    expect(held(world)).toEqual(moved);
  });

  it('keeps the rollback from being refused for as long as it can’t be made sure of that', async () => {
    const world = await halfClosed();
    makeTableAnew(world);
    const away = onZones(world, { swap: () => Promise.reject(new Error('Route 53 is away')) });
    expect(await restoreLegacy(asked(world), away)).toMatchObject({
      outcome: 'owed',
      reason: 'Zone Z1SHOP: Error: Route 53 is away',
    });
    const protecting = onZones(world, {
      swap: async () => ({ accepted: false, messages: ['the fence is protected'] }),
    });
    expect(await restoreLegacy(asked(world), protecting)).toMatchObject({
      outcome: 'owed',
      reason: 'Zone Z1SHOP: TransientFailure: Route 53 refused to swap its fence: the fence is protected',
    });
  });
});

describe('A rollback of a run that another one has restored meanwhile', () => {
  it('ends, though the journal was lost when it began, and the next run is under way by now', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    makeTableAnew(world);
    const machine = new RollBackMachine(world);
    let isFirst = true;
    const overtaken = {
      ...world,
      copy: withMethods(world.copy, {
        load: async () => {
          const kept = await world.copy.load();
          if (isFirst) {
            isFirst = false;
            expect(await machine.execute('rb-1')).toBe('SUCCEEDED');
          }
          return kept;
        },
      }),
    };
    const restore = await restoreLegacy(asked(world, {}, 'rb-2'), overtaken);
    expect(restore).toMatchObject({ outcome: 'restored', migrationRun: 'run-1' });
    world.pass(60);
    await lowerTtl(world.run('run-2'), world);
    world.pass(60);
    expect(await confirmLegacy(restore, world)).toMatchObject({ legacyServes: true, ended: true });
  });
});

describe('A first batch that comes late', () => {
  /** run-1 has sent its first batches and has no answer; then journal and copy are lost, and another try has claimed it anew. */
  async function claimedAnew() {
    const world = zonesWorld();
    await begin(world, world.run('run-0'), 3);
    await rolledBack(world);
    world.pass(360);
    const run = world.run('run-1');
    const { sent, paused } = sending(world);
    await expect(lowerTtl(run, paused)).rejects.toThrow('The function was ended.');
    makeTableAnew(world);
    world.copy.kept = undefined;
    const { name, arn, startedAt } = run;
    await world.journal.claim({ execution: name, executionArn: arn, startedAt });
    return { world, sent };
  }

  it('changes nothing once a rollback has said that there is nothing to restore', async () => {
    const { world, sent } = await claimedAnew();
    const before = held(world);
    const said = await restoreLegacy(asked(world), world);
    expect(said).toMatchObject({ outcome: 'nothing-to-restore', migrationRun: 'run-1' });
    for (const send of sent) expect(await send()).toMatchObject({ accepted: false });
    expect(sent.length).toBeGreaterThan(0);
    expect(held(world)).toEqual(before);
  });

  it('keeps a rollback from saying so for as long as it can’t be made sure of that', async () => {
    const { world } = await claimedAnew();
    const away = onZones(world, { swap: () => Promise.reject(new Error('Route 53 is away')) });
    const said = await restoreLegacy(asked(world), away);
    expect(said).toMatchObject({ outcome: 'owed', reason: expect.stringContaining('Route 53 is away') });
    expect((await world.journal.load())?.run.status).toBe('owed');
  });
});
