import { instant } from '../../../shared/domain/time.ts';
import type { JudgeSoakPayload, SoakVerdict } from '../../contract/payloads.ts';
import type { SoakSettings } from '../../contract/settings.ts';
import { type Counted, total } from '../../domain/counted.ts';
import { type RecentTraffic, recentFrom } from '../../domain/recent-traffic.ts';
import { judgeSoak } from '../../domain/soak-verdict.ts';
import { isLastStep, stagesOfStep, stepAt } from '../../domain/steps.ts';
import { canCompare } from '../../domain/traffic-grounds.ts';
import {
  clusterSources,
  legacySources,
  ownAnswers,
  type TrafficSource,
} from '../../domain/traffic-sources.ts';
import { alarmEvidence } from '../../evidence/alarm-evidence.ts';
import { declineIn } from '../../evidence/own-history.ts';
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
  const onLegacy = counted.slice(cluster.length);
  const begunAt = Date.parse(state.run.begunAt);
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
      legacy: onLegacy,
      recent: await recentTraffic(onCluster, { soakFrom, now }, (from) =>
        ports.traffic.count(cluster, from, until),
      ),
      ...(needsHistory(cluster, onCluster, onLegacy, settings.soak) && {
        decline: await declineIn({ from: Date.parse(soakFrom), now, begunAt }, legacy, {
          traffic: ports.traffic,
          isCounted: total(onCluster).known,
        }),
      }),
    },
    settings.soak,
  );
}

/**
 * Not where the two sides can be compared, nor where legacy's requests are unknown. A metric of the cluster that could not
 * be read is no reason either: what was not seen now may speak against the step.
 */
function needsHistory(
  sources: readonly TrafficSource[],
  counted: readonly Counted[],
  legacy: readonly Counted[],
  { minimumShareSeen }: SoakSettings,
): boolean {
  const sides = { cluster: total(counted), legacy: total(legacy) };
  if (!sides.legacy.known || canCompare(sides.cluster, sides.legacy)) return false;
  return sides.cluster.known ? minimumShareSeen > 0 : sources.every(({ kind }) => kind === 'unmeasured');
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
