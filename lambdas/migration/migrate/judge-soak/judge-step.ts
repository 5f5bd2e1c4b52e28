import { instant } from '../../../shared/domain/time.ts';
import type { JudgeSoakPayload, SoakVerdict } from '../../contract/payloads.ts';
import type { SoakSettings } from '../../contract/settings.ts';
import { lookAt } from '../../domain/compare/looks.ts';
import type { Pair } from '../../domain/compare/rates.ts';
import { type Counted, total } from '../../domain/counted.ts';
import type { Ground } from '../../domain/grounds.ts';
import { type RecentTraffic, recentFrom } from '../../domain/recent-traffic.ts';
import { judgeSoak } from '../../domain/soak-verdict.ts';
import { isLastStep, stagesOfStep, stepAt } from '../../domain/steps.ts';
import {
  clusterSources,
  legacySources,
  ownAnswers,
  type TrafficSource,
} from '../../domain/traffic-sources.ts';
import { alarmEvidence } from '../../evidence/alarm-evidence.ts';
import { comparisonWith, NOTHING_TO_COMPARE_WITH } from '../../evidence/comparison.ts';
import { declineIn } from '../../evidence/own-history.ts';
import type { SoakPorts } from '../../evidence/ports.ts';
import { zoneEvidence } from '../../evidence/zone-evidence.ts';
import { loadRun } from '../../swap/load-run.ts';

/**
 * Gathers what is known about the soak of a step, and judges it.
 * @throws FenceLost, TransientFailure
 */
export async function judgeStep(
  { run, step: index, from: jumpedFrom, soakFrom, soakUntil, extensions }: JudgeSoakPayload,
  ports: SoakPorts,
): Promise<SoakVerdict> {
  const { settings, clock } = ports;
  const step = stepAt(settings, index);
  const state = await loadRun(ports.journal, run);
  const stages = stagesOfStep(settings, index, jumpedFrom);
  const zones = await zoneEvidence(run, stages.to, state, ports, stages.from);
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
  const from = Date.parse(soakFrom);
  const look = { run, step: index, soakFrom, soakUntil, now, extensions };
  const [recent, compared, decline] = await Promise.all([
    recentTraffic(onCluster, { soakFrom, now }, (since) => ports.traffic.count(cluster, since, until)),
    comparedIn(look, { cluster, legacy }, { cluster: onCluster, legacy: onLegacy }, ports),
    needsHistory(cluster, onCluster, onLegacy, settings.soak)
      ? declineIn({ from, now, begunAt: Date.parse(state.run.begunAt) }, legacy, {
          traffic: ports.traffic,
          isCounted: total(onCluster).known,
        })
      : undefined,
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
      cluster: onCluster,
      legacy: onLegacy,
      recent,
      compared,
      ...(decline && { decline }),
    },
    settings.soak,
  );
}

interface LookedAt extends JudgeSoakPayload {
  readonly now: number;
}

/**
 * Nothing where nothing is to be compared, nor before the soak's end, when Watch had it judged: each comparison is a chance more
 * for a false alarm.
 */
async function comparedIn(
  { run, step, soakFrom, soakUntil, now, extensions }: LookedAt,
  sources: Pair<readonly TrafficSource[]>,
  counted: Pair<readonly Counted[]>,
  ports: SoakPorts,
): Promise<readonly Ground[]> {
  const { settings, journal } = ports;
  if (!settings.compare || now < Date.parse(soakUntil)) return [];
  if (stepAt(settings, step).percent === 100) return NOTHING_TO_COMPARE_WITH;
  const decisions = await journal.decisions();
  const ofStep = decisions.filter(({ hold }) => hold.run === run.name && hold.step === step);
  const look = lookAt(settings, settings.compare, { extensions, decisions: ofStep.length });
  const totals = { cluster: total(counted.cluster), legacy: total(counted.legacy) };
  return comparisonWith(settings.compare, { look, from: Date.parse(soakFrom), now, sources, totals }, ports);
}

/**
 * Not where legacy's requests are unknown. A metric of the cluster that could not be read is no reason either: what was not
 * seen now may speak against the step.
 */
function needsHistory(
  sources: readonly TrafficSource[],
  counted: readonly Counted[],
  legacy: readonly Counted[],
  { minimumShareSeen }: SoakSettings,
): boolean {
  if (!total(legacy).known) return false;
  return total(counted).known ? minimumShareSeen > 0 : sources.every(({ kind }) => kind === 'unmeasured');
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
