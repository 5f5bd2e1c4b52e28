import { timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { ReplacePayload, StepOf } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { judgeLaunch, type LaunchVerdict } from '../../domain/launch.ts';
import { MARKS, secondsSince, withMark, withoutMark } from '../../domain/marks.ts';
import type { Replacement } from '../../domain/replacement.ts';
import { successorsOf } from '../../domain/view.ts';
import { changeKept } from '../../lease/change-replacement.ts';
import { requireLeaseOf } from '../../lease/require-lease.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { Instances } from '../../ports/instances.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';

export interface WaitForReplacementPorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: Pick<MastersJournal, 'lease' | 'replacement' | 'putReplacement'>;
  readonly autoScaling: Pick<AutoScaling, 'groups' | 'activities'>;
  readonly instances: Pick<Instances, 'describe'>;
}

/** Auto Scaling begins to launch when termination begins, which is reported later. */
const LAUNCH_BEFORE_SIGNAL_SECONDS = 600;

/**
 * Whether Auto Scaling has launched a replacement, and if not, whether one can be expected.
 * @throws LeaseLost, TransientFailure
 */
export async function waitForReplacement(
  payload: ReplacePayload,
  ports: WaitForReplacementPorts,
): Promise<StepOf<'WaitForReplacement'>> {
  const { settings, clock, journal } = ports;
  const { kept: read } = await requireLeaseOf(ports, payload);
  const now = timeAt(clock.now());
  // Normally there since the volumes were found free; the budget has to begin somewhere in any case.
  const kept = await changeKept(journal, read, (one) => withMark(one, MARKS.volumesFree, now));
  const verdict = await judge(payload, kept.value, ports);
  await changeKept(journal, kept, (one) => withVerdict(one, verdict, now));
  return resultOf(verdict, settings);
}

async function judge(
  { replacement }: ReplacePayload,
  kept: Replacement,
  { settings, clock, autoScaling, instances }: WaitForReplacementPorts,
): Promise<LaunchVerdict> {
  const { group: name, instance: victim } = replacement;
  const group = (await autoScaling.groups()).find((one) => one.name === name);
  const successors = successorsOf(group?.instances ?? [], victim).map(({ id }) => id);
  const known = successors.length === 0 ? [] : await instances.describe(successors);
  // Asked for always: it is one call, and only this says why nothing comes.
  const activities = group ? await autoScaling.activities(name) : [];
  return judgeLaunch({
    name,
    group,
    victim,
    stateOf: (instance) => known.find(({ id }) => id === instance)?.state ?? '',
    activities,
    from: startOf(kept),
    waitedSeconds: secondsSince(MARKS.volumesFree, kept, clock.now()),
    launchSeconds: settings.launchSeconds,
  });
}

/** What failed before a person was paged for it is settled by the answer. Epoch milliseconds. */
function startOf({ since, marks }: Replacement): number {
  const paged = marks[MARKS.launchPaged];
  return paged === undefined ? Date.parse(since) - LAUNCH_BEFORE_SIGNAL_SECONDS * 1000 : Date.parse(paged);
}

function withVerdict(kept: Replacement, { verdict }: LaunchVerdict, now: string): Replacement {
  if (verdict === 'ready') return withMark(kept, MARKS.launched, now);
  return verdict === 'stop' ? withMark(withoutMark(kept, MARKS.launchPaged), MARKS.launchPaged, now) : kept;
}

function resultOf(verdict: LaunchVerdict, { pollSeconds }: MastersSettings): StepOf<'WaitForReplacement'> {
  const { reason } = verdict;
  switch (verdict.verdict) {
    case 'ready':
      return { outcome: 'ready', reason, pauseSeconds: 1 };
    case 'pending':
      return { outcome: 'pending', reason, pauseSeconds: pollSeconds };
    case 'stop':
      return { outcome: 'stop', reason, pauseSeconds: 1, page: verdict.page };
  }
}
