/** Of which etcd cluster a check of an API server speaks. */

/** The check of `main`, which every API server has. */
export const MAIN_CHECK = 'etcd';

/**
 * What kops overrides. Never `cilium`: no API server has to do with it.
 * Source: kops' KubeAPIFrontendOptionsBuilder makes an override of each of these in the order of the cluster's spec, and
 * an API server (from Kubernetes 1.33) numbers the checks of its overrides.
 */
const OVERRIDDEN: readonly string[] = ['events', 'leases'];

/** `etcd-override-0` … */
const OVERRIDE_CHECK = /^etcd-override-(\d{1,3})$/;

export interface Subject {
  /** At least one speaks of it, and the others of another one, if it is unknown which. */
  readonly checks: readonly string[];
  /** As its volumes' tags name it; '' if that is unknown. */
  readonly etcdCluster: string;
  /** Why it is unknown of which etcd cluster it speaks, for people; '' if it is known. */
  readonly doubt: string;
}

/** Whether a check of this name speaks of one etcd cluster. */
export function isEtcdCheck(name: string): boolean {
  return name === MAIN_CHECK || OVERRIDE_CHECK.test(name);
}

/**
 * The etcd clusters that API servers speak of. Volumes don't show the order of the spec: with several overrides, each
 * may be of each of their etcd clusters.
 * @param checks that any master has, and `MAIN_CHECK`
 * @param tagged the etcd clusters that volumes are tagged as
 */
export function subjectsOf(checks: readonly string[], tagged: ReadonlySet<string>): readonly Subject[] {
  const overridden = overriddenOf(tagged);
  const overrides = checks.filter((check) => check !== MAIN_CHECK);
  const placed = overrides.filter((check) => indexOf(check) < overridden.length);
  return [
    { checks: [MAIN_CHECK], etcdCluster: tagged.has('main') ? 'main' : '', doubt: '' },
    ...(placed.length === 0
      ? []
      : overridden.map((etcdCluster) => ({ checks: placed, etcdCluster, doubt: '' }))),
    ...overrides
      .filter((check) => !placed.includes(check))
      .map((check) => ({ checks: [check], etcdCluster: '', doubt: doubtOf(check, tagged) })),
  ];
}

/** Those of volumes; none where one that every cluster of kops has lacks its volumes: an override may be its. */
function overriddenOf(tagged: ReadonlySet<string>): readonly string[] {
  const found = OVERRIDDEN.filter((name) => tagged.has(name));
  return found.every((name, i) => name === OVERRIDDEN[i]) ? found : [];
}

function indexOf(check: string): number {
  return Number(OVERRIDE_CHECK.exec(check)?.[1] ?? OVERRIDDEN.length);
}

function doubtOf(check: string, tagged: ReadonlySet<string>): string {
  const known = OVERRIDDEN.filter((name) => tagged.has(name)).join(' and ') || 'none of them';
  return `it is unknown which etcd cluster ${check} belongs to: kops overrides ${OVERRIDDEN.join(' and ')}, and volumes are tagged as ${known}`;
}
