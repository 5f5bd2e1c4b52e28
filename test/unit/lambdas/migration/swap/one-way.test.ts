import type { RollBackRequest } from '../../../../../lambdas/migration/contract/roll-back-payloads.ts';
import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { stopMigration } from '../../../../../lambdas/migration/roll-back/stop-migration/stop-migration.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { asked, begin, fence, held, markedOwed } from '../../../../support/migration/acting.ts';
import { onJournal, onZone, onZones, withMethods } from '../../../../support/migration/meddling.ts';
import {
  ALARM_FIRES,
  AT_5,
  AT_50,
  AUTOMATIC,
  away,
  journalAway,
  oneWay,
  RETIRED,
} from '../../../../support/migration/one-way.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { someSettings } from '../../../../support/migration/settings.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';
import { RunningExecutions } from '../../../../support/running-executions.ts';

const ZONES = ['Z1SHOP', 'Z2CDN'];
const BY_PERSON: readonly Partial<RollBackRequest>[] = [
  { source: 'person' },
  { source: 'decision', run: 'run-1', cause: 'arn:run-1' },
];

const phases = (world: ZonesWorld) => ZONES.map((id) => parseFence(fence(world, id) ?? '')?.phase);
const weights = (world: ZonesWorld) => ZONES.map((id) => parseFence(fence(world, id) ?? '')?.weight);

describe('before its one-way step', () => {
  it.each([...AUTOMATIC, ...BY_PERSON])('a run is rolled back: $source', async (request) => {
    const world = await oneWay(AT_5);
    const machine = new RollBackMachine(world);
    expect(await machine.execute('rb-1', request)).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-1: restored run-1']);
    expect(phases(world)).toEqual(['restored', 'restored']);
  });

  it('it is rolled back although the journal is away, by the word of every zone', async () => {
    const world = await oneWay(AT_5);
    expect(await restoreLegacy(asked(world, ALARM_FIRES), journalAway(world))).toMatchObject({
      outcome: 'restored',
    });
  });

  it.each<[string, (world: ZonesWorld) => ZonesWorld]>([
    ['read', journalAway],
    [
      'written',
      (world) => ({ ...world, journal: withMethods(world.journal, { markOwed: away, bringBack: away }) }),
    ],
  ])('and not by less than that, if the journal can’t be %s: it is owed', async (_what, meddled) => {
    const world = await oneWay(AT_5);
    const before = held(world);
    const blind = onZones(meddled(world), { read: away });
    expect(await restoreLegacy(asked(world, ALARM_FIRES), blind)).toMatchObject({
      outcome: 'owed',
      marked: false,
    });
    expect(held(world)).toEqual(before);
  });

  it('a step that begins once the journal is back, before the first batch, is not undone', async () => {
    const world = await oneWay(AT_5);
    const journal = withMethods(world.journal, {
      load: away,
      bringBack: away,
      // It answers others right then.
      markOwed: async () => {
        if (weights(world).includes(5))
          await shiftWeight({ run: world.run('run-1'), step: 1, continues: '' }, world);
        return away();
      },
    });
    const result = await restoreLegacy(asked(world, ALARM_FIRES), { ...world, journal });
    expect(result).toMatchObject({ outcome: 'owed', marked: false });
    expect(weights(world)).toEqual([50, 50]);
  });

  it('is not rolled back by the word of one zone while the other one can’t be read, and the journal is away', async () => {
    const world = await oneWay(AT_5);
    let reads = 0;
    const zoneOf = (id: string) =>
      id === 'Z2CDN' && reads++ < 2 ? withMethods(world.zoneOf(id), { read: away }) : world.zoneOf(id);
    const before = held(world);
    const blind = { ...journalAway(world), zoneOf };
    const found = await restoreLegacy(asked(world, ALARM_FIRES), blind);
    expect(found).toMatchObject({ outcome: 'owed', marked: false });
    expect(held(world)).toEqual(before);
  });

  it('no step begins between the mark and the first record', async () => {
    const world = await oneWay(AT_5);
    const step = onJournal(world, {
      after: {
        markOwed: () =>
          expect(
            shiftWeight({ run: world.run('run-1'), step: 1, continues: '' }, world),
          ).rejects.toMatchObject({ name: 'FenceLost' }),
      },
    });
    expect(await restoreLegacy(asked(world, ALARM_FIRES), step)).toMatchObject({ outcome: 'restored' });
  });
});

