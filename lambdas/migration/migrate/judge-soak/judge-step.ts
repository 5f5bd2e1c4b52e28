import { instant } from '../../../shared/domain/time.ts';
import type { JudgeSoakPayload, SoakVerdict } from '../../contract/payloads.ts';
import { type Counted, total } from '../../domain/counted.ts';
import { type RecentTraffic, recentFrom } from '../../domain/recent-traffic.ts';
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
  const onCluster = counted.slice(0, cluster.length);
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
      cluster: onCluster,
      legacy: counted.slice(cluster.length),
      recent: await recentTraffic(onCluster, { soakFrom, now }, (from) =>
        ports.traffic.count(cluster, from, until),
      ),
    },
    settings.soak,
  );
}

/** Counts again for the end of the soak, unless that is all of it. */
async function recentTraffic(
  counted: readonly Counted[],
  { soakFrom, now }: { readonly soakFrom: string; readonly now: number },
  count: (from: string) => Promise<readonly Counted[]>,
): Promise<RecentTraffic> {
  const whole = total(counted);
  const from = whole.known ? recentFrom(whole.requests, soakFrom, now) : soakFrom;
  return { from, cluster: from === soakFrom ? counted : await count(from) };
}
