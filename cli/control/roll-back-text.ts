/** What a rollback does, state by state. */
import type {
  ConfirmLegacyResult,
  RestoreResult,
  RollBackNotified,
  StopResult,
} from '../../lambdas/migration/contract/roll-back-payloads.ts';
import { ROLL_BACK } from '../../lambdas/migration/contract/states.ts';
import type { StateVisit } from '../../lambdas/migration/domain/timeline.ts';
import { withoutMilliseconds } from './text.ts';

/** Undefined for a state that is not left, or of which nobody needs to know. */
export function rollBackInWords({ state, leftAt, output }: StateVisit): string | undefined {
  const words = leftAt === '' ? undefined : WORDS[state]?.(output);
  return words && `${withoutMilliseconds(leftAt)} ${words}`;
}

/** Step Functions leaves out outputs that are too long. */
type Whole<T> = (output: T) => string;

function ifThere<T extends object>(words: Whole<T>): (output: unknown) => string | undefined {
  return (output) => (typeof output === 'object' && output !== null ? words(output as T) : undefined);
}

const WORDS: Readonly<Record<string, (output: unknown) => string | undefined>> = {
  [ROLL_BACK.restoreLegacy]: ifThere(
    ({ outcome, reason, acceptedAt, pending, overwritten }: RestoreResult) => {
      if (outcome === 'restored')
        return [
          `Legacy's records are in the zones; Route 53 accepted them at ${acceptedAt}.`,
          ...overwritten,
        ].join('\n  ');
      const left = pending.map(({ zoneId, why }) => `${zoneId}: ${why}`);
      return [
        outcome === 'owed' ? `Not restored yet, it is tried again. ${reason}` : `${outcome}: ${reason}`,
        ...left,
      ].join('\n  ');
    },
  ),
  [ROLL_BACK.stopMigration]: ifThere(({ stopped }: StopResult) =>
    stopped.length === 0 ? 'No execution of Migrate had to be stopped.' : `Stopped ${stopped.join(', ')}.`,
  ),
  [ROLL_BACK.confirmLegacy]: ifThere(
    ({ legacyServes, reasons, inSyncAt, lastTtlRunsOutAt }: ConfirmLegacyResult) =>
      legacyServes
        ? `All name servers of Route 53 have them since ${inSyncAt}. Resolvers may keep the cluster's answers until ${lastTtlRunsOutAt}.`
        : `Legacy doesn't serve yet. ${reasons.join(' ')}`,
  ),
  [ROLL_BACK.notifyRollBack]: ifThere(({ report }: RollBackNotified) =>
    report === '' ? 'People are notified.' : `People are notified. Report: ${report}`,
  ),
};
