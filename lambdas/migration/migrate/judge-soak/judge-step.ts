import { instant } from '../../../shared/domain/time.ts';
import type { JudgeSoakPayload, SoakVerdict } from '../../contract/payloads.ts';
import { judgeSoak } from '../../domain/soak-verdict.ts';
import { isLastStep, stagesOfStep, stepAt } from '../../domain/steps.ts';
import { clusterSources, legacySources, ownAnswers } from '../../domain/traffic-sources.ts';
import { alarmEvidence } from '../../evidence/alarm-evidence.ts';
import type { EvidenceWorld } from '../../evidence/world.ts';
import { zoneEvidence } from '../../evidence/zone-evidence.ts';
import { loadRun } from '../../swap/load-run.ts';

/**
 * Gathers what is known about the soak of a step, and judges it.
 * @throws FenceLost, TransientFailure
 */
export async function judgeStep(
  { run, step: index, soakFrom, soakUntil, extensions }: JudgeSoakPayload,
  world: EvidenceWorld,
): Promise<SoakVerdict> {
  const { settings, clock } = world;
  const step = stepAt(settings, index);
  const state = await loadRun(world.journal, run);
  const zones = await zoneEvidence(run, stagesOfStep(settings, index).to, state, world);
  const now = clock.now();
  const until = instant(now);
  const before = ownAnswers(state.beforeImage.values());
  const cluster = clusterSources(settings.target, settings.traffic);
  const legacy = legacySources(before, settings.traffic);
  const [alarms, counted] = await Promise.all([
    alarmEvidence(settings.alarms, world.alarms, soakFrom, until),
    world.traffic.count([...cluster, ...legacy], soakFrom, until),
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
