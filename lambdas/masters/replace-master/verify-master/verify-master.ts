import { NamedError } from '../../../shared/domain/named-error.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { VerifyPayload, VerifyResult } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import type { MasterGroup, MasterInstance, MastersView } from '../../contract/view.ts';
import { settlingSeconds } from '../../domain/gate.ts';
import { heartbeatAfter } from '../../domain/heartbeat.ts';
import { viewWith, volumesSeen } from '../../domain/kept-volumes.ts';
import { MARKS, secondsSince, withMark } from '../../domain/marks.ts';
import { etcdClustersOf } from '../../domain/members.ts';
import { waitsFor } from '../../domain/placing.ts';
import type { Replacement } from '../../domain/replacement.ts';
import { judgeReplacement, type VerifyVerdict } from '../../domain/verify.ts';
import { runs, victimOf, waitsToTerminate } from '../../domain/victim.ts';
import { groupNamed, successorsOf, supersededBy } from '../../domain/view.ts';
import { whatIsAmiss } from '../../domain/volumes.ts';
import { changeKept } from '../../lease/change-replacement.ts';
import { requireLeaseOf } from '../../lease/require-lease.ts';
import { yieldToWhoGoes } from '../../lease/yield-lease.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import type { Targets } from '../../ports/targets.ts';
import { withSeenAction } from '../../steps/lifecycle-actions.ts';

export interface VerifyMasterPorts {
  readonly settings: MastersSettings;
  readonly clock: Clock;
  readonly journal: Pick<MastersJournal, 'lease' | 'putLease' | 'replacement' | 'putReplacement'>;
  readonly targets: Pick<Targets, 'health'>;
}

/**
 * Whether the replacement is the member that its predecessor was: in service, with its volumes, healthy in all load
 * balancers, its members healthy, and every etcd cluster with a quorum.
 * @throws LeaseLost, TransientFailure, InvalidInput for a view without the replacement's group
 */
export async function verifyMaster(payload: VerifyPayload, ports: VerifyMasterPorts): Promise<VerifyResult> {
  const { settings, clock, journal } = ports;
  const { kept: read } = await requireLeaseOf(ports, payload);
  const { view, replacement } = payload;
  const group = groupIn(view, replacement);
  const successors = successorsOf(group.instances, replacement.instance);
  const now = timeAt(clock.now());
  const left = leftInHook(victimOf(group, replacement.instance));
  const { value: kept } = await changeKept(journal, read, (one) => {
    const marked = withAwaiting(withMark(one, MARKS.launched, now), payload, now);
    const launched = withWaits(marked, successors, now, settings);
    return left === '' ? launched : withSeenAction(launched, left, 'terminating', one.since, settings);
  });
  const known = { ...payload, view: viewWith(kept, view) };
  await yieldToWhoGoes(journal, known.view, payload);
  const verdict = await judge(known, successors, kept, ports);
  const result = resultOf(verdict, settings);
  return { ...result, ...heartbeatAfter(result.pauseSeconds, kept.actions, clock.now(), settings) };
}

function groupIn(view: MastersView, { group: name }: VerifyPayload['replacement']): MasterGroup {
  const group = groupNamed(view, name);
  if (!group) throw new NamedError(ERRORS.invalidInput, `view.groups: ${name} is not among them`);
  return group;
}

/**
 * Auto Scaling may notice a dead master only when its volumes are free and its replacement is launched, and then takes it
 * through the hook.
 */
function leftInHook(victim: MasterInstance | undefined): string {
  return victim && waitsToTerminate(victim) && !runs(victim) ? victim.id : '';
}

async function judge(
  { health, view, passes, passedBy, replacement }: VerifyPayload,
  successors: readonly MasterInstance[],
  kept: Replacement,
  { settings, clock, targets }: VerifyMasterPorts,
): Promise<VerifyVerdict> {
  const [successor] = successors;
  const isLater = kept.marks[MARKS.awaiting] !== undefined;
  const group = groupIn(view, replacement);
  const volumes = volumesSeen(kept, view, settings);
  const left = leftInHook(victimOf(group, replacement.instance));
  return judgeReplacement({
    group,
    successors,
    admitted: kept.actions[successor?.id ?? '']?.completed === true,
    supersededBy: supersededBy(group, replacement.instance),
    leftInHook: kept.actions[left]?.completed ? '' : left,
    clusters: etcdClustersOf(view, health),
    health,
    targets: successor?.lifecycle === 'InService' ? await targets.health(group, successor.id) : [],
    inDoubt: volumes.inDoubt,
    ...whatIsAmiss(volumes),
    passes,
    passedBy,
    waitedSeconds: secondsSince(MARKS.launched, kept, clock.now()),
    joinSeconds: settings.joinSeconds + (isLater ? settlingSeconds(settings) : 0),
    recoverSeconds: settings.recoverSeconds,
  });
}

/** Its volumes may come only after another master is terminated, which waits for the gate for a while. */
function withAwaiting(kept: Replacement, { view, replacement }: VerifyPayload, now: string): Replacement {
  const isAwaiting = waitsFor(viewWith(kept, view), replacement.group) !== '';
  return isAwaiting ? withMark(kept, MARKS.awaiting, now) : kept;
}

/** Keeps the replacement's wait in our hook where its event was lost: it needs its heartbeats until it is admitted. */
function withWaits(
  kept: Replacement,
  successors: readonly MasterInstance[],
  now: string,
  settings: MastersSettings,
): Replacement {
  return successors
    .filter(({ lifecycle }) => lifecycle === 'Pending:Wait')
    .reduce(
      (all, { id, launchedAt }) => withSeenAction(all, id, 'launching', launchedAt || now, settings),
      kept,
    );
}

function resultOf({ verdict, ...rest }: VerifyVerdict, { pollSeconds }: MastersSettings): VerifyResult {
  return { outcome: verdict, pauseSeconds: verdict === 'again' ? pollSeconds : 1, ...rest };
}
