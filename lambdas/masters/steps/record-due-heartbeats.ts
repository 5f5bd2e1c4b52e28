import { timeAt } from '../../shared/domain/time.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ReplacementRef } from '../contract/payloads.ts';
import type { MastersSettings } from '../contract/settings.ts';
import { dueHeartbeats } from '../domain/heartbeat.ts';
import type { KeptAction } from '../domain/replacement.ts';
import { changeReplacement } from '../lease/change-replacement.ts';
import type { AutoScaling } from '../ports/auto-scaling.ts';
import type { MastersJournal } from '../ports/masters-journal.ts';
import { actionOf, withActionChange, withOrWithoutToken } from './lifecycle-actions.ts';

export interface HeartbeatPorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: Pick<MastersJournal, 'replacement' | 'putReplacement'>;
  readonly autoScaling: Pick<AutoScaling, 'recordHeartbeat'>;
}

/**
 * Extends the waits of a replacement's instances that would else end before the next look. It needs no lease: holding a
 * master acts on nothing.
 * @param nextLookSeconds until this is called again
 * @returns what was done, for people
 * @throws TransientFailure
 */
export async function recordDueHeartbeats(
  replacement: ReplacementRef,
  nextLookSeconds: number,
  ports: HeartbeatPorts,
): Promise<readonly string[]> {
  const { settings, clock, journal } = ports;
  const actions = (await journal.replacement(replacement.id))?.value.actions ?? {};
  const now = clock.now();
  const said: string[] = [];
  const limits = { heartbeatSeconds: settings.heartbeatSeconds, pollSeconds: nextLookSeconds };
  for (const instance of dueHeartbeats(actions, now, limits)) {
    const action = actions[instance];
    if (!action) continue;
    const answer = await extend(replacement, instance, action, ports);
    const change = answer === 'recorded' ? { lastHeartbeat: timeAt(now) } : { completed: true };
    await changeReplacement(journal, replacement.id, (kept) => withActionChange(kept, instance, change));
    said.push(
      answer === 'recorded'
        ? `the wait of ${instance} was extended`
        : `${instance} no longer waits in ${action.hook}`,
    );
  }
  return said;
}

async function extend(
  replacement: ReplacementRef,
  instance: string,
  kept: KeptAction,
  { settings, autoScaling }: HeartbeatPorts,
): Promise<'recorded' | 'no-action'> {
  const action = actionOf(replacement, instance, kept.transition, kept, settings);
  return await withOrWithoutToken(action, (one) => autoScaling.recordHeartbeat(one));
}
