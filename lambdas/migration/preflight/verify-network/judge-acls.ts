import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { type Ports, stopped } from '../../domain/network/decide.ts';
import type { Acl } from '../../domain/network/network.ts';
import { aclRules } from '../../domain/network/rules.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { alike, type End, endsOf, subnetsOf, type Way } from './way.ts';

const notes = notesOf(MIGRATE.verifyNetwork);

/** From which a node's Linux connects: `net.ipv4.ip_local_port_range` in the kernel's documentation of ip-sysctl. */
const EPHEMERAL: Ports = { from: 32_768, to: 60_999 };

/** Network ACLs remember nothing, so what comes back must be allowed, too. */
export function judgeAcls(identifier: string, way: Way): readonly Finding[] {
  const { nodes, database, view } = way;
  if (!view.acls.known || !view.subnets.known) return [];
  const acls = view.acls.value;
  const aclOf = ({ id }: { readonly id: string }) => acls.find(({ subnetIds }) => subnetIds.includes(id));
  const [there, back] = [endsOf(way, nodes.subnetIds), endsOf(way, database.subnetIds)];
  const service: Ports = { from: database.port, to: database.port };
  const legs = [
    { ends: there, others: back, egress: true, ports: service },
    { ends: back, others: there, egress: false, ports: service },
    { ends: back, others: there, egress: true, ports: EPHEMERAL },
    { ends: there, others: back, egress: false, ports: EPHEMERAL },
  ];
  const hidden = subnetsOf(way, [...nodes.subnetIds, ...database.subnetIds]).filter((each) => !aclOf(each));
  return [
    ...hidden.map(({ id }) => notSeen(identifier, id)),
    ...legs.flatMap(({ ends, ...leg }) =>
      ends.flatMap((end) => {
        const acl = aclOf(end);
        return acl ? judgeEnd(identifier, end, { ...leg, acl }) : [];
      }),
    ),
  ];
}

function notSeen(identifier: string, subnetId: string): Finding {
  return notes.unknown(identifier, 'routes-of-another-account', {
    seen: `This account sees no network ACL of ${subnetId}.`,
    why: 'Every subnet has one, which may stop packets.',
    toDo: 'Have the owner of the subnet check its network ACL, then accept the finding.',
  });
}

interface Leg {
  readonly acl: Acl;
  readonly others: readonly End[];
  readonly egress: boolean;
  readonly ports: Ports;
}

function judgeEnd(identifier: string, end: End, { acl, others, egress, ports }: Leg): readonly Finding[] {
  const rules = aclRules(acl, egress);
  const span = ports.from === ports.to ? `port ${ports.from}` : `ports ${ports.from}-${ports.to}`;
  const direction = egress ? 'outbound to' : 'inbound from';
  return (
    others
      // Within a subnet no network ACL is asked.
      .filter((other) => other.id !== end.id && alike(other, end))
      .flatMap(({ id, cidr, block }) => {
        const why = stopped({ block, ports }, rules);
        if (!why) return [];
        return [
          notes.fail(identifier, 'network-acl-closed', {
            seen: `${why.by ?? `${acl.id}, where no rule is about it,`} stops ${span} ${direction} ${id} (${cidr}) at ${end.id}.`,
            why: 'Network ACLs are asked in both directions: for the port of the database, and for those from which nodes connect.',
            toDo: `Allow TCP ${span} ${direction} ${cidr} in ${acl.id}, before any rule that denies it.`,
          }),
        ];
      })
  );
}
