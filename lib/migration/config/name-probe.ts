/** Which names ProbeNames requests each minute from a network load balancer, which counts no answers. */
import type { IngressSettings } from '../../../lambdas/migration/contract/ingress-settings.ts';
import type { NameProbeSettings } from '../../../lambdas/migration/contract/name-probe.ts';
import { displayName, undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { resourceOf } from '../../shared/config/arn.ts';
import { type Place, textAttribute } from '../../shared/config/place.ts';
import { readNumber, readWord } from '../../shared/config/values.ts';
import type { BalancerKind } from '../made-alarms/definitions.ts';
import { readPathText } from './ingress-paths.ts';
import { isWildcard, readNamesOf } from './known-names.ts';
import { MOST_RECORDS } from './zones.ts';

const FROM = ['internet', 'clusterNetwork'] as const;

export interface ReadProbe extends Pick<NameProbeSettings, 'path'> {
  readonly place: Place;
  readonly percent: number;
  readonly from: (typeof FROM)[number];
  /** If they are picked out. */
  readonly names: Place | undefined;
}

/** @param balancer as it is configured @returns undefined if no names are requested */
export function readProbe(place: Place, kind: BalancerKind, balancer: unknown): ReadProbe | undefined {
  if (place.value === false) return undefined;
  if (kind !== 'network')
    return place.isLeftOut
      ? undefined
      : place.problem(
          `nothing: ${kind === 'classic' ? 'a classic' : 'an application'} load balancer counts 5xx itself`,
          'remove it',
        );
  const fields = place.optionalFields(['path', 'percent', 'names', 'from'], {
    what: 'settings of the requests for the moved names',
    example: "{ path: '/', percent: 5 }, or false",
    synonyms: { paths: 'path', records: 'names' },
  });
  if (!fields) return undefined;
  const path = fields.path.isLeftOut ? '/' : readPathText(fields.path);
  const percent = readNumber(fields.percent, {
    what: 'the percentage of failed requests that makes the alarm fire',
    atLeast: 0.1,
    atMost: 100,
    whole: false,
    byDefault: 5,
  });
  const from = readFrom(fields.from, balancer);
  if (path === undefined || percent === undefined || from === undefined) return undefined;
  return { place, path, percent, from, names: fields.names.isLeftOut ? undefined : fields.names };
}

/** Synth knows only of a CDK load balancer whether it is internal. */
function readFrom(place: Place, balancer: unknown): ReadProbe['from'] | undefined {
  const isInternal = textAttribute(resourceOf(balancer), 'scheme') === 'internal';
  if (place.isLeftOut) return isInternal ? 'clusterNetwork' : 'internet';
  const from = readWord(place, FROM, { vpc: "'clusterNetwork'", cluster: "'clusterNetwork'" });
  if (from === 'internet' && isInternal)
    return place.problem(
      "'clusterNetwork', because the load balancer is internal",
      "from: 'clusterNetwork', or leave it out",
    );
  return from;
}

interface Known {
  /** Canonical; undefined where a name could not be read. */
  readonly moved: readonly string[] | undefined;
  readonly ingress: IngressSettings | undefined;
  readonly clusterNetwork: Place;
}

/** @returns undefined if no names are requested */
export function nameProbeOf(
  probe: ReadProbe | undefined,
  { moved, ingress, clusterNetwork }: Known,
): NameProbeSettings | undefined {
  if (!probe) return undefined;
  const { place, path, from } = probe;
  if (from === 'clusterNetwork' && clusterNetwork.isLeftOut)
    clusterNetwork.problem(
      'the network from which the names are requested each minute',
      'clusterNetwork: { vpcId, subnetIds, securityGroupIds }, or alarms: { probe: false }',
    );
  const hosts = hostsOf(probe, moved, ingress);
  if (hosts.length === 0 && moved !== undefined && place.isInOrder)
    place.problem(
      'a name that can be requested: only wildcards move',
      "ingress: { askFor: { '*.apps.example.com': 'basket.apps.example.com' } }, or probe: false",
    );
  return { hosts, path, ...(from === 'clusterNetwork' && { inClusterNetwork: true }) };
}

/** Those that are picked out, or that `ingress` asks for, or else all. */
function hostsOf(
  { place, names }: ReadProbe,
  moved: readonly string[] | undefined,
  ingress: IngressSettings | undefined,
): readonly string[] {
  const hostOf = new Map(ingress?.names.map(({ name, host }) => [name, host]));
  const picked = names && readNamesOf(names, { known: moved, atMost: MOST_RECORDS, what: 'a moved name' });
  const asked = picked ?? ingress?.names.map(({ name }) => name) ?? moved ?? [];
  const hostless = asked.filter((name) => isWildcard(name) && !hostOf.has(name));
  for (const name of hostless) {
    const wildcard = displayName(name);
    const fix = `ingress: { askFor: { '${wildcard}': '${wildcard.replace('*', 'www')}' } }, with a name that is in use`;
    if (names) names.problem(`a name to request instead of ${wildcard}: a wildcard can't be requested`, fix);
    else place.warning('name-not-probed', `ProbeNames does not request ${wildcard}: it needs ${fix}`);
  }
  const askable = asked.filter((name) => !hostless.includes(name));
  return [...new Set(askable.map((name) => hostOf.get(name) ?? undotted(name)))];
}
