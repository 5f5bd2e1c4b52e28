import type { Finding, Level } from './findings.ts';

interface Acceptable {
  /** Which findings of the code: others of it can't be accepted. */
  readonly level: Extract<Level, 'fail' | 'unknown'>;
  /** Why a person may take it knowingly. */
  readonly why: string;
}

/**
 * The findings that a person may accept, by their codes: all that are `unknown`, and those that fail and are at the
 * person's own risk, not at that of the migration's safety.
 */
export const ACCEPTABLE = {
  'zone-loss-loses-quorum': {
    level: 'fail',
    why: 'Some regions have two zones only. The loss of one takes the cluster down, but harms no migration by itself.',
  },
  'instance-loss-loses-quorum': {
    level: 'fail',
    why: 'A cluster with one master may be all that somebody needs. Its loss harms no migration by itself.',
  },
  'etcd-encryption-off': { level: 'fail', why: 'Whose the data is decides how its volumes are kept.' },
  'etcd-volume-unencrypted': { level: 'fail', why: 'Whose the data is decides how its volumes are kept.' },
  'rbac-off': { level: 'fail', why: 'Whose the workloads are decides what they may do.' },
  'ssh-open': { level: 'fail', why: 'Whose the instances are decides who may try to log in.' },
  'api-open': { level: 'fail', why: 'The API asks for credentials, whoever reaches it.' },
  'ssh-groups-open': { level: 'fail', why: 'Whose the instances are decides who may try to log in.' },
  'ssh-groups-unknown': {
    level: 'unknown',
    why: 'Only its owner can say what is in a prefix list or group.',
  },
  'ssh-access-unknown': {
    level: 'unknown',
    why: 'Only its owner can say what is in a prefix list.',
  },
  'api-access-unknown': {
    level: 'unknown',
    why: 'Only its owner can say what is in a prefix list.',
  },
  'api-groups-open': { level: 'fail', why: 'The API asks for credentials, whoever reaches it.' },
  'api-groups-unknown': {
    level: 'unknown',
    why: 'Only its owner can say what is in a prefix list or group.',
  },
  'etcd-ports-unknown': {
    level: 'unknown',
    why: 'Only its owner can say what is in a prefix list or group.',
  },
  'topology-public': { level: 'fail', why: 'Security groups close what addresses leave open.' },
  'ingress-one-zone': {
    level: 'fail',
    why: 'How much of the cluster may be lost with one zone is yours to decide.',
  },
  'ingress-clients-lost': {
    level: 'fail',
    why: 'An old kind of client may be one that nobody uses any more. Only access logs show that.',
  },
  'ingress-answer-differs': { level: 'fail', why: 'A difference may be meant.' },
  'ingress-not-compared': { level: 'fail', why: 'Legacy may never have answered on this port.' },
  'ingress-certificate-ends-early': {
    level: 'fail',
    why: 'Most certificates are renewed automatically. Nobody but you can see whether this one is.',
  },
  'key-use-unknown': {
    level: 'unknown',
    why: "Another account's key policy can't be read here, and a policy may depend on what only a request shows.",
  },
  'etcd-key-unlisted': {
    level: 'unknown',
    why: "Rights name the configured keys alone. AWS's own key for EBS, which can't be configured, is open to all roles of the account.",
  },
  'etcd-key-use-unknown': {
    level: 'unknown',
    why: "Masters may have a role of another name than kops' own.",
  },
  'credential-access-unknown': {
    level: 'unknown',
    why: 'Policies may depend on what only a request shows, for example where it comes from.',
  },
  'zone-role-unknown': {
    level: 'unknown',
    why: 'A policy of the role may depend on what only a request shows, for example where it comes from.',
  },
  'ingress-balancer-unknown': {
    level: 'unknown',
    why: 'Only the other account can see the settings of its load balancer.',
  },
  'network-group-open': {
    level: 'fail',
    why: 'Whose the data is decides who may try to log in.',
  },
  'daemonset-not-everywhere': {
    level: 'fail',
    why: 'Some nodes may need no such agent.',
  },
  'name-not-routed': {
    level: 'fail',
    why: 'Routes of other kinds, for example of Traefik or Istio, are not read. VerifyIngress asks for the name itself.',
  },
  'service-pods-unknown': {
    level: 'unknown',
    why: 'What is behind a Service may be something else than a Deployment, which is not read.',
  },
  'external-dns-may-fight': {
    level: 'unknown',
    why: 'Some of its sources and filters are not read. Its log shows which names it changes.',
  },
  'pull-secret-unknown': {
    level: 'unknown',
    why: 'Nothing here may read secrets, and without a pod no kubelet has looked for it.',
  },
  'transit-gateway-routes': {
    level: 'unknown',
    why: 'A transit gateway mostly belongs to an account for networks, which alone sees what it does.',
  },
  'routes-of-another-account': {
    level: 'unknown',
    why: 'Only the other account can see its route tables.',
  },
  'legacy-hosts-unknown': {
    level: 'unknown',
    why: 'Nobody can ask this account who serves an address, or the load balancer of another account or Region.',
  },
  'legacy-load-unknown': {
    level: 'unknown',
    why: 'A load balancer that was made a day ago, or that several target groups share, has no figures to go by.',
  },
} as const satisfies Readonly<Record<string, Acceptable>>;

export type AcceptableCode = keyof typeof ACCEPTABLE;

/** The codes that a finding of the level `unknown` may have. */
export type UnknownCode = {
  [Code in AcceptableCode]: (typeof ACCEPTABLE)[Code]['level'] extends 'unknown' ? Code : never;
}[AcceptableCode];

/** Whether a person may accept such a finding at all. */
export function isAcceptable({ code, level }: Pick<Finding, 'code' | 'level'>): boolean {
  const levels: Readonly<Record<string, Acceptable>> = ACCEPTABLE;
  return Object.hasOwn(levels, code) && levels[code]?.level === level;
}

/** A person's word that a finding need not be fixed. */
export interface Accepted {
  readonly reason: string;
  /** `YYYY-MM-DD`: until the end of that day in UTC. */
  readonly until: string;
}

/** Which finding it is about: its code, and its subject. */
export interface AcceptanceSettings extends Accepted {
  readonly id: AcceptableCode;
  readonly subject: string;
}
