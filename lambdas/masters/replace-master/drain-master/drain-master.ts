import { timeAt } from '../../../shared/domain/time.ts';
import type { DrainPayload, StepOf } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { isRegistered, judgeDrain } from '../../domain/drain.ts';
import { heartbeatAfter } from '../../domain/heartbeat.ts';
import { MARKS, secondsSince, withMark } from '../../domain/marks.ts';
import { runs, victimOf } from '../../domain/victim.ts';
import { changeKept } from '../../lease/change-replacement.ts';
import { requireLeaseOf } from '../../lease/require-lease.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import type { Targets } from '../../ports/targets.ts';
import { type SeeingGroupPorts, seeGroup } from '../../steps/see-masters.ts';

/** By no older look at the masters is one taken out of its load balancers, seconds. It can be put back, so it need not be quite new. */
const SEEN_SECONDS = 30;

export interface DrainMasterPorts extends SeeingGroupPorts {
  readonly settings: MastersSettings;
  readonly journal: Pick<MastersJournal, 'lease' | 'replacement' | 'putReplacement'>;
  readonly targets: Targets;
}

/**
 * Takes the master out of its load balancers, and says whether they are done with it. That it was taken out is kept
 * before: who is not terminated after all is put back.
 * @throws LeaseLost, TransientFailure
 */
export async function drainMaster(
  payload: DrainPayload,
  ports: DrainMasterPorts,
): Promise<StepOf<'DrainMaster'>> {
  const { settings, clock, journal, targets } = ports;
  const { kept: read } = await requireLeaseOf(ports, payload);
  const { replacement } = payload;
  const group = await seeGroup(ports, replacement);
  const victim = victimOf(group, replacement.instance);
  if (!group || !victim || !runs(victim))
    return { outcome: 'drained', reason: 'It no longer runs: there is nothing to drain.', pauseSeconds: 1 };
  const before = await targets.health(group, victim.id);
  const registered = before.some(isRegistered);
  const { value: kept } = await changeKept(journal, read, (one) =>
    withMark(one, MARKS.draining, timeAt(clock.now())),
  );
  const seconds = (clock.now() - Date.parse(payload.seenAt)) / 1000;
  if (registered && Math.abs(seconds) > SEEN_SECONDS)
    return {
      outcome: 'stale',
      reason: `The masters were last checked ${Math.round(seconds)} s ago.`,
      pauseSeconds: 1,
    };
  if (registered) await targets.deregister(group, victim.id);
  const places = registered ? await targets.health(group, victim.id) : before;
  const { verdict, reason } = judgeDrain(places, secondsSince(MARKS.draining, kept, clock.now()));
  const pauseSeconds = verdict === 'drained' ? 1 : settings.pollSeconds;
  const heartbeat = heartbeatAfter(pauseSeconds, kept.actions, clock.now(), settings);
  return { outcome: verdict, reason, pauseSeconds, ...heartbeat };
}
