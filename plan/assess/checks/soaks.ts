import type { MigrationSettings, StepSettings } from '../../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { notesOf } from '../../../lambdas/migration/domain/readiness/finding.ts';
import { shareOf, weightsFor } from '../../../lambdas/migration/domain/weights.ts';
import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { count, countOf, duration, percent } from '../../../lambdas/shared/domain/text.ts';
import { estateOf } from '../../../rehearsal/estate/migration/estate.ts';
import { legacyEndsOf } from '../../../rehearsal/estate/migration/legacy-ends.ts';
import { balancersOf } from '../../../rehearsal/scenes/migration/load-balancers.ts';
import { recordedTraffic } from '../../../rehearsal/scenes/migration/recorded-traffic.ts';
import { NETWORK_INTERFACES } from '../../../rehearsal/snapshot/kinds/ec2.ts';
import type { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import type { Asked, Asking, OfflineCheck } from './offline-check.ts';

/** Whether enough requests come in each soak to judge it by, at the mean rate that CloudWatch recorded of legacy. */
export const SOAK_CHECK: OfflineCheck = {
  check: MIGRATE.judgeSoak,
  // Of addresses nothing counts what comes, so there is nothing to compare with.
  isWanted: ({ target }) => target.kind === 'load-balancer',
  needs: () => [NETWORK_INTERFACES],
  ask: ({ settings, snapshot }) => Promise.resolve(askSoaks({ settings, snapshot })),
};

const notes = notesOf(MIGRATE.judgeSoak);

function askSoaks({ settings, snapshot }: Pick<Asking, 'settings' | 'snapshot'>): Asked {
  const perMinute = requestsPerMinute(settings, snapshot);
  if (perMinute === undefined)
    return {
      findings: [],
      notAsked: [
        "Whether enough requests come: the snapshot has no recorded requests of legacy's load balancers.",
      ],
    };
  return {
    findings: settings.steps.flatMap((step, i) => judgeStep(step, i + 1, perMinute, settings)),
    notAsked: [],
  };
}

/**
 * Undefined where they can't be told: nothing was recorded, or connections were, of which each may be many requests on the
 * cluster. A network load balancer before the cluster counts at most as much as legacy counts requests.
 */
function requestsPerMinute(settings: MigrationSettings, snapshot: Snapshot): number | undefined {
  const estate = estateOf(settings, snapshot);
  const recorded = recordedTraffic(estate);
  if (!recorded) return undefined;
  const ends = new Set(legacyEndsOf(estate).dnsNames.map(undotted));
  const byConnections = balancersOf(snapshot, settings).some(
    ({ family, dnsName }) => family === 'network' && ends.has(dnsName.toLowerCase()),
  );
  const ofNetwork = settings.target.kind === 'load-balancer' && settings.target.family === 'network';
  if (byConnections && !ofNetwork) return undefined;
  return [...recorded.rates.values()].reduce((sum, rate) => sum + rate, 0);
}

function judgeStep(
  step: StepSettings,
  number: number,
  perMinute: number,
  { soak: { minimumRequests, maximumExtensions, extensionSeconds } }: MigrationSettings,
): Asked['findings'] {
  const expected = (seconds: number) =>
    (perMinute * seconds * shareOf(weightsFor(step.percent))) / (60 * 100);
  const inSoak = expected(step.soakSeconds);
  if (inSoak >= minimumRequests) return [];
  const longest = step.soakSeconds + maximumExtensions * extensionSeconds;
  const extended =
    expected(longest) >= minimumRequests
      ? `It is extended until they have come, to ${duration(longest)} at most.`
      : `Even after all extensions, ${duration(longest)}, it ends in a hold.`;
  return [
    notes.warn(`step ${number} (${percent(step.percent)})`, 'soak-too-few-requests', {
      seen: `At legacy's mean rate about ${countOf(Math.round(inSoak), 'request')} reach the cluster in its soak of ${duration(step.soakSeconds)}; ${count(minimumRequests)} are required.`,
      why: extended,
      toDo: 'Lengthen the soak, begin with a larger share, or lower soak.minimumRequests.',
    }),
  ];
}
