import type { Event } from 'kubernetes-types/core/v1.d.ts';
import type { PullFailure } from '../../domain/workloads/objects.ts';

/** Since Kubernetes 1.28, at each try to start a pod's containers, about once a minute. Source: kubelet, getPullSecretsForPod. */
export const PULL_SECRET_MISSING = 'FailedToRetrieveImagePullSecret';

/** `Unable to retrieve some image pull secrets (one, two); attempting to pull the image may not succeed.` */
const SECRETS = /image pull secrets \(([^)]*)\)/;

export function pullFailureOf({ involvedObject, message = '', ...event }: Event): PullFailure {
  const [, secrets = ''] = SECRETS.exec(message) ?? [];
  return {
    namespace: involvedObject.namespace ?? '',
    pod: involvedObject.name ?? '',
    secrets: secrets.split(',').map((name) => name.trim()),
    lastSeen: event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? '',
  };
}
