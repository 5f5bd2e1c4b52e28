import type { FreezeSettings } from '../../../lambdas/migration/contract/freeze-settings.ts';
import { ended, notifiedOnce } from '../../checks/executions.ts';
import { nothingBeginsIn, somethingBeginsAfter } from '../../checks/migration/freezes.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import {
  DECISION_NEEDED,
  decides,
  holdIn,
  migrates,
  ROLLED_BACK,
  rollsBack,
} from '../../people/migration/habits.ts';
import type { Person } from '../../people/person.ts';
import { needing } from '../scenario.ts';
import type { MigrationScenario } from './scenario.ts';

/** As the app has it that is deployed where the usual one has no freeze: outside of working hours. */
const OFF_HOURS: FreezeSettings = {
  timeZone: 'Europe/Berlin',
  windows: [
    { kind: 'weekly', from: 'Mon 17:00', until: 'Tue 09:00', why: '' },
    { kind: 'weekly', from: 'Tue 17:00', until: 'Wed 09:00', why: '' },
    { kind: 'weekly', from: 'Wed 17:00', until: 'Thu 09:00', why: '' },
    { kind: 'weekly', from: 'Thu 17:00', until: 'Fri 09:00', why: '' },
    { kind: 'weekly', from: 'Fri 17:00', until: 'Mon 09:00', why: '' },
  ],
};
const FROZEN = { app: 'frozen-off-hours', what: 'a `freeze` in the configuration' };

/** A freeze delays one step, which is made when it is over; in the next one on call rolls back. */
export const freezeWindow: MigrationScenario = {
  of: 'migration',
  name: 'freeze-window',
  about: 'a step waits for the end of a freeze; in the next one a person rolls back, which does not wait',
  ...needing(
    ({ settings }) => settings,
    ({ freeze, steps }) => ({
      ...(freeze === undefined && { deploys: FROZEN }),
      when: async ({ onCall, scene }) => {
        const approving = { promoted: new Set<string>(), since: scene.start };
        const last = soakOf(steps.at(-1) ?? { percent: 100 });
        const migration = await migrates(onCall);
        await seesApproving(onCall, approving, (state) => state === 'WaitForFreezeEnd');
        await seesApproving(onCall, approving, (state) => state.startsWith('Soak'));
        await seesApproving(onCall, approving, (state) => state === 'WaitForFreezeEnd' || state === last);
        await onCall.waits(10);
        await rollsBack(onCall, { reason: 'the partner asks for the old addresses' });
        await onCall.isNotified(ROLLED_BACK);
        await onCall.seesTheEndOf(migration);
      },
      checks: [
        ended('Migrate', { status: 'ABORTED' }),
        nothingBeginsIn(freeze ?? OFF_HOURS),
        somethingBeginsAfter(freeze ?? OFF_HOURS),
        ...BACK_ON_LEGACY,
        notifiedOnce('it was rolled back', ROLLED_BACK),
      ],
    }),
  ),
};

/** Waits until Migrate is in such a state, and promotes whatever it asks for until then. */
async function seesApproving(
  onCall: Person,
  { promoted, since }: { readonly promoted: Set<string>; readonly since: number },
  isIt: (state: string) => boolean,
): Promise<void> {
  for (;;) {
    const hold = await onCall.until('Migrate to be there, or to ask', ({ executions, mails }) => {
      const newest = executions.findLast(({ machine }) => machine.endsWith('-Migrate'));
      if (newest?.status !== 'RUNNING') return undefined;
      if (isIt(newest.state ?? '')) return '';
      const asked = mails
        .filter(({ at, subject }) => at >= since && DECISION_NEEDED.test(subject))
        .map(holdIn);
      return newest.state === 'HoldForDecision' ? asked.find((each) => !promoted.has(each)) : undefined;
    });
    if (hold === '') return;
    promoted.add(hold);
    await decides(onCall, { decision: 'promote', hold, reason: 'error rate and latency are as before' });
  }
}
