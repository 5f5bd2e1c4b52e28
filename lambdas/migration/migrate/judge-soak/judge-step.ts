import { instant } from '../../../shared/domain/time.ts';
import type { JudgeSoakPayload, SoakVerdict } from '../../contract/payloads.ts';
import { judgeSoak } from '../../domain/soak-verdict.ts';
import { isLastStep, stagesOfStep, stepAt } from '../../domain/steps.ts';
import { clusterSources, legacySources, ownAnswers } from '../../domain/traffic-sources.ts';
import { alarmEvidence } from '../../evidence/alarm-evidence.ts';
import type { EvidencePorts } from '../../evidence/ports.ts';
import { zoneEvidence } from '../../evidence/zone-evidence.ts';
import { loadRun } from '../../swap/load-run.ts';

/**
 * Gathers what is known about the soak of a step, and judges it.
 * @throws FenceLost, TransientFailure
 */
export async function judgeStep(
  { run, step: index, soakFrom, soakUntil, extensions }: JudgeSoakPayload,
  ports: EvidencePorts,
): Promise<SoakVerdict> {
  const { settings, clock } = ports;
  const step = stepAt(settings, index);
  const state = await loadRun(ports.journal, run);
  const zones = await zoneEvidence(run, stagesOfStep(settings, index).to, state, ports);
  const now = clock.now();
  const until = instant(now);
  const before = ownAnswers(state.beforeImage.values());
  const cluster = clusterSources(settings.target, settings.traffic);
  const legacy = legacySources(before, settings.traffic);
  const [alarms, counted] = await Promise.all([
    alarmEvidence(settings.alarms, ports.alarms, soakFrom, until),
    ports.traffic.count([...cluster, ...legacy], soakFrom, until),
  ]);
  return judgeSoak(
    {
      step,
      last: isLastStep(settings, index),
      soakFrom,
      soakUntil,
      now,
      extensions,
      alarms,
      zones,
      cluster: counted.slice(0, cluster.length),
      legacy: counted.slice(cluster.length),
    },
    settings.soak,
  );
}
