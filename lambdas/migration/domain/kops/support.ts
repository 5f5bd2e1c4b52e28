/**
 * Which versions get fixes: as their projects said on the day below. Later versions are unknown to this table, and later
 * ends of support too.
 */
import { compareVersions, minorOf, versionIn } from './version.ts';

export const SUPPORT_AS_OF = '2026-11-29';

export interface Program {
  /** For people. */
  readonly name: string;
  readonly source: string;
  /** Minor versions that are supported, oldest first, each until the end of a day if one is known. */
  readonly minors: readonly { readonly minor: string; readonly until?: string }[];
}

export const KOPS: Program = {
  name: 'kops',
  source: 'https://kops.sigs.k8s.io/welcome/releases/',
  minors: [{ minor: '1.36' }, { minor: '1.37' }],
};

export const KUBERNETES: Program = {
  name: 'Kubernetes',
  source: 'https://kubernetes.io/releases/patch-releases/',
  minors: [
    { minor: '1.35', until: '2027-02-28' },
    { minor: '1.36', until: '2027-06-28' },
    { minor: '1.37', until: '2027-10-28' },
  ],
};

/** The newest minor and the one before. */
export const ETCD: Program = {
  name: 'etcd',
  source: 'https://etcd.io/docs/latest/op-guide/versioning/',
  minors: [{ minor: '3.6' }, { minor: '3.7' }],
};

/** 2.2 ended on 2026-11-06. */
export const CONTAINERD: Program = {
  name: 'containerd',
  source: 'https://containerd.io/releases/',
  minors: [{ minor: '2.3', until: '2028-04-27' }],
};

/** What a version's support is on a day. */
export type Support =
  | { readonly kind: 'supported'; readonly until?: string }
  | { readonly kind: 'ended'; readonly on?: string }
  /** Newer than the table. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'no-version' };

/** @param version `1.36.2` @param day `YYYY-MM-DD` */
export function supportOf({ minors }: Program, version: string, day: string): Support {
  const found = versionIn(version);
  if (!found) return { kind: 'no-version' };
  const line = minors.find(({ minor }) => minor === minorOf(found));
  const newest = versionIn(minors.at(-1)?.minor ?? '');
  if (!line) return newest && compareVersions(found, newest) > 0 ? { kind: 'newer' } : { kind: 'ended' };
  const { until } = line;
  if (until === undefined) return { kind: 'supported' };
  return until < day ? { kind: 'ended', on: until } : { kind: 'supported', until };
}

/** `1.36 (until 2027-06-28), 1.37`. */
export function supportedMinors({ minors }: Program): string {
  return minors
    .map(({ minor, until }) => (until === undefined ? minor : `${minor} (until ${until})`))
    .join(', ');
}

/** From which minor of Kubernetes 1 on kops takes which etcd, newest first. Source: kops, `pkg/model/components/etcd.go`. */
const USUAL_ETCD: readonly (readonly [minor: number, etcd: string])[] = [
  [37, '3.7'],
  [34, '3.6'],
  [22, '3.5'],
  [17, '3.4'],
  [14, '3.3'],
  [12, '3.2'],
  [0, '2.2'],
];

/** The etcd that kops takes for a Kubernetes where the specification doesn't say; undefined for an unreadable version. */
export function usualEtcd(kubernetes: string): string | undefined {
  const version = versionIn(kubernetes);
  return version && USUAL_ETCD.find(([minor]) => compareVersions(version, { major: 1, minor }) >= 0)?.[1];
}
