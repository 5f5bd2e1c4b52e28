import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import { judgeAcls } from './judge-acls.ts';
import { judgeConnection } from './judge-connection.ts';
import { judgeGroups } from './judge-groups.ts';
import { judgeRoutes } from './judge-routes.ts';
import { familiesOf, subnetsOf, type Way } from './way.ts';

const notes = notesOf(MIGRATE.verifyNetwork);
export const WHY = 'Applications on the cluster reach their database over this network.';

/** All that speaks against it, or that nothing does. */
export function judgeDatabase(identifier: string, way: Way): readonly Finding[] {
  const { connection, findings: connecting } = judgeConnection(identifier, way);
  const findings = [
    ...unreadable(identifier, way),
    ...unseenSubnets(identifier, way),
    ...noFamily(identifier, way),
    ...connecting,
    ...(connection && connection.kind !== 'same-vpc' ? judgeRoutes(identifier, connection, way) : []),
    ...judgeGroups(identifier, connection, way),
    ...judgeAcls(identifier, way),
  ];
  if (findings.some(({ level }) => level !== 'warn')) return findings;
  const how =
    connection?.kind === 'same-vpc'
      ? `in the nodes' own VPC, ${way.nodes.vpcId}`
      : `behind ${connection?.id}`;
  return [
    notes.pass(identifier, 'network-open', {
      seen: `It is ${how}. Routes, security groups and network ACLs let the nodes reach port ${way.database.port}.`,
      why: WHY,
    }),
    ...findings,
  ];
}

export function notPlaced(identifier: string, why: string): Finding {
  return notes.fail(identifier, 'network-database-unreadable', {
    seen: `Where it is could not be read: ${why}`,
    why: WHY,
    toDo: 'Correct the identifier, or fix what the message says.',
  });
}

export function notJudged(identifier: string): Finding {
  return notes.warn(identifier, 'network-not-judged', {
    seen: 'It is no database of RDS, so which network it is in is not known here.',
    why: WHY,
    toDo: "Rely on VerifyRds, which connects to it from the nodes' subnets.",
  });
}

/** Each part that could not be read. */
function unreadable(identifier: string, { view }: Way): readonly Finding[] {
  return Object.entries(view).flatMap(([part, reading]: [string, Reading<unknown>]) =>
    reading.known
      ? []
      : [
          notes.fail(identifier, 'network-unreadable', {
            seen: `EC2 did not give the ${NAMES[part] ?? part}: ${reading.why}`,
            why: WHY,
            toDo: 'Fix what the message says, then start again.',
          }),
        ],
  );
}

/** Of what EC2 doesn't describe, no rule can be judged. */
function unseenSubnets(identifier: string, way: Way): readonly Finding[] {
  if (!way.view.subnets.known) return [];
  const ids = [...way.nodes.subnetIds, ...way.database.subnetIds];
  const seen = new Set(subnetsOf(way, ids).map(({ id }) => id));
  const unseen = ids.filter((id) => !seen.has(id));
  if (unseen.length === 0) return [];
  return [
    notes.fail(identifier, 'network-subnet-not-found', {
      seen: `This account and Region have no ${unseen.join(', ')}.`,
      why: WHY,
      toDo: 'Correct `clusterNetwork.subnetIds`. If the subnets are of another account, have them shared.',
    }),
  ];
}

/** Nodes of IPv6 alone, for example, and a database of IPv4. */
function noFamily(identifier: string, way: Way): readonly Finding[] {
  const { nodes, database } = way;
  if (subnetsOf(way, nodes.subnetIds).length === 0 || familiesOf(way).length > 0) return [];
  const families = database.families.map((family) => (family === 'ipv4' ? 'IPv4' : 'IPv6'));
  return [
    notes.fail(identifier, 'network-no-common-addresses', {
      seen: `Its addresses are of ${families.join(' and ')}, of which no subnet of the nodes has any.`,
      why: WHY,
      toDo: 'Give the database both kinds of addresses (`aws rds modify-db-instance --network-type DUAL`), or the nodes’ subnets.',
    }),
  ];
}

const NAMES: Readonly<Record<string, string>> = {
  vpcs: 'VPCs',
  routeTables: 'route tables',
  acls: 'network ACLs',
  groups: 'security groups',
  attachments: 'attachments to transit gateways',
  associations: 'route tables of attachments',
  gatewayRoutes: 'routes of transit gateways',
};
