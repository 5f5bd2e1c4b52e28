/** Of which etcd cluster a check of an API server speaks. */

/** The check of `main`, which every API server has. */
export const MAIN_CHECK = 'etcd';

/**
 * What kops overrides, in the order in which it does. Never `cilium`: no API server has to do with it.
 * Source: kops' KubeAPIFrontendOptionsBuilder makes an override of each of these in the order of the cluster's spec, and
 * an API server (from Kubernetes 1.33) numbers the checks of its overrides.
 */
const OVERRIDDEN: readonly string[] = ['events', 'leases'];

/** `etcd-override-0` … */
const OVERRIDE_CHECK = /^etcd-override-(\d{1,3})$/;

export interface Subject {
  /** As its volumes' tags name it; '' where that can't be told. */
  readonly etcdCluster: string;
  /** Why it can't be told of which etcd cluster it speaks, for people; '' where it can. */
  readonly doubt: string;
}

/** Whether a check of this name speaks of one etcd cluster. */
export function isEtcdCheck(name: string): boolean {
  return name === MAIN_CHECK || OVERRIDE_CHECK.test(name);
}

/** @param tagged the etcd clusters that volumes are tagged as */
export function subjectOf(check: string, tagged: ReadonlySet<string>): Subject {
  if (check === MAIN_CHECK) return { etcdCluster: tagged.has('main') ? 'main' : '', doubt: '' };
  const index = Number(OVERRIDE_CHECK.exec(check)?.[1] ?? OVERRIDDEN.length);
  // One that has no volume may be another's place in the order, so that it shifts all that come after it.
  const upToIt = OVERRIDDEN.slice(0, index + 1);
  const etcdCluster = upToIt[index];
  if (etcdCluster !== undefined && upToIt.every((name) => tagged.has(name)))
    return { etcdCluster, doubt: '' };
  return { etcdCluster: '', doubt: doubtOf(check, tagged) };
}

function doubtOf(check: string, tagged: ReadonlySet<string>): string {
  const known = OVERRIDDEN.filter((name) => tagged.has(name)).join(' and ') || 'none of them';
  const order = OVERRIDDEN.join(' and ');
  return `nobody can tell of which etcd cluster ${check} is: kops' overrides are ${order}, in this order, and volumes are tagged as ${known}`;
}
