/** The person on call: reads the page, fixes what a person can fix, and answers in the console after a while. */

import type { MastersAnswer } from '../../../lambdas/masters/contract/payloads.ts';
import { PAGES } from '../../../lambdas/masters/contract/states.ts';
import type { Replacement } from '../../../lambdas/masters/domain/replacement.ts';
import type { ComputeEngine } from '../../../rehearsal/compute/index.ts';

export interface Call {
  readonly engine: ComputeEngine;
  readonly random: () => number;
  readonly note: (happening: string) => void;
}

/** What the person answers, having done what the runbook says. */
export function answerTo({ id, instance, group, request, page }: Replacement, call: Call): MastersAnswer {
  const { engine, random, note } = call;
  const answer = (decision: MastersAnswer['decision']): MastersAnswer => {
    note(`answered ${decision}`);
    return { decision, reason: `${page?.heading} was looked into`, replacement: id };
  };
  if (page?.heading === PAGES.launchSuspended) engine.scenario.resumeLaunch(group);
  if (page?.heading === PAGES.volumeStuck && random() < 0.8) return answer('detach');
  // Only what runs on and was to go by somebody's wish can be left as it is.
  if (request === 'voluntary' && isInService(instance, engine) && random() < 0.5) return answer('dismiss');
  return answer('retry');
}

function isInService(InstanceId: string, { autoScaling }: ComputeEngine): boolean {
  const [found] = autoScaling.describeAutoScalingInstances({
    InstanceIds: [InstanceId],
  }).AutoScalingInstances;
  return found?.LifecycleState === 'InService';
}
