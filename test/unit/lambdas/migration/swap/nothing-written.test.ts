import { ERRORS, type ErrorName } from '../../../../../lambdas/migration/contract/errors.ts';
import type { RollBackRequest } from '../../../../../lambdas/migration/contract/roll-back-payloads.ts';
import { lowerTtl } from '../../../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { NamedError } from '../../../../../lambdas/shared/domain/named-error.ts';
import { asked, begin, held, rolledBack } from '../../../../support/migration/acting.ts';
import { engineDns } from '../../../../support/migration/engine-dns.ts';
import { makeTableAnew } from '../../../../support/migration/losing.ts';
import { onZone, onZones, withMethods } from '../../../../support/migration/meddling.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

/** The end of the execution starts the rollback. */
const ENDED: Partial<RollBackRequest> = { source: 'execution', run: 'run-1' };

const rejecting = (name: ErrorName) => () => Promise.reject(new NamedError(name, 'The test says so.'));

/** Z2CDN is in another account, whose role can't be assumed. */
function withoutRole(world: ZonesWorld): ZonesWorld {
  const refused = rejecting(ERRORS.roleNotAssumed);
  const zoneOf = (id: string) =>
    id === 'Z2CDN'
      ? withMethods(world.zoneOf(id), { read: refused, readAll: refused, swap: refused, isInSync: refused })
      : world.zoneOf(id);
  return { ...world, zoneOf, dns: engineDns(world.engine, zoneOf) };
}

async function endsWithout(world: ZonesWorld, request = ENDED) {
  const machine = new RollBackMachine(withoutRole(world));
  const before = held(world);
  expect(await machine.execute('rb-1', request)).toBe('SUCCEEDED');
  expect(held(world)).toEqual(before);
  return machine;
}

describe('A run that ended before its first change, while a zone’s role can’t be assumed', () => {
  it('owes no rollback at the very first start', async () => {
    const { rounds, topic } = await endsWithout(zonesWorld());
    expect(rounds).toEqual(['rb-1: nothing-to-restore ']);
    expect(topic.published).toEqual([]);
  });

  it('nor after an earlier run that was rolled back', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-0'), 3);
    await rolledBack(world);
    expect((await endsWithout(world)).rounds).toEqual(['rb-1: nothing-to-restore run-0']);
  });

  it('nor where LowerTtl was refused by its last look', async () => {
    const world = zonesWorld();
    await expect(lowerTtl(world.run('run-1'), withoutRole(world))).rejects.toMatchObject({
      name: 'NotReady',
    });
    const { rounds } = await endsWithout(world, { ...ENDED, source: 'migration' });
    expect(rounds).toEqual(['rb-1: nothing-to-restore ']);
  });
});

describe('A run that has changed something, while a zone’s role can’t be assumed', () => {
  it('is owed its rollback until the role works', async () => {
    const world = zonesWorld();
    const before = held(world);
    await begin(world, world.run('run-1'), 4);
    const machine = new RollBackMachine(withoutRole(world));
    expect(await machine.execute('rb-1', ENDED)).toBe('HANDED ON');
    expect(new Set(machine.rounds)).toEqual(new Set(['rb-1: owed run-1']));
    expect((await world.journal.load())?.run.status).toBe('owed');
    const { arn } = asked(world, {}, 'rb-1').run;
    const next = await machine.execute('rb-2', { ...ENDED, predecessor: arn }, world);
    expect(next).toBe('SUCCEEDED');
    expect(held(world)).toEqual(before);
  });

  it('also where it had changed the other zone only', async () => {
    const world = zonesWorld();
    const swap = rejecting(ERRORS.roleNotAssumed);
    const halfWay = onZone(world, 'Z2CDN', { swap });
    await expect(lowerTtl(world.run('run-1'), halfWay)).rejects.toMatchObject({ name: 'RoleNotAssumed' });
    const away = withoutRole(world);
    expect(await restoreLegacy(asked(world, ENDED), away)).toMatchObject({
      outcome: 'owed',
      pending: [{ zoneId: 'Z2CDN' }],
    });
  });
});

