/** What makes pods, and what leads to them. */
import type {
  DeploymentCondition,
  DaemonSet as KubernetesDaemonSet,
  Deployment as KubernetesDeployment,
} from 'kubernetes-types/apps/v1.d.ts';
import type {
  Service as KubernetesService,
  Toleration as KubernetesToleration,
  PodTemplateSpec,
} from 'kubernetes-types/core/v1.d.ts';
import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';
import type { DaemonSet, Deployment, Named, Service, Toleration } from '../../domain/workloads/objects.ts';
import { joined } from './conditions.ts';
import { dnsNamesOf, externalDnsOf } from './external-dns.ts';

export function namedOf(metadata: ObjectMeta | undefined): Named {
  return { namespace: metadata?.namespace ?? '', name: metadata?.name ?? '' };
}

export function daemonSetOf({ metadata, spec, status }: KubernetesDaemonSet): DaemonSet {
  const pod = spec?.template.spec;
  return {
    kind: 'DaemonSet',
    ...namedOf(metadata),
    ...templateOf(spec?.template),
    isObserved: isObserved(metadata, status?.observedGeneration),
    desired: status?.desiredNumberScheduled ?? 0,
    ready: status?.numberReady ?? 0,
    updated: status?.updatedNumberScheduled ?? 0,
    selector: pod?.nodeSelector ?? {},
    tolerations: (pod?.tolerations ?? []).map(tolerationOf),
    hasAffinity: pod?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution !== undefined,
  };
}

function tolerationOf({ key = '', value = '', effect = '', operator }: KubernetesToleration): Toleration {
  return { key, value, effect, exists: operator === 'Exists' };
}

export function deploymentOf({ metadata, spec, status }: KubernetesDeployment): Deployment {
  const externalDns = externalDnsOf(spec?.template.spec?.containers ?? []);
  return {
    kind: 'Deployment',
    ...namedOf(metadata),
    ...templateOf(spec?.template),
    isObserved: isObserved(metadata, status?.observedGeneration),
    // Source: the field's default in the API.
    replicas: spec?.replicas ?? 1,
    available: status?.availableReplicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    problem: (status?.conditions ?? [])
      .filter(isBad)
      .map(({ reason, message }) => joined(reason, message))
      .join('; '),
    ...(externalDns && { externalDns }),
  };
}

/** Source: the conditions of a Deployment, "Failed Deployment". */
function isBad({ type, status }: DeploymentCondition): boolean {
  return type === 'ReplicaFailure' ? status === 'True' : type === 'Progressing' && status === 'False';
}

function templateOf(template: PodTemplateSpec | undefined): Pick<Deployment, 'labels' | 'pullSecrets'> {
  return {
    labels: template?.metadata?.labels ?? {},
    pullSecrets: (template?.spec?.imagePullSecrets ?? []).flatMap(({ name }) => name ?? []),
  };
}

function isObserved(metadata: ObjectMeta | undefined, observed = 0): boolean {
  return observed >= (metadata?.generation ?? 0);
}

export function serviceOf({ metadata, spec }: KubernetesService): Service {
  return {
    kind: 'Service',
    ...namedOf(metadata),
    selector: spec?.selector ?? {},
    ports: (spec?.ports ?? []).flatMap(({ name, port }) => [...(name ? [name] : []), `${port}`]),
    dnsNames: dnsNamesOf(metadata),
  };
}
