/** What requests say of a soak: whether enough came to judge by, until its end, and whether the weights took effect. */

import { count, countOf, percent } from '../../shared/domain/text.ts';
import type { SoakSettings, StepSettings } from '../contract/settings.ts';
import { type Counted, type Total, total } from './counted.ts';
import { expectedGround } from './expected-traffic.ts';
import { type Ground, ground } from './grounds.ts';
import { type Decline, declineInWords, type SoakDecline } from './own-history.ts';
import { type RecentTraffic, recentGround } from './recent-traffic.ts';
import { shareOf, weightsFor } from './weights.ts';

interface TrafficEvidence {
  readonly step: StepSettings;
  readonly now: number;
  readonly cluster: readonly Counted[];
  readonly legacy: readonly Counted[];
  readonly recent: RecentTraffic;
  readonly decline?: SoakDecline;
}

type Known = Total & { readonly known: true };

/** Whether requests are counted on both sides, and as the same thing. */
export function canCompare(cluster: Total, legacy: Total): boolean {
  return cluster.known && legacy.known && cluster.unit === legacy.unit;
}

export function trafficGrounds(evidence: TrafficEvidence, soak: SoakSettings): readonly Ground[] {
  const cluster = total(evidence.cluster);
  const legacy = total(evidence.legacy);
  if (!cluster.known) return uncountedGrounds(cluster.why, legacy, evidence, soak);
  const enough = cluster.requests >= soak.minimumRequests;
  const needed = `at least ${countOf(soak.minimumRequests, cluster.unit)}`;
  const sample = enough
    ? ground('pass', `The cluster had ${cluster.text}; ${needed} are required.`)
    : ground('inconclusive', `Too few to judge: the cluster had ${cluster.text}; ${needed} are required.`);
  return [
    sample,
    ...(enough ? [recentGround(evidence.recent, evidence.now)] : []),
    ...(soak.minimumShareSeen === 0 ? [] : [shareGround(cluster, legacy, evidence, soak)]),
    ...(soak.minimumShareSeen > 0 && evidence.decline && canCompare(cluster, legacy)
      ? [expectedGround(cluster, evidence.decline.whole, promised(evidence.step, soak))]
      : []),
  ];
}

/** Nothing counts the cluster's requests: what legacy lost is all that says that any came there. */
function uncountedGrounds(
  why: string,
  legacy: Total,
  { decline, step }: TrafficEvidence,
  soak: SoakSettings,
): readonly Ground[] {
  const uncounted = `Requests on the cluster are unknown: ${why}`;
  if (!legacy.known || !decline?.recent) return [ground('inconclusive', uncounted)];
  const { whole, recent } = decline;
  if (!whole.known || !recent.known)
    return [ground('inconclusive', uncounted), ground('inconclusive', unseen(whole, recent))];
  const came = Math.floor(whole.expected.least - whole.had);
  const needed = `at least ${countOf(soak.minimumRequests, whole.unit)} are required`;
  return [
    ground(
      came >= Math.max(1, soak.minimumRequests) ? 'pass' : 'inconclusive',
      `Nothing counts the cluster's requests (${why}). Legacy lost at least ${count(Math.max(0, came))}; ${needed}.`,
    ),
    recent.lost.least > 0
      ? ground(
          'pass',
          `Legacy still loses requests at the end of the soak: at least ${percent(recent.lost.least)}.`,
        )
      : ground(
          'inconclusive',
          `At the end of the soak it is not certain that legacy lost requests. ${declineInWords(recent)}`,
        ),
    ...(soak.minimumShareSeen === 0 ? [] : [lostGround(whole, step, soak)]),
  ];
}

function unseen(...declines: readonly Decline[]): string {
  const whys = declines.flatMap((each) => (each.known ? [] : [each.why]));
  return `What legacy lost is unknown: ${[...new Set(whys)].join('; ')}`;
}

/** Whether the weights took effect: what the load balancers saw beside what the weights promise. */
function shareGround(
  cluster: Known,
  legacy: Total,
  { step, decline }: TrafficEvidence,
  soak: SoakSettings,
): Ground {
  if (!legacy.known)
    return ground(
      'inconclusive',
      `The share seen is unknown, because requests on legacy are unknown: ${legacy.why}`,
    );
  if (legacy.unit !== cluster.unit) {
    const whole = decline?.whole;
    if (whole?.known) return lostGround(whole, step, soak);
    const text = `The share seen is unknown: legacy counts ${legacy.unit}s and the cluster ${cluster.unit}s`;
    const past = whole ? `, and legacy's own past does not tell (${whole.why})` : '';
    return ground('inconclusive', `${text}${past}. ${COMPARABLE}`);
  }
  const all = cluster.requests + legacy.requests;
  if (all === 0) return ground('inconclusive', `No ${cluster.unit} was seen on legacy or on the cluster.`);
  const { intended, least } = promised(step, soak);
  const seen = (cluster.requests * 100) / all;
  const text = `${percent(seen)} of ${countOf(all, cluster.unit)} reached the cluster. Its weight is ${percent(intended)}; at least ${percent(least)} is required.`;
  return ground(seen < least ? 'inconclusive' : 'pass', text);
}

/** Only what is certain counts: the least that legacy may have lost. */
function lostGround(decline: Decline & { known: true }, step: StepSettings, soak: SoakSettings): Ground {
  const { intended, least } = promised(step, soak);
  const { lost } = decline;
  const text = `${declineInWords(decline)} The cluster's weight is ${percent(intended)}; at least ${percent(least)} is required`;
  if (lost.least >= least) return ground('pass', `${text}.`);
  if (lost.most < least) return ground('inconclusive', `${text}.`);
  return ground('inconclusive', `${text}, and that is not certain. ${COMPARABLE}`);
}

/** Percent (0–100): the weights' share of the cluster, and the least of it that must be seen. */
function promised({ percent: step }: StepSettings, { minimumShareSeen }: SoakSettings) {
  const intended = shareOf(weightsFor(step));
  return { intended, least: intended * minimumShareSeen };
}

const COMPARABLE =
  'Name comparable metrics in `traffic`, or set `soak.minimumShareSeen` to 0 to judge without it.';
