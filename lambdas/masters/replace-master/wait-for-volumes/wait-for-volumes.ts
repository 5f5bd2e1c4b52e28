import { timeAt } from '../../../shared/domain/time.ts';
import type { ReplacePayload, StepOf } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { PAGES } from '../../contract/states.ts';
import type { MastersView } from '../../contract/view.ts';
import { settlingSeconds } from '../../domain/gate.ts';
import { heartbeatAfter } from '../../domain/heartbeat.ts';
import { viewWith, volumesSeen, withoutVolumes, withVolumes } from '../../domain/kept-volumes.ts';
import { MARKS, secondsSince, withMark, withoutMark } from '../../domain/marks.ts';
import { waitsFor } from '../../domain/placing.ts';
import type { Replacement } from '../../domain/replacement.ts';
import { runs, runsAgain, victimOf, waitsToTerminate } from '../../domain/victim.ts';
import { buildView, groupNamed, type Seen, successorsOf, supersededBy } from '../../domain/view.ts';
import { hasTerminated, judgeVolumes, type VolumesVerdict, whatIsAmiss } from '../../domain/volumes.ts';
import { changeKept } from '../../lease/change-replacement.ts';
import { requireLeaseOf } from '../../lease/require-lease.ts';
import { yieldToWhoGoes } from '../../lease/yield-lease.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { Instances } from '../../ports/instances.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import { type CompletingPorts, completeAction } from '../../steps/lifecycle-actions.ts';
import { type SeeingPorts, seeMasters } from '../../steps/see-masters.ts';

export interface WaitForVolumesPorts extends SeeingPorts, CompletingPorts {
  readonly journal: Pick<MastersJournal, 'lease' | 'putLease' | 'replacement' | 'putReplacement'>;
  readonly autoScaling: Pick<AutoScaling, 'groups' | 'complete'>;
  readonly instances: Instances;
}

/**
 * Whether the etcd volumes are free for the replacement. A master that died in its hook is released first: waiting protects
 * nothing any more. One that runs again needs the lease and the gate. A volume is detached by force only from a terminated
 * instance, once, after a person has decided so.
 * @throws LeaseLost, TransientFailure
 */
export async function waitForVolumes(
  payload: ReplacePayload,
  ports: WaitForVolumesPorts,
): Promise<StepOf<'WaitForVolumes'>> {
  const { settings, clock, journal, instances } = ports;
  const { replacement } = payload;
  const seen = await seeMasters(ports, replacement);
  // After the look, which may take its time, and before anything is done.
  const { kept: read } = await requireLeaseOf(ports, payload);
  const view = buildView(seen, replacement);
  const victim = victimOf(groupNamed(view, replacement.group), replacement.instance);
  if (!runs(victim) && waitsToTerminate(victim))
    await completeAction(replacement, replacement.instance, 'terminating', ports);
  const terminated = hasTerminated(victim?.state ?? '');
  const now = timeAt(clock.now());
  const stays = (one: Replacement) =>
    runsAgain(victim, one.actions[replacement.instance]?.completed === true);
  const kept = await changeKept(journal, read, (one) => {
    if (stays(one)) return withoutMark(one, MARKS.leaving);
    const left = withMark(withWholeVolumes(one, view, settings), MARKS.leaving, now);
    return terminated ? withMark(left, MARKS.terminated, now) : left;
  });
  if (stays(kept.value))
    return {
      outcome: 'running',
      reason: `${replacement.instance} runs (${victim?.lifecycle}), and was not released.`,
      pauseSeconds: 1,
    };
  const known = viewWith(kept.value, view);
  await yieldToWhoGoes(journal, known, payload);
  const verdict = judge(payload, known, seen, kept.value, terminated, ports);
  if (verdict.verdict === 'detach')
    for (const { id, attachedTo } of verdict.volumes) await instances.detachByForce(id, attachedTo);
  const last = await changeKept(journal, kept, (one) => withVerdict(one, verdict, now));
  const result = resultOf(verdict, settings);
  return { ...result, ...heartbeatAfter(result.pauseSeconds, last.value.actions, clock.now(), settings) };
}

/** Whose master was dead before the gate looked at it has its volumes kept here, once none is missing. */
function withWholeVolumes(kept: Replacement, view: MastersView, settings: MastersSettings): Replacement {
  const { missing } = whatIsAmiss(volumesSeen(kept, view, settings));
  return missing.length === 0 ? withVolumes(kept, view) : kept;
}

function judge(
  { replacement }: ReplacePayload,
  view: MastersView,
  { instances }: Seen,
  kept: Replacement,
  terminated: boolean,
  { settings, clock }: WaitForVolumesPorts,
): VolumesVerdict {
  const group = groupNamed(view, replacement.group);
  const since = terminated ? MARKS.terminated : MARKS.leaving;
  return judgeVolumes({
    ...volumesSeen(kept, view, settings),
    successors: successorsOf(group?.instances ?? [], replacement.instance).map(({ id }) => id),
    supersededBy: group ? supersededBy(group, replacement.instance) : '',
    stateOf: (instance) => instances.find(({ id }) => id === instance)?.state ?? '',
    waitedSeconds: secondsSince(since, kept, clock.now()),
    // Before it has terminated, it may wait in hooks of others as long as in ours, and it has to shut down. The master that
    // has the awaited volumes is released once its own successor is a member and has settled.
    volumeSeconds:
      settings.volumeSeconds +
      (terminated ? 0 : settings.heartbeatSeconds) +
      (waitsFor(view, replacement.group) === '' ? 0 : settlingSeconds(settings)),
    mayDetach: kept.mayDetach !== undefined,
  });
}

/** A yes is used up, and so is what was kept of volumes that a person is paged for. */
function withVerdict(kept: Replacement, verdict: VolumesVerdict, now: string): Replacement {
  if (verdict.verdict === 'free') return withMark(kept, MARKS.volumesFree, now);
  if (verdict.verdict === 'detach') {
    const { mayDetach: _used, ...rest } = kept;
    return rest;
  }
  const isMissing = verdict.verdict === 'stop' && verdict.page.heading === PAGES.volumeMissing;
  return isMissing ? withoutVolumes(kept) : kept;
}

function resultOf(verdict: VolumesVerdict, { pollSeconds }: MastersSettings): StepOf<'WaitForVolumes'> {
  const { reason } = verdict;
  switch (verdict.verdict) {
    case 'free':
      return { outcome: 'free', reason, pauseSeconds: 1 };
    case 'stop':
      return { outcome: 'stop', reason, pauseSeconds: 1, page: verdict.page };
    default:
      return { outcome: 'pending', reason, pauseSeconds: pollSeconds };
  }
}
