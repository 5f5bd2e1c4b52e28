import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { admissionsOf } from '../../domain/network/admission.ts';
import { stopped } from '../../domain/network/decide.ts';
import { exposureOf, openInWords } from '../../domain/network/exposure.ts';
import type { Group } from '../../domain/network/network.ts';
import { groupRules, namesGroup } from '../../domain/network/rules.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { type Connection, type End, endsOf, type Way } from './way.ts';

const notes = notesOf(MIGRATE.verifyNetwork);

export function judgeGroups(
  identifier: string,
  connection: Connection | undefined,
  way: Way,
): readonly Finding[] {
  const { database, view } = way;
  if (!view.groups.known) return [];
  const ofDatabase = view.groups.value.filter(({ id }) => database.groupIds.includes(id));
  const world = judgeWorld(identifier, ofDatabase, database.port);
  if (!view.subnets.known) return world;
  const ofNodes = view.groups.value.filter(({ id }) => way.nodes.securityGroupIds.includes(id));
  const seesGroups = connection?.kind !== 'transit-gateway' || connection.knowsGroups;
  const { inbound, outbound } = sidesOf(way, { ofNodes, ofDatabase });
  return [
    ...(isOpen(inbound, seesGroups) ? [] : [notAdmitted(identifier, way, { inbound, seesGroups })]),
    ...(isOpen(outbound, seesGroups) ? [] : [notLetOut(identifier, way, outbound)]),
    ...world,
  ];
}

interface Groups {
  readonly ofNodes: readonly Group[];
  readonly ofDatabase: readonly Group[];
}

function sidesOf(
  way: Way,
  { ofNodes, ofDatabase }: Groups,
): { readonly inbound: Side; readonly outbound: Side } {
  const { nodes, database } = way;
  const { port } = database;
  return {
    inbound: {
      groups: ofDatabase,
      direction: 'ingress',
      others: nodes.securityGroupIds,
      ends: endsOf(way, nodes.subnetIds),
      port,
    },
    outbound: {
      groups: ofNodes,
      direction: 'egress',
      others: database.groupIds,
      ends: endsOf(way, database.subnetIds),
      port,
    },
  };
}

/** @param seesGroups whether rules may name groups of the other side */
function isOpen(side: Side, seesGroups: boolean): boolean {
  return (seesGroups && namesOthers(side)) || side.ends.every((end) => reaches(side, end));
}

interface Side {
  readonly groups: readonly Group[];
  readonly direction: 'ingress' | 'egress';
  /** Groups of the other side, and its addresses. */
  readonly others: readonly string[];
  readonly ends: readonly End[];
  readonly port: number;
}

function namesOthers({ groups, direction, others, port }: Side): boolean {
  return namesGroup(groups, direction, { others, port });
}

function reaches({ groups, direction, port }: Side, { block }: End): boolean {
  return !stopped({ block, ports: { from: port, to: port } }, groupRules(groups, direction));
}

interface Seen {
  readonly inbound: Side;
  readonly seesGroups: boolean;
}

function closedTo(side: Side): readonly End[] {
  return side.ends.filter((end) => !reaches(side, end));
}

function inWords(ends: readonly End[]): string {
  return ends.map(({ id, cidr }) => `${id} (${cidr})`).join(', ');
}

function notAdmitted(identifier: string, { nodes, database }: Way, { inbound, seesGroups }: Seen): Finding {
  const groups = nodes.securityGroupIds.join(', ');
  const outside = closedTo(inbound);
  const also = outside.length < inbound.ends.length ? 'It admits the other subnets of the nodes.' : '';
  const carries = seesGroups ? '' : 'The transit gateway carries no references to groups.';
  const admit = seesGroups
    ? (nodes.securityGroupIds[0] ?? "the nodes' group")
    : outside.map(({ cidr }) => cidr).join(', ');
  return notes.fail(identifier, 'network-group-closed', {
    seen: [
      `${database.groupIds.join(', ')} admits neither ${groups} nor the addresses of ${inWords(outside)} to port ${database.port}.`,
      also,
      carries,
    ]
      .filter((part) => part !== '')
      .join(' '),
    why: 'A security group drops what no rule admits.',
    toDo: `Admit ${admit} to port ${database.port} (\`aws ec2 authorize-security-group-ingress\`).`,
  });
}

function notLetOut(identifier: string, { nodes, database }: Way, outbound: Side): Finding {
  return notes.fail(identifier, 'network-egress-closed', {
    seen: `${nodes.securityGroupIds.join(', ')} lets nothing out to port ${database.port} of ${database.groupIds.join(', ')}, nor of the addresses of ${inWords(closedTo(outbound))}.`,
    why: 'A security group drops what no rule lets out.',
    toDo: 'Allow it (`aws ec2 authorize-security-group-egress`).',
  });
}

/** Written in parts, or in a prefix list, the world is the world, too. */
function judgeWorld(identifier: string, groups: readonly Group[], port: number): readonly Finding[] {
  const why = 'Whoever reaches the subnet may try to log in.';
  const toDo = "Admit the nodes' group instead, and whoever else needs it by name.";
  return admissionsOf(groups, [{ from: port, to: port }]).flatMap(({ group: { id }, addresses }) => {
    const { open, wide } = exposureOf([...new Set(addresses.map(({ cidr }) => cidr))]);
    if (open.length > 0) {
      const seen = `${id} admits everybody to port ${port}: ${openInWords(open)}.`;
      return [notes.fail(identifier, 'network-group-open', { seen, why, toDo })];
    }
    if (wide.length === 0) return [];
    const seen = `${id} admits ${wide.join(', ')} to port ${port}, which is more than one organisation has.`;
    return [notes.warn(identifier, 'network-group-wide', { seen, why, toDo })];
  });
}
