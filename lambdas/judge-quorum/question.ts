import type { JudgePayload, ReplacementRef } from '../shared/contract/masters/payloads.ts';
import type { MastersSettings } from '../shared/contract/masters/settings.ts';
import type { MasterGroup } from '../shared/contract/masters/view.ts';
import type { GateLimits, GateQuestion } from '../shared/domain/masters/gate.ts';
import { longestHoldSeconds } from '../shared/domain/masters/heartbeat.ts';
import { leavingOf } from '../shared/domain/masters/lasting.ts';
import { MARKS, secondsSince } from '../shared/domain/masters/marks.ts';
import { etcdClustersOf } from '../shared/domain/masters/members.ts';
import { whyNoneComes } from '../shared/domain/masters/replacement.ts';
import { isTerminating, runs, victimOf } from '../shared/domain/masters/victim.ts';
import { groupNamed } from '../shared/domain/masters/view.ts';
import type { Lease, Replacement, Warnings } from '../shared/ports/masters/masters-store.ts';

/** Looks that may be doubtful in a row before anybody hears of it: a member elects a leader, a server restarts. */
const DOUBTFUL_LOOKS = 3;

/** What is kept that the gate asks about. */
export interface KeptOfMasters {
  readonly own: Replacement;
  /** Replacements of the others that wait in a hook, by instance. */
  readonly others: ReadonlyMap<string, Replacement>;
  readonly lease: Lease;
  readonly warnings: Warnings;
}

/** The gate's question, from what was seen and what is kept, at `now` (epoch milliseconds). */
export function questionOf(
  payload: JudgePayload,
  { own: kept, others, lease, warnings }: KeptOfMasters,
  settings: MastersSettings,
  now: number,
): GateQuestion {
  const { replacement, view, health } = payload;
  const group = groupNamed(view, replacement.group);
  const victim = victimOf(group, replacement.instance);
  // What Auto Scaling takes down already does not come back, whoever asked for it: then only holding it is left.
  const request =
    kept.request === 'voluntary' && victim && !isTerminating(victim) ? 'voluntary' : 'involuntary';
  const { instance } = replacement;
  const heldSeconds = secondsHeld(kept, instance, now);
  return {
    request,
    victim: { instance, running: runs(victim) },
    clusters: etcdClustersOf(view, health),
    leaving: leavingOf({ view, victim: instance, heldSeconds, kept: others, warnings, now, settings }),
    answered: health.filter(({ answered }) => answered).length,
    refused: health
      .filter(({ failure }) => failure === 'refused')
      .map(({ instance, reason }) => `${instance}: ${reason}.`),
    recovering: othersThatGo(payload, lease),
    obstacle: obstacleFor(group, replacement),
    doubtedSeconds: secondsSince(MARKS.doubted, kept, now),
    heldSeconds,
    limits: limitsOf(settings),
  };
}

/** Also one that is only held: its hook may be completed by others at any time. */
function othersThatGo({ replacement, view, run }: JudgePayload, lease: Lease): readonly string[] {
  const recovered = lease.recovering.filter(({ executionArn }) => executionArn !== run.arn);
  const going = view.groups.flatMap(({ instances }) =>
    instances.filter((one) => one.id !== replacement.instance && isTerminating(one) && runs(one)),
  );
  return [...new Set([...recovered.map((one) => one.replacement), ...going.map(({ id }) => id)])];
}

/** A master that is terminated while its group launches nothing is not replaced: it is lost. */
function obstacleFor(
  group: MasterGroup | undefined,
  { group: name }: ReplacementRef,
): GateQuestion['obstacle'] {
  return whyNoneComes(name, group);
}

/** AWS counts from when the instance came into its hook; where it is in none, from when it became known. */
function secondsHeld({ actions, since, statusAt }: Replacement, instance: string, now: number): number {
  const action = actions[instance];
  const from = action ? Date.parse(action.since) : Math.max(Date.parse(since), Date.parse(statusAt));
  return Math.max(0, (now - from) / 1000);
}

/** One heartbeat less than AWS allows: the machine stops by its own decision, before it is overtaken. */
function limitsOf({ heartbeatSeconds, patienceSeconds, pollSeconds }: MastersSettings): GateLimits {
  return {
    doubtSeconds: DOUBTFUL_LOOKS * pollSeconds,
    patienceSeconds,
    holdSeconds: longestHoldSeconds(heartbeatSeconds) - heartbeatSeconds,
  };
}
