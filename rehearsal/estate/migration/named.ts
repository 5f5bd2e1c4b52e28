/** What migrations name in AWS. A snapshot keeps what it was taken for: what is named later it was not asked for. */
import type { RequestMetric } from '../../../lambdas/migration/contract/request-metric.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { displayName, undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { Asked } from '../../snapshot/manifest.ts';

/** Names of one kind that a sentence has. */
const MOST_NAMES = 5;

/** By kind, as a sentence calls one of it. */
export function namedBy(migrations: readonly MigrationSettings[]): Asked {
  const all: Record<string, Set<string>> = {};
  for (const settings of migrations)
    for (const [kind, names] of Object.entries(namedIn(settings)))
      all[kind] = new Set([...(all[kind] ?? []), ...names]);
  return Object.fromEntries(Object.entries(all).map(([kind, names]) => [kind, [...names]]));
}

function namedIn(settings: MigrationSettings): Asked {
  const { zones, target, alarms, traffic, keys, databases, cluster, credentials } = settings;
  const networks = [settings.clusterNetwork, settings.legacyNetwork].flatMap((each) => each?.vpcId ?? []);
  return {
    zone: zones.map(({ id, name }) => `${displayName(name)} (${id})`),
    name: zones.flatMap(({ records }) => records.map(displayName)),
    'load balancer': target.kind === 'addresses' ? [] : [undotted(target.dnsName)],
    alarm: alarms.map(({ name }) => name),
    metric: [...traffic.legacy, ...traffic.cluster].map(metricName),
    key: keys.map(({ arn }) => arn),
    database: databases.map(({ identifier }) => identifier),
    network: networks,
    cluster: cluster ? [cluster.name] : [],
    secret: credentials ? [...credentials.secrets, ...credentials.secretPrefixes] : [],
    parameter: credentials ? [...credentials.parameters, ...credentials.parameterPaths] : [],
  };
}

function metricName({ namespace, metricName: name, dimensions }: RequestMetric): string {
  return `${namespace} ${name} ${Object.values(dimensions).join(' ')}`;
}

/** What is named now and was not asked for then, by kind. Of a snapshot that does not say what it was asked for, nothing. */
export function notAskedFor(asked: Asked | undefined, migrations: readonly MigrationSettings[]): Asked {
  if (!asked) return {};
  const now = Object.entries(namedBy(migrations));
  const news = now.map(
    ([kind, names]) => [kind, names.filter((name) => !asked[kind]?.includes(name))] as const,
  );
  return Object.fromEntries(news.filter(([, names]) => names.length > 0));
}

/** `the alarm a; the names b, c` */
export function inWords(named: Asked): string {
  return Object.entries(named)
    .map(([kind, names]) => {
      const more = names.length - MOST_NAMES;
      const listed = names.slice(0, MOST_NAMES).join(', ');
      return `the ${names.length === 1 ? kind : `${kind}s`} ${listed}${more > 0 ? ` and ${more} more` : ''}`;
    })
    .join('; ');
}
