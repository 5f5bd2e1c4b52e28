import type { JudgePayload, StepOf } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { decideCompletion, whyNotNow } from '../../domain/completion.ts';
import { victimOf } from '../../domain/victim.ts';
import { buildView, groupNamed } from '../../domain/view.ts';
import { keptReplacement } from '../../lease/kept-replacement.ts';
import { requireLease } from '../../lease/require-lease.ts';
import type { AutoScaling } from '../../ports/auto-scaling.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import { askGate, othersHeld } from '../../steps/gate-question.ts';
import { actionOf, type CompletingPorts, completeUnless } from '../../steps/lifecycle-actions.ts';
import { type SeeingPorts, seeMasters } from '../../steps/see-masters.ts';
import { letNextIn } from './let-next-in.ts';

export interface CompleteLifecyclePorts extends SeeingPorts, CompletingPorts {
  readonly settings: MastersSettings;
  readonly journal: Pick<MastersJournal, 'lease' | 'replacement' | 'warnings' | 'putReplacement'>;
  readonly autoScaling: Pick<AutoScaling, 'groups' | 'complete' | 'terminate'>;
}

type Result = StepOf<'CompleteLifecycle'>;

/**
 * Releases the master from its hook; for a voluntary replacement it is terminated first. In phase `launch`, admits its
 * replacement instead, and releases a dead master.
 *
 * The gate is checked right before the call, on what AWS, the lease and the journal say at that moment and on what the API
 * servers said to `ObserveCluster`. The call is made once, and given up after seconds. So between the last look and the
 * act there is nothing but the two calls' own flight.
 * @throws LeaseLost, TransientFailure
 */
export async function completeLifecycle(
  payload: JudgePayload,
  ports: CompleteLifecyclePorts,
): Promise<Result> {
  if (payload.phase !== 'launch') return await released(payload, ports);
  await requireLease(ports, payload);
  return await letNextIn(payload, ports);
}

async function released(payload: JudgePayload, ports: CompleteLifecyclePorts): Promise<Result> {
  const { replacement } = payload;
  const { clock, settings, autoScaling } = ports;
  const { instance } = replacement;
  const { lookedAt, view, kept } = await look(payload, ports);
  const gate = askGate({ ...payload, view }, kept, settings, lookedAt);
  const ages = () => ({
    lookSeconds: (clock.now() - lookedAt) / 1000,
    healthSeconds: (clock.now() - Date.parse(payload.view.at)) / 1000,
  });
  const { act, outcome, reason } = decideCompletion({
    request: kept.own.request,
    victim: victimOf(groupNamed(view, replacement.group), instance),
    gate,
    ...ages(),
  });
  const pauseSeconds = outcome === 'pending' ? settings.pollSeconds : 1;
  if (act === 'terminate' && (await autoScaling.terminate(instance)) === 'gone')
    return { outcome: 'completed', reason: 'It is no longer in its group.', pauseSeconds: 1 };
  if (act === 'complete') {
    const action = actionOf(replacement, instance, 'terminating', kept.own.actions[instance], settings);
    const whyNot = () => (gate.verdict === 'proceed' ? whyNotNow({ gate, ...ages() }) : '');
    const stale = await completeUnless(whyNot, replacement, action, ports);
    if (stale !== '') return { outcome: 'stale', reason: stale, pauseSeconds: 1 };
  }
  return { outcome, reason, pauseSeconds };
}

/** All that the gate goes by, asked at once, but for the API servers' word. */
async function look(payload: JudgePayload, ports: CompleteLifecyclePorts) {
  const { replacement } = payload;
  const { clock, journal } = ports;
  const lookedAt = clock.now();
  const [lease, own, warnings, others, seen] = await Promise.all([
    requireLease(ports, payload),
    keptReplacement(journal, replacement.id),
    journal.warnings(),
    othersHeld(payload.view, replacement.instance, journal),
    seeMasters(ports, replacement),
  ]);
  const kept = { lease, own: own.value, warnings: warnings.value, others };
  return { lookedAt, view: buildView(seen, replacement), kept };
}
