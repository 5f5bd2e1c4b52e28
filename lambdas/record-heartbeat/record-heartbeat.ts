import type { ReplacePayload, StepOf } from '../shared/contract/masters/payloads.ts';
import type { MastersSettings } from '../shared/contract/masters/settings.ts';
import { dueHeartbeats } from '../shared/domain/masters/heartbeat.ts';
import { later } from '../shared/domain/propagation.ts';
import { changeReplacement } from '../shared/lease/change-replacement.ts';
import { actionOf, withActionChange, withOrWithoutToken } from '../shared/masters/lifecycle-actions.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { AutoScaling } from '../shared/ports/masters/auto-scaling.ts';
import type { KeptAction, MastersStore } from '../shared/ports/masters/masters-store.ts';

export interface RecordHeartbeatWorld {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly store: Pick<MastersStore, 'replacement' | 'putReplacement'>;
  readonly autoScaling: Pick<AutoScaling, 'recordHeartbeat'>;
}

/**
 * Extends the waits of this replacement's instances that would else end before the next look. It needs no lease: who
 * queues for it holds its master too, and holding one acts on nothing.
 * @throws TransientFailure
 */
export async function recordHeartbeat(
  { replacement }: Pick<ReplacePayload, 'replacement'>,
  world: RecordHeartbeatWorld,
): Promise<StepOf<'RecordHeartbeat'>> {
  const { settings, clock, store } = world;
  const actions = (await store.replacement(replacement.id))?.value.actions ?? {};
  const now = clock.now();
  const said: string[] = [];
  for (const instance of dueHeartbeats(actions, now, settings)) {
    const action = actions[instance];
    if (!action) continue;
    const answer = await extend(replacement, instance, action, world);
    const change = answer === 'recorded' ? { lastHeartbeat: later(now, 0) } : { completed: true };
    await changeReplacement(store, replacement.id, (kept) => withActionChange(kept, instance, change));
    said.push(
      answer === 'recorded' ? `${instance} is held on` : `${instance} waits in ${action.hook} no more`,
    );
  }
  return {
    outcome: said.length > 0 ? 'recorded' : 'not-due',
    reason: said.length > 0 ? `${said.join('; ')}.` : 'No heartbeat is due.',
    pauseSeconds: settings.pollSeconds,
  };
}

async function extend(
  replacement: ReplacePayload['replacement'],
  instance: string,
  kept: KeptAction,
  { settings, autoScaling }: RecordHeartbeatWorld,
): Promise<'recorded' | 'no-action'> {
  const action = actionOf(replacement, instance, kept.transition, kept, settings);
  return await withOrWithoutToken(action, (one) => autoScaling.recordHeartbeat(one));
}
