import { ERRORS, type ErrorName } from '../../../../../lambdas/migration/contract/errors.ts';
import { parseFence } from '../../../../../lambdas/migration/domain/fence.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { retireLegacyRecords, shiftWeight } from '../../../../../lambdas/migration/swap/move-records.ts';
import { NamedError } from '../../../../../lambdas/shared/domain/named-error.ts';
import type { JournalPart } from '../../../../fakes/migration/memory-journal.ts';
import { asked, begin, close, fence, held, rolledBack } from '../../../../support/migration/acting.ts';
import { withMethods } from '../../../../support/migration/meddling.ts';
import { RollBackMachine } from '../../../../support/migration/roll-back-machine.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';

const ZONES = ['Z1SHOP', 'Z2CDN'];
const fences = (world: ZonesWorld) => ZONES.map((id) => parseFence(fence(world, id) ?? ''));
const versions = (world: ZonesWorld) => ZONES.map((id) => world.engine.history(id).length);

interface AtFifty {
  readonly world: ZonesWorld;
  /** Restores the table to before run-1, or to before a run that took it over. */
  readonly toBefore: () => void;
  /** What legacy was. */
  readonly before: ReturnType<typeof held>;
}

/** run-1 at 50 %, after an earlier run that was rolled back. */
async function atFifty(): Promise<AtFifty> {
  const world = zonesWorld();
  await begin(world, world.run('run-0'), 3);
  await rolledBack(world);
  world.pass(60);
  const before = held(world);
  const toBefore = world.journal.snapshot();
  await begin(world, world.run('run-1'), 4);
  return { world, toBefore, before };
}

/** The same at 50 %, where run-2 has taken run-1 over. */
async function takenOver(): Promise<AtFifty> {
  const world = zonesWorld();
  const before = held(world);
  await begin(world, world.run('run-1'), 4);
  const toBefore = world.journal.snapshot();
  await shiftWeight({ run: world.run('run-2'), step: 1, continues: 'run-1' }, world);
  return { world, toBefore, before };
}

/** The table answers with what this version doesn't write. */
function damaged({ world }: AtFifty, name: ErrorName): ZonesWorld {
  const load = () => Promise.reject(new NamedError(name, 'An item of the journal cannot be read.'));
  return { ...world, journal: withMethods(world.journal, { load }) };
}

type Loss = readonly [what: string, make: () => Promise<AtFifty>, lose: (shop: AtFifty) => ZonesWorld];

const LOSSES: readonly Loss[] = [
  ['the table was made anew', atFifty, ({ world }) => losing(world, 'run', 'before-image', 'zones')],
  ['the table was restored to before the run', atFifty, ({ world, toBefore }) => restored(world, toBefore)],
  [
    'the table was restored to before a take-over',
    takenOver,
    ({ world, toBefore }) => restored(world, toBefore),
  ],
  ['the item of the run is lost', atFifty, ({ world }) => losing(world, 'run')],
  ['the before-image is empty', atFifty, ({ world }) => losing(world, 'before-image')],
  [
    'the before-image and the zones are empty',
    atFifty,
    ({ world }) => losing(world, 'before-image', 'zones'),
  ],
  ['the before-image is no whole', atFifty, (shop) => damaged(shop, ERRORS.beforeImageUnreadable)],
  ['an item is of a later form', atFifty, (shop) => damaged(shop, ERRORS.journalUnreadable)],
];

function losing(world: ZonesWorld, ...what: JournalPart[]): ZonesWorld {
  world.journal.lose(...what);
  return world;
}

function restored(world: ZonesWorld, toBefore: () => void): ZonesWorld {
  toBefore();
  return world;
}

describe.each(LOSSES)('Where %s', (_what, make, lose) => {
  it('legacy is restored by the copy, and the journal says so in the end', async () => {
    const shop = await make();
    const world = lose(shop);
    const machine = new RollBackMachine(world);
    expect(await machine.execute('rb-1')).toBe('SUCCEEDED');
    expect(held(world)).toEqual(shop.before);
    expect(fences(world).map((one) => one?.phase)).toEqual(['restored', 'restored']);
    expect(machine.topic.published.map(({ subject }) => subject)).toEqual([
      'shop: rolled back, legacy serves',
    ]);
    const before = versions(world);
    expect(await machine.execute('rb-2')).toBe('SUCCEEDED');
    expect(versions(world)).toEqual(before);
  });

  it('the rollback of the run by its own name is done, too', async () => {
    const shop = await make();
    const { execution = '' } = fences(shop.world)[0] ?? {};
    const world = lose(shop);
    expect(await restoreLegacy(asked(world, { source: 'migration', run: execution }), world)).toMatchObject({
      outcome: 'restored',
      migrationRun: execution,
      marked: true,
    });
    expect(held(world)).toEqual(shop.before);
  });

  it('and the copy is lost too, it is unrestorable, and what the zones contain is reported', async () => {
    const shop = await make();
    const { execution } = fences(shop.world)[0] ?? {};
    const world = lose(shop);
    world.copy.kept = undefined;
    const before = versions(world);
    const { outcome, reason, pending } = await restoreLegacy(asked(world), world);
    expect({ outcome, reason }).toEqual({
      outcome: 'unrestorable',
      reason: expect.stringContaining('neither the journal nor the copy'),
    });
    expect(pending).toEqual(
      ZONES.map((zoneId) => ({
        zoneId,
        why: expect.stringMatching(`Its fence says shift at 50 %, execution ${execution}, epoch \\d+\\.`),
      })),
    );
    expect(versions(world)).toEqual(before);
  });

  it('and S3 is away, it stays owed: nothing is said to be lost that may be there', async () => {
    const world = lose(await make());
    const load = () => Promise.reject(new NamedError('TransientFailure', '503 Slow Down'));
    const { outcome } = await restoreLegacy(asked(world), {
      ...world,
      copy: withMethods(world.copy, { load }),
    });
    expect(outcome).toBe('owed');
  });
});

