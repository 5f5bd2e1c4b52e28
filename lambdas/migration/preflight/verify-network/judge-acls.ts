import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { blockOf } from '../../domain/network/block.ts';
import { type Ports, stopped } from '../../domain/network/decide.ts';
import type { Subnet } from '../../domain/network/network.ts';
import { aclRules } from '../../domain/network/rules.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { subnetsOf, type Way } from './way.ts';

const notes = notesOf(MIGRATE.verifyNetwork);

/** From which a node's Linux connects: `net.ipv4.ip_local_port_range` in the kernel's documentation of ip-sysctl. */
const EPHEMERAL: Ports = { from: 32_768, to: 60_999 };

/** Network ACLs remember nothing, so what comes back must be allowed, too. */
export function judgeAcls(identifier: string, way: Way): readonly Finding[] {
  const { nodes, database, view } = way;
  if (!view.acls.known || !view.subnets.known) return [];
  const [there, back] = [subnetsOf(way, nodes.subnetIds), subnetsOf(way, database.subnetIds)];
  const service: Ports = { from: database.port, to: database.port };
  const legs = [
    { subnets: there, others: back, egress: true, ports: service },
    { subnets: back, others: there, egress: false, ports: service },
    { subnets: back, others: there, egress: true, ports: EPHEMERAL },
    { subnets: there, others: back, egress: false, ports: EPHEMERAL },
  ];
  return legs.flatMap((leg) => leg.subnets.flatMap((subnet) => judgeSubnet(identifier, subnet, leg, way)));
}

interface Leg {
  readonly others: readonly Subnet[];
  readonly egress: boolean;
  readonly ports: Ports;
}

function judgeSubnet(
  identifier: string,
  subnet: Subnet,
  { others, egress, ports }: Leg,
  { view }: Way,
): readonly Finding[] {
  const acl = view.acls.known
    ? view.acls.value.find(({ subnetIds }) => subnetIds.includes(subnet.id))
    : undefined;
  if (!acl)
    return [
      notes.unknown(identifier, 'routes-of-another-account', {
        seen: `This account sees no network ACL of ${subnet.id}.`,
        why: 'Every subnet has one, which may stop packets.',
        toDo: 'Have the owner of the subnet check its network ACL, then accept the finding.',
      }),
    ];
  return (
    others
      // Within a subnet no network ACL is asked.
      .filter(({ id }) => id !== subnet.id)
      .flatMap(({ id, cidr }) => {
        const block = blockOf(cidr);
        const why = block && stopped({ block, ports }, aclRules(acl, egress));
        if (!why) return [];
        const span = ports.from === ports.to ? `port ${ports.from}` : `ports ${ports.from}-${ports.to}`;
        const direction = egress ? 'outbound to' : 'inbound from';
        return [
          notes.fail(identifier, 'network-acl-closed', {
            seen: `${why.by ?? `${acl.id}, where no rule is about it,`} stops ${span} ${direction} ${id} (${cidr}) at ${subnet.id}.`,
            why: 'Network ACLs are asked in both directions: for the port of the database, and for those from which nodes connect.',
            toDo: `Allow TCP ${span} ${direction} ${cidr} in ${acl.id}, before any rule that denies it.`,
          }),
        ];
      })
  );
}
