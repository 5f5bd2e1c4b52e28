/** Whether the secrets with which images are pulled are there, by the word of the kubelets: nobody here may read a secret. */
import { shortened } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { pathOf, shown } from '../../domain/workloads/named.ts';
import type { DaemonSet, Deployment, Named, PullFailure } from '../../domain/workloads/objects.ts';
import { notes } from './notes.ts';

export const WHY_PULL_SECRETS = 'Without it no pod starts on a node that does not have the image yet.';
const MOST_NAMED = 3;

type Puller = Deployment | DaemonSet;

/** A secret that is named, and by whom. */
interface Wanted extends Named {
  readonly by: readonly Puller[];
}

/** Those that templates name, and those that kubelets miss: a ServiceAccount may add some to its pods. */
export function wantedSecrets(
  pullers: readonly Puller[],
  failures: readonly PullFailure[],
): readonly Wanted[] {
  const each = pullers.flatMap((by) =>
    namesOf(by, failures).map((name) => ({ namespace: by.namespace, name, by })),
  );
  const groups = Map.groupBy(each, pathOf);
  return [...groups.values()].flatMap((group) =>
    group.slice(0, 1).map(({ namespace, name }) => ({ namespace, name, by: group.map(({ by }) => by) })),
  );
}

function namesOf(
  { namespace, name, pullSecrets }: Puller,
  failures: readonly PullFailure[],
): readonly string[] {
  const own = failures.filter((each) => each.namespace === namespace && each.pod.startsWith(`${name}-`));
  return [...new Set([...pullSecrets, ...own.flatMap(({ secrets }) => secrets)])];
}

export function judgePullSecret(wanted: Wanted, failures: readonly PullFailure[]): Finding {
  const subject = shown('secret', wanted);
  const by = wanted.by.map((each) => shown(each.kind, each)).join(', ');
  const missed = failures.filter(
    ({ namespace, secrets }) => namespace === wanted.namespace && secrets.includes(wanted.name),
  );
  if (missed.length > 0)
    return notes.fail(subject, 'pull-secret-missing', {
      seen: `Images of ${by} are pulled with it, but a kubelet could not get it for ${podsOf(missed)}.`,
      why: WHY_PULL_SECRETS,
      toDo: 'Create it (`kubectl create secret docker-registry`). Kubernetes keeps such events for an hour.',
    });
  if (wanted.by.every(hasNoPods))
    return notes.unknown(subject, 'pull-secret-unknown', {
      seen: `Images of ${by} would be pulled with it, but no pod of these runs.`,
      why: 'Only a kubelet that starts a pod sees whether the secret is there.',
      toDo: `Scale it up, or see \`kubectl -n ${wanted.namespace} get secret ${wanted.name}\` and accept this finding.`,
    });
  return notes.pass(subject, 'pull-secret-there', {
    seen: `Images of ${by} are pulled with it, and no kubelet has missed it in the last hour.`,
    why: WHY_PULL_SECRETS,
  });
}

function podsOf(failures: readonly PullFailure[]): string {
  const pods = failures.map(({ pod, lastSeen }) => `${pod} (${lastSeen})`);
  return shortened(pods, MOST_NAMED, 'pods').join(', ');
}

function hasNoPods(puller: Puller): boolean {
  return (puller.kind === 'Deployment' ? puller.available : puller.ready) === 0;
}