describe('from its one-way step on', () => {
  it.each(AUTOMATIC)('a run is held: $source', async (request) => {
    for (const states of [AT_50, RETIRED]) {
      const world = await oneWay(states);
      const before = held(world);
      const machine = new RollBackMachine(world);
      machine.executions.begin(world.run('run-1'));
      expect(await machine.execute('rb-1', request)).toBe('SUCCEEDED');
      expect(machine.rounds).toEqual(['rb-1: held run-1']);
      expect(held(world)).toEqual(before);
      expect((await world.journal.load())?.run.status).toBe('open');
      expect(machine.executions.isStopped('run-1')).toBe(false);
    }
  });

  it.each(BY_PERSON)('a person has legacy restored: $source', async (request) => {
    const world = await oneWay(AT_50);
    const machine = new RollBackMachine(world);
    await machine.execute('rb-1', ALARM_FIRES);
    expect(await machine.execute('rb-2', request)).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-1: held run-1', 'rb-2: restored run-1']);
    expect(phases(world)).toEqual(['restored', 'restored']);
  });

  it('what a person has begun is continued and joined by others', async () => {
    const world = await oneWay(AT_50);
    const machine = new RollBackMachine(world);
    const lost = onZones(world, { swap: away, read: away });
    expect(await restoreLegacy(asked(world, {}, 'rb-1'), lost)).toMatchObject({ outcome: 'owed' });
    const predecessor = asked(world, {}, 'rb-1').run.arn;
    expect(await machine.execute('rb-2', { source: 'roll-back', predecessor })).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-2: restored run-1']);
  });

  it('what takes the place of a rollback that was held is held, too, where the journal was lost', async () => {
    const world = await oneWay(AT_50);
    world.journal.lose('run', 'before-image', 'zones');
    const before = held(world);
    const machine = new RollBackMachine(world);
    const { arn: predecessor } = asked(world, ALARM_FIRES, 'rb-1').run;
    expect(await machine.execute('rb-2', { source: 'roll-back', predecessor })).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-2: held run-1']);
    expect(held(world)).toEqual(before);
  });

  it('and finishes what a person has begun, where a zone says so and the journal was lost', async () => {
    const world = await oneWay(AT_50);
    const oneAway = onZone(world, 'Z2CDN', { read: away, swap: away });
    expect(await restoreLegacy(asked(world, {}, 'rb-1'), oneAway)).toMatchObject({ outcome: 'owed' });
    expect(phases(world)).toEqual(['restored', 'shift']);
    world.journal.lose('run', 'before-image', 'zones');
    const machine = new RollBackMachine(world);
    const { arn: predecessor } = asked(world, {}, 'rb-1').run;
    await machine.execute('rb-2', { source: 'roll-back', predecessor });
    expect(phases(world)).toEqual(['restored', 'restored']);
  });

  it('and what a person has begun of the run that it took over, of which alone the journal knows', async () => {
    const world = await oneWay(AT_50);
    const restoreJournal = world.journal.snapshot();
    await shiftWeight({ run: world.run('run-3'), step: 1, continues: 'run-1' }, world);
    restoreJournal();
    const byPerson = asked(world, {}, 'rb-1');
    await markedOwed(world, byPerson);
    const machine = new RollBackMachine(world);
    const { arn: predecessor } = byPerson.run;
    expect(await machine.execute('rb-2', { source: 'roll-back', predecessor })).toBe('SUCCEEDED');
    expect(machine.rounds).toEqual(['rb-2: restored run-3']);
    expect(phases(world)).toEqual(['restored', 'restored']);
  });

  it('a step that begins while a rollback looks for the run is not undone in any zone', async () => {
    const world = await oneWay(AT_5);
    let begun = false;
    const meanwhile = onJournal(world, {
      after: {
        load: async () => {
          if (begun) return;
          begun = true;
          await shiftWeight({ run: world.run('run-1'), step: 1, continues: '' }, world);
        },
      },
    });
    expect(await restoreLegacy(asked(world, ALARM_FIRES), meanwhile)).toMatchObject({ outcome: 'held' });
    expect(ZONES.map((id) => parseFence(fence(world, id) ?? '')?.weight)).toEqual([50, 50]);
  });

  it('the zones say so where the journal was restored to an earlier time, lost, or is away', async () => {
    const world = await oneWay(AT_5);
    const restoreJournal = world.journal.snapshot();
    await shiftWeight({ run: world.run('run-1'), step: 1, continues: '' }, world);
    const before = held(world);
    expect(await restoreLegacy(asked(world, ALARM_FIRES), journalAway(world))).toMatchObject({
      outcome: 'held',
    });
    restoreJournal();
    expect(await restoreLegacy(asked(world, ALARM_FIRES), world)).toMatchObject({ outcome: 'held' });
    world.journal.lose('run', 'before-image', 'zones');
    expect(await restoreLegacy(asked(world, ALARM_FIRES), world)).toMatchObject({ outcome: 'held' });
    expect(held(world)).toEqual(before);
  });

  it('a deployment without the setting takes nothing back, and one with it counts for a run under way', async () => {
    const world = await oneWay(AT_50);
    const without = { ...world, settings: someSettings() };
    expect(await restoreLegacy(asked(world, ALARM_FIRES), without)).toMatchObject({ outcome: 'held' });
    const other = zonesWorld();
    await begin(other, other.run('run-1'), AT_50);
    const later = { ...other, settings: someSettings({ oneWayFromPercent: 50 }) };
    expect(await restoreLegacy(asked(other, ALARM_FIRES), later)).toMatchObject({
      outcome: 'held',
      reason:
        "Zone Z1SHOP is in shift at 50 %; the one-way step is that of 50 %. Since then only a person's rollback restores legacy.",
    });
  });

  it('nothing is stopped either where RestoreLegacy itself failed', async () => {
    for (const [states, stops, ports] of [
      // The journal may have been restored to an earlier time, and only RestoreLegacy asks the zones.
      [AT_5, 0, (world: ZonesWorld) => world],
      [AT_50, 0, (world: ZonesWorld) => world],
      [AT_50, 0, journalAway],
    ] as const) {
      const world = await oneWay(states);
      const executions = new RunningExecutions();
      executions.begin(world.run('run-1'));
      const stop = await stopMigration(asked(world, ALARM_FIRES), {
        ...ports(world),
        executions,
        migrateArn: 'Migrate',
      });
      expect(stop.stopped).toHaveLength(stops);
      expect((await world.journal.load())?.run.status).toBe('open');
    }
  });
});