describe('Where it can’t be known whether the run has changed something, it is owed', () => {
  /** What isn't known, of a run that has changed nothing. */
  const UNKNOWN: readonly (readonly [what: string, in_: (world: ZonesWorld) => ZonesWorld])[] = [
    [
      'the journal is away',
      (world) => ({ ...world, journal: withMethods(world.journal, { load: rejecting(ERRORS.transient) }) }),
    ],
    [
      'the journal is damaged',
      (world) => ({
        ...world,
        journal: withMethods(world.journal, { load: rejecting(ERRORS.journalUnreadable) }),
      }),
    ],
    [
      'the copy is away',
      (world) => ({ ...world, copy: withMethods(world.copy, { load: rejecting(ERRORS.transient) }) }),
    ],
    [
      'the copy is damaged',
      (world) => ({
        ...world,
        copy: withMethods(world.copy, { load: rejecting(ERRORS.beforeImageUnreadable) }),
      }),
    ],
  ];

  it.each(UNKNOWN)('%s', async (_what, unknown) => {
    const world = unknown(withoutRole(zonesWorld()));
    expect(await restoreLegacy(asked(world, ENDED), world)).toMatchObject({ outcome: 'owed' });
  });

  it.each(UNKNOWN)('%s, and the run is claimed', async (_what, unknown) => {
    const world = zonesWorld();
    const { name, arn, startedAt } = world.run('run-1');
    await world.journal.claim({ execution: name, executionArn: arn, startedAt });
    const away = unknown(withoutRole(world));
    expect(await restoreLegacy(asked(world, ENDED), away)).toMatchObject({ outcome: 'owed' });
  });

  it('the journal has lost the run, and the copy has it', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    makeTableAnew(world);
    const away = onZones(world, { read: rejecting(ERRORS.roleNotAssumed) });
    expect(await restoreLegacy(asked(world, ENDED), away)).toMatchObject({ outcome: 'owed' });
  });

  it('the run has lost its before-image everywhere, and a zone that was restored has its fence', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 1);
    const away = withoutRole(world);
    await restoreLegacy(asked(world, ENDED), away);
    world.journal.lose('before-image', 'zones');
    world.copy.kept = undefined;
    expect(await restoreLegacy(asked(world, ENDED), away)).toMatchObject({ outcome: 'owed' });
  });

  it('the copy is of a run that the journal has lost', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-0'), 3);
    await rolledBack(world);
    makeTableAnew(world);
    const away = withoutRole(world);
    expect(await restoreLegacy(asked(world, ENDED), away)).toMatchObject({ outcome: 'owed' });
  });

  it('the run was taken over by another one', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    await shiftWeight({ run: world.run('run-2'), step: 1, continues: 'run-1' }, world);
    const away = withoutRole(world);
    expect(await restoreLegacy(asked(world, ENDED), away)).toMatchObject({ outcome: 'owed' });
  });

  it('nobody says which run it is about', async () => {
    const world = withoutRole(zonesWorld());
    expect(await restoreLegacy(asked(world), world)).toMatchObject({ outcome: 'owed' });
  });

  it('an earlier round found the run, and the journal and the copy were lost since', async () => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 4);
    const away = onZones(world, {
      read: rejecting(ERRORS.roleNotAssumed),
      swap: rejecting(ERRORS.roleNotAssumed),
    });
    const first = await restoreLegacy(asked(world, ENDED), away);
    makeTableAnew(world);
    world.copy.kept = undefined;
    const next = await restoreLegacy({ ...asked(world, ENDED), restore: first }, away);
    expect(next).toMatchObject({ outcome: 'owed', migrationRun: 'run-1' });
  });
});

describe('A run that the journal and the copy have lost', () => {
  const LOST: readonly (readonly [what: string, anew: (world: ZonesWorld) => Promise<unknown>])[] = [
    ['for good', async () => {}],
    [
      'and that a second try of its first step has claimed anew',
      async (world) => {
        const { name, arn, startedAt } = world.run('run-1');
        await world.journal.claim({ execution: name, executionArn: arn, startedAt });
      },
    ],
  ];

  it.each(LOST)('%s is owed while Route 53 doesn’t answer, then unrestorable', async (_what, anew) => {
    const world = zonesWorld();
    await begin(world, world.run('run-1'), 1);
    makeTableAnew(world);
    world.copy.kept = undefined;
    await anew(world);
    const away = onZones(world, { read: rejecting(ERRORS.transient) });
    const owed = await restoreLegacy(asked(world, ENDED), away);
    expect(owed).toMatchObject({ outcome: 'owed', pending: [{ zoneId: 'Z1SHOP' }, { zoneId: 'Z2CDN' }] });
    expect(await restoreLegacy({ ...asked(world, ENDED), restore: owed }, world)).toMatchObject({
      outcome: 'unrestorable',
    });
    expect(await restoreLegacy(asked(world, ENDED, 'rb-2'), world)).toMatchObject({
      outcome: 'unrestorable',
    });
  });
});
