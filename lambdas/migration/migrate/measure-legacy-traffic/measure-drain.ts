import { instant } from '../../../shared/domain/time.ts';
import type { DrainVerdict, MeasurePayload } from '../../contract/payloads.ts';
import { drainWatchedFrom, judgeDrain } from '../../domain/drain-verdict.ts';
import { legacySources, ownAnswers } from '../../domain/traffic-sources.ts';
import { alarmEvidence } from '../../evidence/alarm-evidence.ts';
import { type LegacyNowPorts, legacyNowOf } from '../../evidence/legacy-now.ts';
import type { EvidencePorts } from '../../evidence/ports.ts';
import { zoneEvidence } from '../../evidence/zone-evidence.ts';
import { loadRun } from '../../swap/load-run.ts';

/**
 * The last minutes may lack datapoints that are still under way, and would look quieter than they were: the window
 * ends this much before now. Elastic Load Balancing publishes every minute; a late datapoint is two or three behind.
 */
const PUBLISHING_LAG_SECONDS = 180;

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
  const windowEnds = now - PUBLISHING_LAG_SECONDS * 1000;
  const windowBegins = windowEnds - settings.drain.quietWindowSeconds * 1000;
  const before = ownAnswers(state.beforeImage.values());
  const [alarms, legacy, against] = await Promise.all([
    alarmEvidence(settings.alarms, ports.alarms, drainWatchedFrom(retiredAt, now), instant(now)),
    ports.traffic.count(legacySources(before, settings.traffic), instant(windowBegins), instant(windowEnds)),
    legacyNowOf(state, ports),
  ]);
  return judgeDrain({ retiredAt, now, alarms, zones, legacy, against }, settings.drain);
}
