import { instant } from '../../../shared/domain/time.ts';
import type { DrainVerdict, MeasurePayload } from '../../contract/payloads.ts';
import { PUBLISHING_LAG_SECONDS } from '../../domain/counted.ts';
import {
  type DrainEvidence,
  decidesByPast,
  drainWatchedFrom,
  judgeDrain,
} from '../../domain/drain-verdict.ts';
import type { JournalState } from '../../domain/journal-state.ts';
import { legacySources, ownAnswers } from '../../domain/traffic-sources.ts';
import { alarmEvidence } from '../../evidence/alarm-evidence.ts';
import { type LegacyNowPorts, legacyNowOf } from '../../evidence/legacy-now.ts';
import { declineOver } from '../../evidence/own-history.ts';
import type { EvidencePorts } from '../../evidence/ports.ts';
import { zoneEvidence } from '../../evidence/zone-evidence.ts';
import { loadRun } from '../../swap/load-run.ts';

/**
 * Gathers what is known about the drain, and judges whether legacy is quiet.
 * @throws FenceLost, TransientFailure
 */
export async function measureDrain(
  { run, retiredAt }: MeasurePayload,
  ports: EvidencePorts & LegacyNowPorts,
): Promise<DrainVerdict> {
  const { settings, clock } = ports;
  const state = await loadRun(ports.journal, run);
  const zones = await zoneEvidence(run, { kind: 'retired' }, state, ports);
  const now = clock.now();
  const [alarms, traffic, against] = await Promise.all([
    alarmEvidence(settings.alarms, ports.alarms, drainWatchedFrom(retiredAt, now), instant(now)),
    trafficOnLegacy(state, now, ports),
    legacyNowOf(state, ports),
  ]);
  return judgeDrain({ retiredAt, now, alarms, zones, ...traffic, against }, settings.drain);
}

/** In the last quiet window; beside its own past only if that decides, which takes many more reads. */
async function trafficOnLegacy(
  state: JournalState,
  now: number,
  { settings: { drain, traffic: metrics }, traffic }: Pick<EvidencePorts, 'settings' | 'traffic'>,
): Promise<Pick<DrainEvidence, 'legacy' | 'decline'>> {
  const until = now - PUBLISHING_LAG_SECONDS * 1000;
  const from = until - drain.quietWindowSeconds * 1000;
  const sources = legacySources(ownAnswers(state.beforeImage.values()), metrics);
  const legacy = await traffic.count(sources, instant(from), instant(until));
  if (!decidesByPast(legacy, drain)) return { legacy };
  const begunAt = Date.parse(state.run.begunAt);
  return { legacy, decline: await declineOver({ from, until }, { begunAt, now }, sources, traffic) };
}