describe('Where the journal cannot be read for good', () => {
  it('an execution that resumes a rollback continues: only the journal says whether that is owed', async () => {
    const shop = await atFifty();
    const world = damaged(shop, ERRORS.journalUnreadable);
    const before = versions(world);
    const takesUp = asked(world, { source: 'roll-back', predecessor: 'arn:rb-0' });
    expect(await restoreLegacy(takesUp, world)).toMatchObject({ outcome: 'owed' });
    expect(versions(world)).toEqual(before);
  });
});

/** Brings run-1 from 50 % to its end. */
async function closeFromFifty(world: ZonesWorld): Promise<void> {
  const run = world.run('run-1');
  await shiftWeight({ run, step: 2, continues: '' }, world);
  await retireLegacyRecords(run, world);
  await close(world, run);
}

describe('Without its journal it says that legacy serves only after it has read the zones', () => {
  it('nothing is restored where no run ever changed a record', async () => {
    const world = zonesWorld();
    expect(await restoreLegacy(asked(world), world)).toMatchObject({ outcome: 'nothing-to-restore' });
  });

  it('nothing is restored that a rollback has restored before the journal was lost', async () => {
    const { world } = await atFifty();
    await rolledBack(world);
    losing(world, 'run', 'before-image', 'zones');
    const before = versions(world);
    expect(await restoreLegacy(asked(world), world)).toMatchObject({ outcome: 'nothing-to-restore' });
    expect(versions(world)).toEqual(before);
  });

  it('a run is over that every zone calls restored, though its before-image is kept nowhere', async () => {
    const { world } = await atFifty();
    await restoreLegacy(asked(world), world);
    losing(world, 'before-image', 'zones').copy.kept = undefined;
    const before = versions(world);
    const takesUp = asked(world, { source: 'roll-back', predecessor: 'arn:rb' });
    expect(await restoreLegacy(takesUp, world)).toMatchObject({
      outcome: 'nothing-to-restore',
      reason: 'Execution run-1 was rolled back: every zone that it changed says so.',
    });
    expect((await world.journal.load())?.run.status).toBe('restored');
    expect(versions(world)).toEqual(before);
  });

  it('a run is not over where something else stands in the place of a fence', async () => {
    const { world } = await atFifty();
    await restoreLegacy(asked(world), world);
    losing(world, 'before-image').copy.kept = undefined;
    const [held] = world.engine.records('Z2CDN').filter(({ Type }) => Type === 'TXT');
    if (!held) throw new Error('The zone has no fence.');
    const damaged = { ...held, ResourceRecords: [{ Value: '"not a fence"' }] };
    world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: damaged }],
    });
    const takesUp = asked(world, { source: 'roll-back', predecessor: 'arn:rb' });
    expect(await restoreLegacy(takesUp, world)).toMatchObject({ outcome: 'owed' });
  });

  it('legacy doesn’t serve where a later run than the journal’s was closed', async () => {
    const { world, toBefore } = await atFifty();
    await closeFromFifty(world);
    toBefore();
    const before = held(world);
    expect(await restoreLegacy(asked(world), world)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('closed'),
    });
    expect(held(world)).toEqual(before);
  });

  it('nothing is said as long as a zone can’t be asked', async () => {
    const world = zonesWorld();
    const read = () => Promise.reject(new NamedError('TransientFailure', 'Rate exceeded'));
    const zoneOf = (id: string) =>
      id === 'Z2CDN' ? withMethods(world.zoneOf(id), { read }) : world.zoneOf(id);
    expect(await restoreLegacy(asked(world), { ...world, zoneOf })).toMatchObject({
      outcome: 'owed',
      pending: [{ zoneId: 'Z2CDN', why: 'It could not be read: TransientFailure: Rate exceeded' }],
    });
  });

  it('a zone that was restored and says again that the run is open is restored again', async () => {
    const { world, before } = await atFifty();
    const shifted = world.engine.records('Z2CDN');
    await rolledBack(world);
    // A change that was accepted and never reached the other servers is gone after a failover of Route 53's control plane.
    const Changes = [
      ...world.engine
        .records('Z2CDN')
        .map((record) => ({ Action: 'DELETE' as const, ResourceRecordSet: record })),
      ...shifted.map((record) => ({ Action: 'CREATE' as const, ResourceRecordSet: record })),
    ].filter(({ ResourceRecordSet: { Type } }) => Type === 'CNAME' || Type === 'TXT');
    world.engine.changeResourceRecordSets('Z2CDN', { Changes });
    expect(await restoreLegacy(asked(world), world)).toMatchObject({
      outcome: 'restored',
      migrationRun: 'run-1',
    });
    expect(held(world)).toEqual(before);
  });
});
