import { instant } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { AcquireResult, ReplacementRef, ReplacePayload } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { lifecycleIn } from '../../domain/capacity.ts';
import { type Applicant, applyForLease, releaseLease } from '../../domain/lease.ts';
import type { Replacement } from '../../domain/replacement.ts';
import { runs, waitsToTerminate } from '../../domain/victim.ts';
import { changeLease } from '../../lease/change-lease.ts';
import { changeReplacement } from '../../lease/change-replacement.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { Instances } from '../../ports/instances.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import type { Replacements } from '../../ports/replacements.ts';
import { withSeenAction } from '../../steps/lifecycle-actions.ts';

export interface AcquirePorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: MastersJournal;
  readonly autoScaling: Pick<AutoScaling, 'groups'>;
  readonly instances: Pick<Instances, 'describe'>;
  readonly replacements: Pick<Replacements, 'isRunning'>;
}

type Payload = Pick<ReplacePayload, 'run' | 'replacement'>;

/**
 * Whether this execution may act on masters now. What becomes of its master is asked of AWS each time: while it waits in
 * the queue its master may die, and then there is nothing to wait for.
 * @throws TransientFailure
 */
export async function acquireLease(
  { run, replacement }: Payload,
  ports: AcquirePorts,
): Promise<AcquireResult> {
  const { settings, clock, journal, replacements } = ports;
  const kept = (await journal.replacement(replacement.id))?.value;
  const over = whyOver(kept, replacement);
  if (over || !kept) return { outcome: 'over', reason: over, pauseSeconds: 1, fencing: 0 };
  const victim = await seeVictim(replacement, ports);
  if (victim.running && kept.request === 'involuntary' && victim.lifecycle === 'InService')
    return stays(kept, ports);
  if (waitsToTerminate(victim)) await keepWait(replacement, ports);
  const applicant: Applicant = {
    executionArn: run.arn,
    replacement: replacement.id,
    since: instant(clock.now()),
    reason: kept.origin,
    request: kept.request,
    runs: victim.running,
  };
  const { verdict, reason, lease } = await changeLease(journal, async (now) => {
    const { holder } = now;
    const other = holder && holder.executionArn !== run.arn ? holder.executionArn : undefined;
    const ended = other && !(await replacements.isRunning(other)) ? [other] : [];
    return applyForLease(now, applicant, new Set(ended));
  });
  const pauseSeconds = verdict === 'queued' ? settings.pollSeconds : 1;
  return { outcome: verdict, reason, pauseSeconds, fencing: lease.fencing };
}

/** Why there is nothing (more) to do for this execution; '' when there is. */
function whyOver(kept: Replacement | undefined, { id, attempt }: ReplacementRef): string {
  if (!kept)
    return `There is no record of ${id}: TakeSignal, SweepMasters and RollMasters begin replacements.`;
  if (kept.attempt !== attempt) return `Attempt ${kept.attempt} of ${id} took this one's place.`;
  return kept.status === 'open' ? '' : `${id} has been ${kept.status} since ${kept.statusAt}.`;
}

async function seeVictim(
  { group: name, instance }: ReplacementRef,
  { autoScaling, instances }: AcquirePorts,
): Promise<{ lifecycle: string; running: boolean }> {
  if (instance === '') return { lifecycle: '', running: false };
  const groups = await autoScaling.groups();
  const [known] = await instances.describe([instance]);
  const lifecycle = lifecycleIn(
    groups.find((one) => one.name === name),
    instance,
  );
  return { lifecycle, running: runs({ lifecycle, state: known?.state ?? '' }) };
}

/** Its event may be late or lost, and in the queue it needs its heartbeats from the first look on. */
async function keepWait(
  { id, instance }: ReplacementRef,
  { journal, settings }: AcquirePorts,
): Promise<void> {
  await changeReplacement(journal, id, (kept) =>
    withSeenAction(kept, instance, 'terminating', kept.since, settings),
  );
}

/**
 * A master that nobody asked to replace, and that is in service and runs: it was stopped and started again, or what was
 * said of it isn't so. Where a hook was heard of, Auto Scaling is looked at again before that is believed.
 */
async function stays(
  { id, instance, actions, attempt }: Replacement,
  { settings, clock, journal }: AcquirePorts,
): Promise<AcquireResult> {
  const action = actions[instance];
  const seen = `${instance} is in service and runs`;
  if (action?.transition === 'terminating' && !action.completed)
    return {
      outcome: 'queued',
      reason: `${seen}, although an event reported it in ${action.hook}: checks again.`,
      pauseSeconds: settings.pollSeconds,
      fencing: 0,
    };
  const statusAt = instant(clock.now());
  await changeReplacement(journal, id, (kept) =>
    kept.attempt === attempt && kept.status === 'open' ? { ...kept, status: 'dismissed', statusAt } : kept,
  );
  await changeLease(journal, (lease) => ({ lease: releaseLease(lease, id) }));
  return { outcome: 'over', reason: `${seen}: nothing to replace.`, pauseSeconds: 1, fencing: 0 };
}
