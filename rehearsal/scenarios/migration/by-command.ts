import type { MigrationStatus } from '../../../lambdas/migration/contract/status.ts';
import { ended, notifiedOnce } from '../../checks/executions.ts';
import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { reached } from '../../checks/migration/zones.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { DECISION_NEEDED, holdIn, migrates, ROLLED_BACK } from '../../people/migration/habits.ts';
import { type Printed, Terminal } from '../../people/terminal.ts';
import { needing } from '../scenario.ts';
import { anApprovalBeforeAStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Somebody does all by the command: sees how the migration is, promotes, and rolls back. */
export const byCommand: MigrationScenario = {
  of: 'migration',
  name: 'by-command',
  about: 'a person uses the command alone: status during soaks and a hold, promote, and rollback',
  ...needing(anApprovalBeforeAStep, ([approved, next]) => {
    const printed = new Map<string, Printed>();
    return {
      when: async ({ onCall, stage, chronicle }) => {
        const terminal = new Terminal(stage, chronicle);
        const types = async (what: string, ...args: readonly string[]) =>
          printed.set(what, await terminal.types(...args));
        await types('before', 'status', '--json');
        const migration = await migrates(onCall);
        await onCall.sees('Migrate', soakOf(approved));
        await onCall.waits(approved.soakSeconds / 60 / 2);
        await types('for people', 'status');
        await types('in a soak', 'status', '--json');
        const hold = holdIn(await onCall.isNotified(DECISION_NEEDED));
        await types('on hold', 'status', '--json');
        const reason = 'error rate and latency are as before';
        await types('promoted', 'promote', '--hold', hold, '--reason', reason);
        await types('again', 'promote', '--hold', hold, '--reason', reason);
        await onCall.sees('Migrate', soakOf(next));
        await onCall.waits(next.soakSeconds / 60 / 2);
        await types('after', 'status', '--json');
        const watched = await terminal.begins(/Soak/, 'status', '--watch', '--every', '2');
        const rollBack = ['rollback', '--reason', 'customers cannot pay'];
        const rolledBack = await terminal.begins(/Execution arn/, ...rollBack);
        await onCall.isNotified(ROLLED_BACK);
        await onCall.seesTheEndOf(migration);
        await onCall.seesAllAtRest();
        printed.set('rolled back', await rolledBack.end);
        printed.set('watched', await watched.end);
        await types('at the end', 'status', '--json');
      },
      checks: [
        ended('Migrate', { status: 'ABORTED' }),
        ended('Decide', { status: 'SUCCEEDED' }, { status: 'FAILED', error: 'NothingHeld' }),
        reached(next.percent),
        ...BACK_ON_LEGACY,
        notifiedOnce('it was rolled back', ROLLED_BACK),
        saidOf(printed, 'before', { phase: 'not-begun', percent: 0 }),
        saidOf(printed, 'in a soak', { phase: 'shifting', percent: approved.percent, seen: true }),
        saidOf(printed, 'on hold', { phase: 'on-hold', percent: approved.percent, seen: true }),
        saidOf(printed, 'after', { phase: 'shifting', percent: next.percent, seen: true }),
        saidOf(printed, 'at the end', { phase: 'rolled-back', percent: 0 }),
        exitCodes(printed, { 'for people': 0, promoted: 0, again: 2, 'rolled back': 0, watched: 0 }),
      ],
    };
  }),
};

/** Percentage points: legacy's load balancers serve names that aren't moved, too, and resolvers choose by chance. */
const BESIDE = 12;

interface Expected {
  readonly phase: MigrationStatus['phase'];
  readonly percent: number;
  /** It was counted at the load balancers, too. */
  readonly seen?: true;
}

function saidOf(printed: ReadonlyMap<string, Printed>, when: string, expected: Expected): MigrationCheck {
  const { phase, percent, seen: isSeen } = expected;
  return {
    claim: `status said ${when} that the migration is ${phase}, with ${percent} % on the cluster`,
    contradictions: () => {
      const { exitCode, stdout = '', stderr } = printed.get(when) ?? { exitCode: -1, stderr: 'never typed' };
      if (exitCode !== 0) return [`it ended with ${exitCode}: ${stderr}`];
      const { phase: found, share, unread }: MigrationStatus = JSON.parse(stdout);
      const { least, most } = share.intended;
      const { seen } = share;
      return [
        ...(found === phase ? [] : [`it said ${found}`]),
        ...(least === percent && most === percent ? [] : [`it said ${least} to ${most} %`]),
        ...(!isSeen || (seen?.known && Math.abs(seen.percent - percent) < BESIDE)
          ? []
          : [`it saw ${JSON.stringify(seen)}`]),
        ...unread,
      ];
    },
  };
}

function exitCodes(
  printed: ReadonlyMap<string, Printed>,
  expected: Readonly<Record<string, number>>,
): MigrationCheck {
  return {
    claim: 'Each command ended with the exit code of what came of it',
    contradictions: () =>
      Object.entries(expected).flatMap(([what, code]) => {
        const found = printed.get(what);
        return found?.exitCode === code
          ? []
          : [`${what}: ${found?.exitCode}, expected ${code}: ${found?.stdout}${found?.stderr}`];
      }),
  };
}
