import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import type { Journal } from '../../../../../lambdas/migration/ports/journal.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { asked, fence, held } from '../../../../support/migration/acting.ts';
import { onZone, onZones, withMethods } from '../../../../support/migration/meddling.ts';
import {
  ALARM_FIRES,
  AT_5,
  AUTOMATIC,
  away,
  journalAway,
  oneWay,
} from '../../../../support/migration/one-way.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import type { ZonesWorld } from '../../../../support/migration/zones-world.ts';

const weights = (world: ZonesWorld) =>
  ['Z1SHOP', 'Z2CDN'].map((id) => parseFence(fence(world, id) ?? '')?.weight);

describe('The copy knows that the one-way step has begun', () => {
  it.each<[string, (world: ZonesWorld, restoreJournal: () => void) => ZonesWorld]>([
    ['is away', journalAway],
    [
      'was lost',
      (world) => {
        world.journal.lose('run', 'before-image', 'zones');
        return world;
      },
    ],
    [
      'was restored to an earlier time',
      (world, restoreJournal) => {
        restoreJournal();
        return world;
      },
    ],
  ])('the copy says so after a jump down, where the journal %s', async (_what, meddle) => {
    const world = await oneWay(AT_5);
    const restoreJournal = world.journal.snapshot();
    await shiftWeight({ run: world.run('run-1'), step: 1, continues: '' }, world);
    await shiftWeight({ run: world.run('run-1'), step: 0, from: 1, jumps: 1, continues: '' }, world);
    const before = held(world);
    const meddled = meddle(world, restoreJournal);
    expect(await restoreLegacy(asked(world, ALARM_FIRES), meddled)).toMatchObject({
      outcome: 'held',
      reason: expect.stringContaining('The one-way step of execution run-1 began at'),
    });
    expect(held(world)).toEqual(before);
  });

  it('the copy says so before the journal does, which went away in between', async () => {
    const world = await oneWay(AT_5);
    const before = held(world);
    const step = { run: world.run('run-1'), step: 1, continues: '' } as const;
    const goneAway = { ...world, journal: withMethods(world.journal, { beginStep: away }) };
    await expect(shiftWeight(step, goneAway)).rejects.toMatchObject({ name: 'TransientFailure' });
    for (const known of [journalAway(world), world])
      expect(await restoreLegacy(asked(world, ALARM_FIRES), known)).toMatchObject({ outcome: 'held' });
    expect(held(world)).toEqual(before);
    await shiftWeight(step, world);
    expect(weights(world)).toEqual([50, 50]);
    expect((await world.journal.load())?.run.oneWaySince).toBeDefined();
  });

  it('a step of which the copy can’t be told does not begin, so that a rollback without the journal is right', async () => {
    const world = await oneWay(AT_5);
    const withoutCopy = { ...world, copy: withMethods(world.copy, { save: away }) };
    const step = shiftWeight({ run: world.run('run-1'), step: 1, continues: '' }, withoutCopy);
    await expect(step).rejects.toMatchObject({ name: 'TransientFailure' });
    expect((await world.journal.load())?.run.oneWaySince).toBeUndefined();
    expect(await restoreLegacy(asked(world, ALARM_FIRES), journalAway(world))).toMatchObject({
      outcome: 'restored',
    });
    const machine = new RollBackMachine(world);
    expect(await machine.execute('rb-1', ALARM_FIRES)).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-1: restored run-1']);
  });
});

describe('A rollback that was faster, without the journal, than the first batch of the one-way step', () => {
  /** Z1SHOP is restored. Then the journal is back, and the step begins. */
  async function halfRestored(): Promise<ZonesWorld> {
    const world = await oneWay(AT_5);
    const oneAway = onZone(journalAway(world), 'Z2CDN', { swap: away });
    const found = await restoreLegacy(asked(world, ALARM_FIRES, 'rb-1'), oneAway);
    expect(found).toMatchObject({ outcome: 'owed', marked: false });
    await beginStep(world);
    return world;
  }

  it('is finished, once the journal is back', async () => {
    const world = await oneWay(AT_5);
    const before = held(world);
    const markOwed: Journal['markOwed'] = async (mark) => {
      const { run } = (await world.journal.load()) ?? {};
      if (run?.oneWaySince !== undefined) return world.journal.markOwed(mark);
      await beginStep(world);
      return away();
    };
    const journal = withMethods(world.journal, { markOwed });
    const found = await restoreLegacy(asked(world, ALARM_FIRES, 'rb-1'), { ...world, journal });
    expect(found).toMatchObject({ outcome: 'restored', marked: true });
    expect(held(world)).not.toEqual(before);
  });

  it('also in the zones that it had not restored by then, by whatever takes its place', async () => {
    for (const request of AUTOMATIC) {
      const world = await halfRestored();
      const machine = new RollBackMachine(world);
      expect(await machine.execute('rb-2', request)).toBe('SUCCEEDED');
      expect(machine.rounds).toEqual(['rb-2: restored run-1']);
      expect((await world.journal.load())?.run.status).toBe('restored');
    }
  });

  it('is held where another zone has come to the step’s share', async () => {
    const world = await halfRestored();
    const zones = world.settings.zones.filter(({ id }) => id === 'Z2CDN');
    const step = { run: world.run('run-1'), step: 1, continues: '' } as const;
    await shiftWeight(step, { ...world, settings: { ...world.settings, zones } });
    const before = held(world);
    expect(await restoreLegacy(asked(world, ALARM_FIRES), world)).toMatchObject({ outcome: 'held' });
    expect(held(world)).toEqual(before);
  });

  it('is owed while another zone can’t be read', async () => {
    const world = await halfRestored();
    const before = held(world);
    const blind = onZone(world, 'Z2CDN', { read: away });
    expect(await restoreLegacy(asked(world, ALARM_FIRES), blind)).toMatchObject({
      outcome: 'owed',
      pending: [{ zoneId: 'Z2CDN' }],
    });
    expect(held(world)).toEqual(before);
  });
});

/** Its first batch is still to come. */
async function beginStep(world: ZonesWorld): Promise<void> {
  const step = { run: world.run('run-1'), step: 1, continues: '' } as const;
  const slow = onZones(world, { read: away });
  await expect(shiftWeight(step, slow)).rejects.toMatchObject({ name: 'TransientFailure' });
}
