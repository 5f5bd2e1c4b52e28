/** The verdict on a step's soak: continue, roll back, wait for more evidence, or ask a person. */

import { countOf, duration, percent } from '../../shared/domain/text.ts';
import { instant } from '../../shared/domain/time.ts';
import type { ResumeAt, SoakVerdict } from '../contract/payloads.ts';
import type { SoakSettings, StepSettings } from '../contract/settings.ts';
import { type AlarmEvidence, alarmGrounds } from './alarm-grounds.ts';
import type { Counted } from './counted.ts';
import { type Ground, type GroundVerdict, ground, reasonsOf, verdictOf, worst } from './grounds.ts';
import type { SoakDecline } from './own-history.ts';
import type { RecentTraffic } from './recent-traffic.ts';
import { trafficGrounds } from './traffic-grounds.ts';
import { type ZoneEvidence, zoneGrounds } from './zone-grounds.ts';

export interface SoakEvidence {
  readonly step: StepSettings;
  /** True for the last step. */
  readonly last: boolean;
  /** When the soak's clock started, when it was to end (ISO 8601), and when it is judged (epoch milliseconds). */
  readonly soakFrom: string;
  readonly soakUntil: string;
  readonly now: number;
  /** How often the soak was extended already. */
  readonly extensions: number;
  readonly alarms: readonly AlarmEvidence[];
  readonly zones: readonly ZoneEvidence[];
  readonly cluster: readonly Counted[];
  readonly legacy: readonly Counted[];
  readonly recent: RecentTraffic;
  /** By legacy's own past. */
  readonly decline?: SoakDecline;
  /** How the cluster fares against legacy in the same minutes. */
  readonly compared: readonly Ground[];
}

export function judgeSoak(evidence: SoakEvidence, soak: SoakSettings): SoakVerdict {
  const { step, last, soakFrom, soakUntil, now, extensions } = evidence;
  const watch = { from: soakFrom, until: instant(now), secondsToSee: step.soakSeconds };
  const zones = zoneGrounds(evidence.zones);
  const grounds = [
    ...alarmGrounds(evidence.alarms, watch),
    ...zones,
    ...evidence.compared,
    ...trafficGrounds(evidence, soak),
    ...(step.approval ? [ground('approval', approvalText(step))] : []),
  ];
  const verdict = worst(grounds);
  const common = { last, resume: resumeAt(zones, last), extensions };
  if (now < Date.parse(soakUntil) && SOAKS_ON.includes(verdict)) {
    const goesOn = ground('inconclusive', `The watch ended the soak early. It continues until ${soakUntil}.`);
    return { ...common, verdict: 'inconclusive', reasons: reasonsOf([...grounds, goesOn]), soakUntil };
  }
  if (verdict === 'again')
    return { ...common, verdict, resume: 'ShiftWeight', reasons: reasonsOf(grounds), soakUntil };
  if (verdict !== 'inconclusive')
    return { ...common, verdict: verdictOf(verdict), reasons: reasonsOf(grounds), soakUntil };
  if (extensions >= soak.maximumExtensions) {
    const spent = ground(
      'hold',
      `The soak was extended ${countOf(extensions, 'time')} and is still inconclusive.`,
    );
    return { ...common, verdict: 'hold', reasons: reasonsOf([spent, ...grounds]), soakUntil };
  }
  const until = instant(Math.max(now, Date.parse(soakUntil)) + soak.extensionSeconds * 1000);
  const extended = ground(
    'inconclusive',
    `The soak continues until ${until} (extension ${extensions + 1} of at most ${soak.maximumExtensions}).`,
  );
  return {
    ...common,
    verdict: 'inconclusive',
    reasons: reasonsOf([...grounds, extended]),
    soakUntil: until,
    extensions: extensions + 1,
  };
}

/** Verdicts that a soak has not earned before its end: Watch wakes it for what it has seen, which may be put right by now. */
const SOAKS_ON: readonly GroundVerdict[] = ['pass', 'approval', 'inconclusive'];

/** After a foreign write the step itself is repeated, because it proves what the zone contains before anything else is written. */
function resumeAt(zones: readonly Ground[], last: boolean): ResumeAt {
  if (worst(zones) === 'hold') return 'ShiftWeight';
  return last ? 'RetireLegacyRecords' : 'NextStep';
}

function approvalText(step: StepSettings): string {
  return `The step at ${percent(step.percent)} requires a person's approval after its soak of ${duration(step.soakSeconds)}.`;
}
