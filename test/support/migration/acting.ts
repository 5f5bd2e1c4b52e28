/** What people and machines do in the tests of the swap: run states with time passing, ask for a rollback. */

import type {
  RestoreResult,
  RollBackHolder,
  RollBackRequest,
} from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import type { ResourceRecordSet } from '../../../lambdas/migration/domain/record-set.ts';
import type { RollBack } from '../../../lambdas/migration/domain/roll-back.ts';
import { lowerTtl } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { confirmLegacy } from '../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { advanceZones } from '../../../lambdas/migration/swap/advance-zones.ts';
import { loadRun } from '../../../lambdas/migration/swap/load-run.ts';
import { markOwed } from '../../../lambdas/migration/swap/mark-owed.ts';
import {
  adoptRecords,
  retireLegacyRecords,
  shiftWeight,
} from '../../../lambdas/migration/swap/move-records.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import type { ZonesWorld } from './zones-world.ts';

/** A zone's record sets without the fence. */
export function plain(world: ZonesWorld, zoneId: string): ResourceRecordSet[] {
  return world.engine.records(zoneId).filter((record) => !record.Name.startsWith('_cutover-'));
}

/** The same of each zone of the migration. */
export function held(world: ZonesWorld): ResourceRecordSet[][] {
  return world.settings.zones.map(({ id }) => plain(world, id));
}

/** The text of the zone's fence. */
export function fence(world: ZonesWorld, zoneId: string): string | undefined {
  const record = world.engine.records(zoneId).find(({ Name }) => Name.startsWith('_cutover-'));
  return record?.ResourceRecords?.[0]?.Value;
}

/** A rollback that is requested now. */
export function asked(
  world: Pick<ZonesWorld, 'clock'>,
  overrides: Partial<RollBackRequest> = {},
  name = 'rb-1',
): RollBack {
  const asOf = new Date(world.clock.now()).toISOString();
  const arn = `arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:${name}`;
  return {
    run: { name, arn, startedAt: asOf },
    request: { source: 'person', run: '', reason: 'asked', asOf, cause: '', ...overrides },
  };
}

/** The rollback of the run under way, begun and not finished. */
export async function markedOwed(
  world: Pick<ZonesWorld, 'clock' | 'journal'>,
  rollBack: RollBack = asked(world),
): Promise<void> {
  const state = await world.journal.load();
  if (!state) throw new Error('No run is under way.');
  await markOwed(state.run, rollBack, world);
}

/** What RestoreLegacy comes to where `holder` is at the rollback. */
export function joinedBy({ request }: RollBack, holder: RollBackHolder, migrationRun: string): RestoreResult {
  const { asOf } = request;
  return {
    outcome: 'joined',
    reason: 'Another execution is at it.',
    request,
    migrationRun,
    underWay: '',
    startedAt: asOf,
    acceptedAt: asOf,
    changes: [],
    overwritten: [],
    notRestored: [],
    pending: [],
    marked: false,
    holder,
    ttlInForceSeconds: 0,
    waitUntil: asOf,
  };
}

/** A rollback from its first state to the one that ends the run. */
export async function rolledBack(world: ZonesWorld): Promise<RestoreResult> {
  const restore = await restoreLegacy(asked(world), world);
  world.pass(60);
  await confirmLegacy(restore, world);
  return restore;
}

/** Brings a migration as far as `states` says, with time passing as in the machine. */
export async function begin(world: ZonesWorld, run: Run, states: number): Promise<void> {
  const steps = world.settings.steps.map((_, step) => () => shiftWeight({ run, step, continues: '' }, world));
  const all = [
    () => lowerTtl(run, world),
    () => adoptRecords(run, world),
    ...steps,
    () => retireLegacyRecords(run, world),
  ];
  for (const state of all.slice(0, states)) {
    await state();
    world.pass(360);
  }
}

/** Closes a run that has left legacy's records behind. */
export async function close(world: ZonesWorld, run: Run): Promise<void> {
  const state = await loadRun(world.journal, run);
  await advanceZones(run, { from: { kind: 'retired' }, to: { kind: 'retired' }, close: true }, state, world);
  await world.journal.endRun(run.name, 'closed', new Date(world.clock.now()).toISOString());
}
