import { NamedError } from '../../../shared/domain/named-error.ts';
import type { Executions } from '../../../shared/ports/executions.ts';
import { ERRORS } from '../../contract/errors.ts';
import { oneWayStep } from '../../contract/one-way.ts';
import type { Notify, ValidatedInput } from '../../contract/payloads.ts';
import { MIGRATE } from '../../contract/states.ts';
import { isOpen } from '../../domain/fence.ts';
import type { JournalState } from '../../domain/journal-state.ts';
import { findFence } from '../../domain/observed-zone.ts';
import type { SwapPorts } from '../../swap/ports.ts';
import { parseMigrateInput } from './migrate-input.ts';

export type ValidatePorts = SwapPorts & { readonly executions: Executions };

/**
 * Judges the input before anything else is looked at.
 * @throws InvalidInput with every reason, TransientFailure
 */
export async function validateInput(input: unknown, ports: ValidatePorts): Promise<ValidatedInput> {
  const given = parseMigrateInput(input);
  const { dryRun = false, note = '', startAtPercent } = given;
  const notify: Notify = given.notify ?? '';
  const asked = { dryRun, notify, note, begun: notify !== '' && (await hasBegun(ports)) };
  if (startAtPercent === undefined)
    return { ...asked, step: 0, shifted: -1, continues: '', next: MIGRATE.shiftWeight };
  const stopped = await whereItStopped(startAtPercent, ports);
  if (dryRun && stopped.next !== MIGRATE.shiftWeight)
    throw refusal(startAtPercent, 'the migration is in its drain, so a dry run has nothing to check');
  return { ...asked, ...stopped };
}

/** After a rollback it hasn't: the next start comes, and its checks are worth repeating. */
async function hasBegun({ journal }: Pick<ValidatePorts, 'journal'>): Promise<boolean> {
  const state = await journal.load();
  return state !== undefined && state.run.status !== 'restored';
}

async function whereItStopped(
  percent: number,
  ports: ValidatePorts,
): Promise<Pick<ValidatedInput, 'step' | 'shifted' | 'continues' | 'next'>> {
  const { steps } = ports.settings;
  const step = steps.findIndex((one) => one.percent === percent);
  if (step < 0) {
    throw refusal(percent, `the deployed steps are ${steps.map((one) => one.percent).join(', ')} percent`);
  }
  const state = await ports.journal.load();
  if (state?.run.status !== 'open') throw refusal(percent, 'there is no migration to continue');
  if (await ports.executions.isRunning(state.run.executionArn)) {
    throw refusal(percent, `execution ${state.run.execution} is still running`);
  }
  const continues = state.run.execution;
  return (await isRetiring(percent, state, ports))
    ? { step, shifted: step, continues, next: MIGRATE.retireLegacyRecords }
    : { step, shifted: shiftedBefore(state, ports), continues, next: MIGRATE.shiftWeight };
}

/** It may have begun its one-way step and gone back below it: then nothing but a person's word restores legacy all the same. */
function shiftedBefore({ run }: JournalState, { settings }: Pick<ValidatePorts, 'settings'>): number {
  return run.oneWaySince === undefined ? -1 : (oneWayStep(settings) ?? -1);
}

/** True if legacy's records are retired in any zone. @throws InvalidInput where a zone is neither there nor at this share */
async function isRetiring(percent: number, state: JournalState, ports: ValidatePorts): Promise<boolean> {
  const unkept = ports.settings.zones.filter(({ id }) => !state.beforeImage.has(id));
  if (unkept.length > 0)
    throw refusal(percent, `there is no before-image of zone ${unkept.map(({ id }) => id).join(', ')}`);
  let retiring = false;
  for (const { id: zoneId, fenceName } of ports.settings.zones) {
    const found = findFence(await ports.zoneOf(zoneId).read([fenceName]), fenceName);
    if (found.kind !== 'ours') throw refusal(percent, `zone ${zoneId} has no readable fence`);
    const { fence } = found;
    if (fence.execution !== state.run.execution || !isOpen(fence)) {
      throw refusal(percent, `the fence of zone ${zoneId} says ${fence.phase}, execution ${fence.execution}`);
    }
    if ((fence.phase !== 'shift' && fence.phase !== 'drain') || fence.weight !== percent) {
      throw refusal(percent, `the fence of zone ${zoneId} says ${fence.phase} at ${fence.weight} %`);
    }
    retiring ||= fence.phase === 'drain';
  }
  return retiring;
}

function refusal(percent: number, because: string): NamedError {
  return new NamedError(
    ERRORS.invalidInput,
    `startAtPercent: ${percent} is refused: ${because}. Nothing was changed. Start with {} for a new migration, or with the share at which the last one stopped.`,
  );
}
