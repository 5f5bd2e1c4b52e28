import { instant } from '../../../shared/domain/time.ts';
import type { DrainVerdict, MeasurePayload } from '../../contract/payloads.ts';
import { PUBLISHING_LAG_SECONDS } from '../../domain/counted.ts';
import { drainWatchedFrom, judgeDrain } from '../../domain/drain-verdict.ts';
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
  const windowEnds = now - PUBLISHING_LAG_SECONDS * 1000;
  const windowBegins = windowEnds - settings.drain.quietWindowSeconds * 1000;
  const sources = legacySources(ownAnswers(state.beforeImage.values()), settings.traffic);
  const window = { from: windowBegins, until: windowEnds };
  const begunAt = Date.parse(state.run.begunAt);
  const [alarms, legacy, decline, against] = await Promise.all([
    alarmEvidence(settings.alarms, ports.alarms, drainWatchedFrom(retiredAt, now), instant(now)),
    ports.traffic.count(sources, instant(windowBegins), instant(windowEnds)),
    settings.drain.quietPercent > 0
      ? declineOver(window, { begunAt, now }, sources, ports.traffic)
      : undefined,
    legacyNowOf(state, ports),
  ]);
  return judgeDrain(
    { retiredAt, now, alarms, zones, legacy, ...(decline && { decline }), against },
    settings.drain,
  );
}
