/** How the cluster is asked what runs in it, and what must. */
import { isIP } from 'node:net';
import type { ClusterSettings } from '../../../lambdas/migration/contract/settings.ts';
import type {
  DaemonSetName,
  WorkloadSettings,
} from '../../../lambdas/migration/contract/workload-settings.ts';
import { readApi } from '../../shared/config/api-access.ts';
import type { Home } from '../../shared/config/arn.ts';
import { readEach } from '../../shared/config/lists.ts';
import { readName } from '../../shared/config/names.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText } from '../../shared/config/values.ts';
import { reachable } from './reachable-host.ts';

export interface ReadWorkloads {
  readonly workloads: WorkloadSettings;
  /** ARN of the key that encrypts the token's secret; absent: the key that AWS manages. */
  readonly apiTokenKeyArn?: string;
}

interface Known {
  readonly home: Home;
  /** Whose API it is; undefined without one that is in order. */
  readonly cluster: ClusterSettings | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function readWorkloads(
  place: Place,
  clusterPlace: Place,
  { home, cluster, now }: Known,
): ReadWorkloads | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(['api', 'address', 'daemonSets'], {
    what: 'the workloads that are checked',
    example: "{ api: { certificateAuthority, tokenSecret }, daemonSets: ['logging/agent'] }",
    synonyms: { endpoint: 'address', server: 'address', daemonsets: 'daemonSets', agents: 'daemonSets' },
  });
  if (!fields) return undefined;
  const serverName = clusterPlace.isLeftOut ? undefined : `api.internal.${cluster?.name ?? ''}`;
  const access = readApi(fields.api, serverName, home, now);
  const address = fields.address.isLeftOut ? access?.api.serverName : readAddress(fields.address);
  const daemonSets = readDaemonSets(fields.daemonSets);
  if (!access || address === undefined) return undefined;
  const { api, tokenKeyArn } = access;
  return {
    workloads: { api, address, daemonSets },
    ...(tokenKeyArn !== undefined && { apiTokenKeyArn: tokenKeyArn }),
  };
}

function readAddress(place: Place): string | undefined {
  const wanted = {
    what: 'where the API servers are: a DNS name or an address, without scheme and port',
    example: "'api.internal.k8s.example.com'",
  };
  const text = readText(place, wanted);
  if (text === undefined) return undefined;
  const reading = isIP(text) === 0 ? readName(text) : undefined;
  if (reading && ('fix' in reading || text.startsWith('*')))
    return place.problem(wanted.what, 'fix' in reading ? reading.fix : wanted.example);
  return reachable(place, text, 'where the API servers are');
}

/** Names of objects are DNS subdomains, those of namespaces DNS labels. Source: Kubernetes, "Object Names and IDs". */
const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const DAEMON_SET = new RegExp(`^(${LABEL})/(${LABEL}(?:\\.${LABEL})*)$`);

function readDaemonSets(place: Place): readonly DaemonSetName[] {
  if (place.isLeftOut) return [];
  return readEach(place, {
    of: "a DaemonSet's namespace and name",
    atLeast: 1,
    atMost: 50,
    example: "daemonSets: ['logging/agent']",
    read: readDaemonSet,
    keyOf: ({ namespace, name }) => `${namespace}/${name}`,
    each: 'each DaemonSet',
  });
}

function readDaemonSet(place: Place): DaemonSetName | undefined {
  const wanted = { what: "a DaemonSet: its namespace, '/' and its name", example: "'logging/agent'" };
  const text = readText(place, wanted);
  if (text === undefined) return undefined;
  const [matched, namespace = '', name = ''] = DAEMON_SET.exec(text) ?? [];
  return matched === undefined ? place.problem(wanted.what, wanted.example) : { namespace, name };
}
