import type { Finding } from '../../contract/findings.ts';
import { admissionsOf } from '../../domain/network/admission.ts';
import type { Ports } from '../../domain/network/decide.ts';
import { isPrivate } from '../../domain/network/exposure.ts';
import { admitting, nameOf, unreadLists } from './admissions-in-words.ts';
import { notes } from './notes.ts';
import type { SecurityGroups } from './security-groups.ts';

/**
 * etcd's usual client port, and the peers of kops' `main`, `events` and `cilium`; etcd-manager; the clients of those three.
 * Source: kops, `pkg/wellknownports` and `pkg/model/awsmodel/firewall.go`.
 */
const PORTS: readonly Ports[] = [
  { from: 2379, to: 2382 },
  { from: 3994, to: 3997 },
  { from: 4001, to: 4003 },
];
const IN_WORDS = 'ports 2379-2382, 3994-3997 or 4001-4003';
const WHY = 'etcd has every Secret of the cluster, and nobody but the masters needs to reach it.';

/** Whether nobody but the cluster's own instances reaches etcd. */
export function judgeEtcdPorts(
  name: string,
  { ofMasters, ofAll, missing }: SecurityGroups,
): readonly Finding[] {
  // That no master runs is another finding.
  if (ofMasters.length === 0 && missing.length === 0) return [];
  const admissions = admissionsOf(ofMasters, PORTS);
  const own = new Set(ofAll.map(({ id }) => id));
  const open = admitting(admissions, ({ cidr }) => !isPrivate(cidr));
  const near = [
    ...admitting(admissions, ({ cidr }) => isPrivate(cidr)),
    ...admissions.flatMap(({ group, groups }) =>
      groups.filter((id) => !own.has(id)).map((id) => `${nameOf(group)} admits members of ${id}`),
    ),
  ];
  const unknown = [...unreadLists(admissions), ...missing];
  const toDo =
    'Remove the rule (`aws ec2 revoke-security-group-ingress`). kops needs none but those between the groups of its masters and nodes.';
  const findings = [
    ...(open.length > 0
      ? [notes.fail(name, 'etcd-ports-open', { seen: `${open.join('; ')} to ${IN_WORDS}.`, why: WHY, toDo })]
      : []),
    ...(near.length > 0
      ? [
          notes.warn(name, 'etcd-ports-shared', {
            seen: `${near.join('; ')} to ${IN_WORDS}.`,
            why: WHY,
            toDo,
          }),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          notes.unknown(name, 'etcd-ports-unknown', {
            seen: `Who is admitted to etcd is not known. ${unknown.join('; ')}.`,
            why: WHY,
            toDo: 'Have its owner say what is in it, then accept the finding.',
          }),
        ]
      : []),
  ];
  if (findings.length > 0) return findings;
  const seen = `${ofMasters.map(nameOf).join(', ')} admit nobody but the cluster’s own instances to ${IN_WORDS}.`;
  return [notes.pass(name, 'etcd-ports-closed', { seen, why: WHY })];
}
