import { percent } from '../../../shared/domain/text.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { MigrationPhase, StatusShare } from '../../contract/status.ts';
import { holdEnds } from '../decision.ts';
import type { Hold } from '../hold.ts';
import type { JournalRun, WatchedState } from '../journal-state.ts';
import { placeOf } from '../messages/hold-message.ts';
import { waitingHold } from '../watch/waiting.ts';
import type { StatusSeen } from './seen.ts';

export interface Place {
  readonly phase: MigrationPhase;
  readonly summary: string;
}

/** Where the migration is, in a word and in a sentence. @param share what `shareOf` made of the same */
export function placeIn(seen: StatusSeen, settings: MigrationSettings, share: StatusShare): Place {
  const { state } = seen;
  const checking = checkingAfter(seen, state?.run);
  if (!state) return checking ?? notBegun(seen, settings);
  const { run } = state;
  switch (run.status) {
    case 'open':
      return openPlace(state, seen, settings, share);
    case 'owed': {
      const why = run.holder ? `: ${run.holder.request.reason}` : '.';
      return { phase: 'rolling-back', summary: `A rollback has been under way since ${run.statusAt}${why}` };
    }
    case 'restored':
      return checking ?? { phase: 'rolled-back', summary: `Rolled back at ${run.statusAt}: legacy serves.` };
    case 'closed':
      return {
        phase: 'closed',
        summary: `Closed at ${run.statusAt}: the cluster serves, and no rollback is possible any more.`,
      };
  }
}

/** A newer execution runs, and has not begun to change anything. */
function checkingAfter({ newest }: StatusSeen, run: JournalRun | undefined): Place | undefined {
  const found = newest.known ? newest.value : undefined;
  if (found?.status !== 'RUNNING' || found.name === run?.execution) return undefined;
  const summary = `Execution ${found.name} has been running since ${found.startedAt}: preflight, or a dry run. No record is changed yet.`;
  return { phase: 'checking', summary };
}

function notBegun({ newest }: StatusSeen, { migration }: MigrationSettings): Place {
  const found = newest.known ? newest.value : undefined;
  const last = found
    ? ` The last execution, ${found.name}, ended at ${found.endedAt ?? 'an unknown time'}: ${found.status}.`
    : '';
  const summary = `No run has begun.${last} Start ${migration}-Migrate with {"dryRun": true}, then with {}.`;
  return { phase: 'not-begun', summary };
}

function openPlace(
  state: WatchedState,
  seen: StatusSeen,
  settings: MigrationSettings,
  share: StatusShare,
): Place {
  const { execution } = seen.owner ?? {};
  if (execution?.known && !execution.value.running)
    return stopped(state.run, execution.value.status, settings);
  const hold = waitingHold(seen.hold, state.run, settings, seen.now);
  if (hold) return held(hold, settings);
  if (share.zones.some(({ phase }) => phase === 'drain'))
    return { phase: 'draining', summary: 'All answers lead to the cluster. Legacy drains.' };
  const { least, most } = share.intended;
  if (most === 0)
    return { phase: 'preparing', summary: 'The run has begun. All answers still lead to legacy.' };
  const step = stepNumber(most, settings);
  const answers =
    least === most ? percent(most) : `${percent(least)} in some zones, ${percent(most)} in others,`;
  return {
    phase: 'shifting',
    summary: `Step ${step} of ${settings.steps.length}: ${answers} of the answers lead to the cluster.`,
  };
}

function held(hold: Hold, settings: MigrationSettings): Place {
  const ends = instant(holdEnds(hold, settings));
  return {
    phase: 'on-hold',
    summary: `On hold at ${placeOf(hold, settings)}: a person must decide by ${ends}.`,
  };
}

function stopped({ execution, oneWaySince }: JournalRun, status: string, settings: MigrationSettings): Place {
  const next =
    oneWaySince === undefined
      ? `Watch starts one within minutes, or start ${settings.migration}-RollBack yourself.`
      : `The one-way step has begun: only a person rolls back.`;
  return {
    phase: 'stopped',
    summary: `Execution ${execution} has ended (${status}), and no rollback has begun. ${next}`,
  };
}

/** From 1; 0 for a share that is no step's. */
export function stepNumber(share: number, { steps }: Pick<MigrationSettings, 'steps'>): number {
  return steps.findLastIndex((step) => step.percent === share) + 1;
}
