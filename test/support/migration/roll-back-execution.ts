/** An execution of the machine RollBack, round after round until legacy serves. */

import type {
  NotifyRollBackPayload,
  RestoreResult,
} from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { readRequest } from '../../../lambdas/migration/domain/roll-back-request.ts';
import { confirmLegacy } from '../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { joinRollBack } from '../../../lambdas/migration/roll-back/join-roll-back/join-roll-back.ts';
import { restoreLegacy } from '../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import { stopMigration } from '../../../lambdas/migration/roll-back/stop-migration/stop-migration.ts';
import type { CopyPorts } from '../../../lambdas/migration/swap/ports.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import type { Executions } from '../../../lambdas/shared/ports/executions.ts';

/** An execution hands on to the next one after so many rounds. */
const MOST_ROUNDS = 80;

/** Where executions run. */
export interface RollBackStage {
  /** Runs a function in a process of its own. @throws what the function throws, or that the process was killed */
  invoke<T>(work: (world: CopyPorts) => Promise<T>): Promise<T>;
  /** Those of Migrate, which are stopped, and those of RollBack. */
  readonly executions: Executions;
  /** True when somebody aborts the execution at this moment, before its next function. */
  isAborted(): boolean;
  log(line: string): void;
  /** What the next execution is started with, where this one hands on. */
  handsOn?(request: unknown): void;
  /** Legacy serves, and the journal says so: NotifyRollBack is next. */
  served?(done: NotifyRollBackPayload): Promise<unknown>;
}

export type Ended = 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'HANDED ON';

/** @param input as the execution was started with */
export async function rollBackExecution(run: Run, input: unknown, stage: RollBackStage): Promise<Ended> {
  let event = input;
  let restore: RestoreResult | undefined;
  const stopped: string[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (stage.isAborted()) return 'ABORTED';
    const request = readRequest(event, run);
    const restored = await tried(stage, (world) => restoreLegacy({ run, request, restore }, world));
    if (stage.isAborted()) return 'ABORTED';
    const asked = { run, request: restored?.request ?? request, ...(restored && { restore: restored }) };
    const stop = await tried(stage, (world) =>
      stopMigration(asked, { ...world, ...stage, migrateArn: 'Migrate' }),
    );
    stopped.push(...(stop?.stopped ?? []));
    if (!restored) continue;
    event = restored.request;
    const standing = restore !== undefined && isFoundRestored(restore, restored) ? restore : restored;
    restore = standing;
    stage.log(`${restored.outcome} ${restored.migrationRun}`);
    if (stage.isAborted()) return 'ABORTED';
    const ended = await endOf({ run, restore: standing, stop: { stopped } }, stage);
    if (ended) return ended;
  }
  stage.handsOn?.(event);
  return 'HANDED ON';
}

/** A round that found legacy restored by the one before, with which the execution continues. */
function isFoundRestored(before: RestoreResult, { outcome }: RestoreResult): boolean {
  const found = outcome === 'already-restored' || outcome === 'nothing-to-restore';
  return before.outcome === 'restored' && found;
}

/** Undefined where another round follows. */
async function endOf(
  round: Omit<NotifyRollBackPayload, 'confirm'>,
  stage: RollBackStage,
): Promise<Ended | undefined> {
  const { run, restore } = round;
  switch (restore.outcome) {
    case 'restored':
    case 'already-restored': {
      const confirm = await tried(stage, (world) => confirmLegacy(restore, world));
      if (!confirm?.legacyServes || !confirm.ended) return undefined;
      await stage.served?.({ ...round, confirm });
      return 'SUCCEEDED';
    }
    case 'joined': {
      const join = await tried(stage, (world) => joinRollBack({ run, restore }, { ...world, ...stage }));
      return join?.joined ? 'SUCCEEDED' : undefined;
    }
    case 'unrestorable':
      return 'FAILED';
    case 'nothing-to-restore':
    case 'refused':
    case 'held':
      return 'SUCCEEDED';
    case 'owed':
      return undefined;
  }
}

/** Undefined when the function failed: the machine continues in the next round. */
async function tried<T>(
  stage: RollBackStage,
  work: (world: CopyPorts) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await stage.invoke(work);
  } catch {
    return undefined;
  }
}
