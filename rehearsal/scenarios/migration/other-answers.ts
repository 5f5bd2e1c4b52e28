import type { MigrationSettings, StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { ended } from '../../checks/executions.ts';
import { MIGRATED } from '../../checks/migration/outcomes.ts';
import { sharesInOrder } from '../../checks/migration/zones.ts';
import {
  CLOSED,
  DECISION_NEEDED,
  type Decision,
  decides,
  holdIn,
  migrates,
} from '../../people/migration/habits.ts';
import type { Person } from '../../people/person.ts';
import { Missing, needing } from '../scenario.ts';
import type { MigrationScenario } from './scenario.ts';

interface Gate {
  /** Those before the step that needs approval, and the last of them. */
  readonly below: readonly StepSettings[];
  readonly back: StepSettings;
  readonly gate: StepSettings;
  readonly last: StepSettings;
}

/** The first approval, with a step before it and more than one after it, and no other one. */
function anApprovalInBetween({
  settings: { steps },
}: {
  readonly settings: MigrationSettings;
}): Gate | Missing {
  const index = steps.findIndex(({ approval }) => approval);
  const [back, gate, last] = [steps[index - 1], steps[index], steps.at(-1)];
  if (!back || !gate || !last || index >= steps.length - 2 || last.approval)
    return new Missing('a step with `approval: true` that has a step before it and more than one after it');
  return { below: steps.slice(0, index), back, gate, last };
}

/** At an approval on call gives a wrong answer, has it judged again, goes back a step, and then to the end. */
export const otherAnswers: MigrationScenario = {
  of: 'migration',
  name: 'other-answers',
  about: 'at an approval a wrong answer changes nothing; then retry, skipDown, and promoteToEnd',
  ...needing(anApprovalInBetween, ({ below, back, gate, last }) => ({
    when: async ({ onCall }) => {
      const migration = await migrates(onCall);
      const first = holdIn(await onCall.isNotified(DECISION_NEEDED));
      const reason = 'the shop is slower than it was';
      await onCall.seesTheEndOf(await decides(onCall, { decision: 'skipDown', to: 99, hold: first, reason }));
      await answers(onCall, first, { decision: 'retry', reason: 'the graphs are late' });
      const second = holdIn(await onCall.isNotified(DECISION_NEEDED));
      await answers(onCall, second, { decision: 'skipDown', to: back.percent, reason });
      const third = holdIn(await onCall.isNotified(DECISION_NEEDED));
      await answers(onCall, third, { decision: 'promoteToEnd', reason: 'it was the cache' });
      await onCall.isNotified(CLOSED);
      await onCall.seesTheEndOf(migration);
    },
    checks: [
      ended(
        'Decide',
        { status: 'FAILED', error: 'InvalidInput' },
        { status: 'SUCCEEDED' },
        { status: 'SUCCEEDED' },
        { status: 'SUCCEEDED' },
      ),
      sharesInOrder([
        ...below.map(({ percent }) => percent),
        gate.percent,
        back.percent,
        gate.percent,
        last.percent,
      ]),
      ...MIGRATED,
    ],
  })),
};

async function answers(onCall: Person, hold: string, answer: Omit<Decision, 'hold'>): Promise<void> {
  await onCall.waits(10);
  await decides(onCall, { ...answer, hold });
}
