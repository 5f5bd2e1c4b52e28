import type { Journal } from '../../../../../lambdas/migration/ports/journal.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { NamedError } from '../../../../../lambdas/shared/domain/named-error.ts';
import { asked, begin, held, rolledBack } from '../../../../support/migration/acting.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const ZONES = ['Z1SHOP', 'Z2CDN'];
const versions = (world: ZonesWorld) => ZONES.map((id) => world.engine.history(id).length);

/** The same world, in which DynamoDB refuses every call as long as `while` says. */
function journalAway(world: ZonesWorld, during: () => boolean = () => true): ZonesWorld {
  const journal = new Proxy(world.journal, {
    get: (target, property: keyof Journal) => {
      const method: unknown = Reflect.get(target, property);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        if (during()) throw new NamedError('TransientFailure', 'Journal: InternalServerError');
        return method.apply(target, args);
      };
    },
  });
  return { ...world, journal };
}

/** A migration at 50 %, and what legacy was. */
async function halfWay() {
  const world = zonesWorld();
  const before = held(world);
  await begin(world, world.run('run-1'), 4);
  return { world, before, machine: new RollBackMachine(world) };
}

describe('A rollback while DynamoDB refuses', () => {
  it('puts DNS back at once by the copy, and says that the mark is missing', async () => {
    const { world, before } = await halfWay();
    const restore = await restoreLegacy(asked(world), journalAway(world));
    expect(restore).toMatchObject({ outcome: 'restored', marked: false, migrationRun: 'run-1', pending: [] });
    expect(restore.reason).toContain(
      "The journal can't be written: TransientFailure: Journal: InternalServer",
    );
    expect(held(world)).toEqual(before);
    world.pass(60);
    expect(await confirmLegacy(restore, journalAway(world))).toMatchObject({
      legacyServes: true,
      ended: false,
    });
  });

  it('retries until the journal says so, too, and changes each zone once', async () => {
    const { world, before, machine } = await halfWay();
    const changed = versions(world);
    const until = world.clock.now() + 3600 * 1000;
    const refusing = journalAway(world, () => world.clock.now() < until);
    expect(await machine.execute('rb-1', {}, refusing)).toBe('SUCCEEDED');
    expect(machine.rounds.length).toBeGreaterThan(55);
    expect(new Set(machine.rounds)).toEqual(new Set(['rb-1: restored run-1']));
    expect(held(world)).toEqual(before);
    expect(versions(world)).toEqual(changed.map((count) => count + 1));
    expect((await world.journal.load())?.run.status).toBe('restored');
    expect(machine.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: rolled back, legacy serves',
    ]);
  });

  it('shuts the migration out by the zones alone', async () => {
    const { world } = await halfWay();
    await restoreLegacy(asked(world), journalAway(world));
    await expect(
      shiftWeight({ run: world.run('run-1'), step: 2, continues: '' }, world),
    ).rejects.toMatchObject({ name: 'FenceLost' });
  });

  it('never says that nothing is to be done: a run may be open that has changed nothing yet', async () => {
    const world = zonesWorld();
    const away = journalAway(world);
    expect(await restoreLegacy(asked(world), away)).toMatchObject({ outcome: 'owed', pending: [] });
    const { world: restored } = await halfWay();
    await rolledBack(restored);
    expect(await restoreLegacy(asked(restored), journalAway(restored))).toMatchObject({ outcome: 'owed' });
  });

  it('touches nothing for an execution that resumes a rollback: only the journal says whether it is owed', async () => {
    const { world } = await halfWay();
    const before = versions(world);
    const takesUp = asked(world, { source: 'roll-back', predecessor: 'arn:rb-0' }, 'rb-1');
    expect(await restoreLegacy(takesUp, journalAway(world))).toMatchObject({ outcome: 'owed' });
    expect(versions(world)).toEqual(before);
  });

  it('leaves a run alone that is not meant', async () => {
    const { world } = await halfWay();
    const before = versions(world);
    const other = asked(world, { source: 'migration', run: 'run-2' });
    expect(await restoreLegacy(other, journalAway(world))).toMatchObject({ outcome: 'owed' });
    expect(versions(world)).toEqual(before);
  });
});

describe('A step while DynamoDB refuses', () => {
  it('is not begun: nobody knows whether a rollback is owed', async () => {
    const { world } = await halfWay();
    const before = versions(world);
    let loaded = false;
    const afterTheLook = journalAway(world, () => loaded);
    const load = afterTheLook.journal.load.bind(afterTheLook.journal);
    afterTheLook.journal.load = async () => {
      const state = await load();
      loaded = true;
      return state;
    };
    await expect(
      shiftWeight({ run: world.run('run-1'), step: 2, continues: '' }, afterTheLook),
    ).rejects.toMatchObject({ name: 'TransientFailure' });
    expect(versions(world)).toEqual(before);
  });
});
