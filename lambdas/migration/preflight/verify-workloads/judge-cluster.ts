/** Puts together what each judge needs, and says what is not known where a list could not be read. */
import type { Finding } from '../../contract/findings.ts';
import type { MovedName } from '../../domain/workloads/external-dns.ts';
import { isSame, shown } from '../../domain/workloads/named.ts';
import type { Deployment, Named } from '../../domain/workloads/objects.ts';
import type { Resource, Resources } from '../../domain/workloads/resources.ts';
import { judgeCertificates, WHY_CERTIFICATES } from './judge-certificates.ts';
import { judgeDaemonSet, WHY_DAEMON_SETS } from './judge-daemon-sets.ts';
import { judgeDeployment } from './judge-deployments.ts';
import { judgeExternalDns, ownersNotRead, WHY_EXTERNAL_DNS } from './judge-external-dns.ts';
import { type Backends, type JudgedName, judgeName, WHY_NAMES } from './judge-names.ts';
import { judgeNodes, WHY_NODES } from './judge-nodes.ts';
import { judgePullSecret, WHY_PULL_SECRETS, wantedSecrets } from './judge-pull-secrets.ts';
import { itemsOf, notRead, type Seen } from './notes.ts';

export type SeenCluster = { readonly [R in Resource]: Seen<Resources[R]> };

export interface Asked {
  readonly names: readonly MovedName[];
  /** Why it is not known who owns them by the zones; '' where it is. */
  readonly ownersUnread: string;
  readonly daemonSets: readonly Named[];
  /** The API server's. */
  readonly version: string;
}

export function judgeCluster(asked: Asked, seen: SeenCluster): readonly Finding[] {
  const { findings, deployments } = names(asked, seen);
  return [
    ...nodes(asked, seen),
    ...daemonSets(asked, seen),
    ...findings,
    ...deployments.flatMap(judgeDeployment),
    ...certificates(asked, seen),
    ...pullSecrets(asked, seen, deployments),
    ...externalDns(asked, seen),
  ];
}

function nodes({ version }: Asked, seen: SeenCluster): readonly Finding[] {
  const items = itemsOf(seen.nodes);
  return items ? judgeNodes(items, version) : [notRead('nodes', 'nodes', seen.nodes, WHY_NODES)];
}

/** Without the nodes it is not known whether they run on all of them. */
function daemonSets({ daemonSets: configured }: Asked, seen: SeenCluster): readonly Finding[] {
  const items = itemsOf(seen.daemonsets);
  return configured.flatMap((each) =>
    items
      ? judgeDaemonSet(each, items, itemsOf(seen.nodes) ?? [])
      : [notRead(shown('daemonset', each), 'daemonsets', seen.daemonsets, WHY_DAEMON_SETS)],
  );
}

/** From a name to its pods. */
const ON_THE_WAY = ['ingresses', 'httproutes', 'services', 'deployments'] as const;

function unreadIn(seen: SeenCluster) {
  return ON_THE_WAY.filter((resource) => itemsOf<unknown>(seen[resource]) === undefined);
}

function backendsIn(seen: SeenCluster): Backends {
  return {
    routes: [...(itemsOf(seen.ingresses) ?? []), ...(itemsOf(seen.httproutes) ?? [])],
    services: itemsOf(seen.services) ?? [],
    deployments: itemsOf(seen.deployments) ?? [],
  };
}

function names({ names: moved }: Asked, seen: SeenCluster): JudgedName {
  const unread = unreadIn(seen);
  if (unread.length > 0) {
    const findings = moved.flatMap(({ name }) =>
      unread.map((resource) => notRead(name, resource, seen[resource], WHY_NAMES)),
    );
    return { findings, deployments: [] };
  }
  const backends = backendsIn(seen);
  const judged = moved.map(({ name }) => judgeName(name, backends));
  return {
    findings: judged.flatMap((each) => each.findings),
    deployments: [...new Set(judged.flatMap((each) => each.deployments))],
  };
}

function certificates({ names: moved }: Asked, seen: SeenCluster): readonly Finding[] {
  const items = itemsOf(seen.certificates);
  if (items)
    return judgeCertificates(
      items,
      moved.map(({ name }) => name),
    );
  return [notRead('certificates', 'certificates', seen.certificates, WHY_CERTIFICATES)];
}

/** Of what the names lead to, and of the DaemonSets that are configured. */
function pullSecrets(
  { daemonSets: configured }: Asked,
  seen: SeenCluster,
  deployments: readonly Deployment[],
): readonly Finding[] {
  const agents = (itemsOf(seen.daemonsets) ?? []).filter((each) =>
    configured.some((one) => isSame(one, each)),
  );
  const failures = itemsOf(seen.events);
  const wanted = wantedSecrets([...deployments, ...agents], failures ?? []);
  return wanted.map((each) =>
    failures
      ? judgePullSecret(each, failures)
      : notRead(shown('secret', each), 'events', seen.events, WHY_PULL_SECRETS),
  );
}

/** Without what may ask it for records, that nothing does is not known. */
function externalDns({ names: moved, ownersUnread }: Asked, seen: SeenCluster): readonly Finding[] {
  const [unread] = unreadIn(seen);
  if (unread) return [notRead('external-dns', unread, seen[unread], WHY_EXTERNAL_DNS)];
  if (ownersUnread !== '') return [ownersNotRead(ownersUnread)];
  const { deployments, ...askers } = backendsIn(seen);
  return judgeExternalDns(deployments, moved, askers);
}
