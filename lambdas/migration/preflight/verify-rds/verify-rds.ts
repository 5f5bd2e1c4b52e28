import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { DatabaseEndpoint, VerifyRdsPayload } from '../../contract/payloads.ts';
import type { ProbingPlace } from '../../contract/probing-places.ts';
import { MIGRATE } from '../../contract/states.ts';
import { compareWithLegacy } from './compare-with-legacy.ts';
import { judgeLatency } from './judge-latency.ts';
import { judgeLogin } from './judge-login.ts';
import { judgePlace, notProbed } from './judge-place.ts';
import { judgeReach } from './judge-reach.ts';
import { type FromPlace, fromPlaces, viewsOf } from './views.ts';

/** Whether the cluster reaches each database from every zone, fast enough, and gets in: by what the functions before saw. */
export function verifyRds(
  places: readonly ProbingPlace[],
  { described, seen }: Pick<VerifyRdsPayload, 'described' | 'seen'>,
): CheckResult {
  const check = MIGRATE.verifyRds;
  if (described.endpoints.length + described.findings.length === 0)
    return { check, findings: [], notAsked: 'No `databases` are configured.' };
  const probed = seen.flatMap((each) => ('databases' in each ? [each] : []));
  const loggedIn = seen.find((each) => 'logins' in each) ?? { logins: [] };
  const from = fromPlaces(places, described.zones, probed);
  return {
    check,
    findings: [
      ...described.findings,
      ...from.flatMap(judgePlace),
      ...described.endpoints.flatMap((endpoint) => [
        ...judgeWay(endpoint, from),
        ...judgeLogin(endpoint, loggedIn),
      ]),
    ],
  };
}

function judgeWay(endpoint: DatabaseEndpoint, from: readonly FromPlace[]): Finding[] {
  const [cluster, legacy] = [
    from.filter(({ side }) => side === 'cluster'),
    from.filter(({ side }) => side === 'legacy'),
  ];
  const views = viewsOf(endpoint, cluster);
  return [
    ...notProbed(endpoint, cluster, views),
    ...judgeReach(endpoint, views),
    ...judgeLatency(endpoint, views),
    ...(legacy.length > 0 ? compareWithLegacy(endpoint, views, viewsOf(endpoint, legacy)) : []),
  ];
}
