import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { blockOf, overlap } from '../../domain/network/block.ts';
import type { Peering } from '../../domain/network/network.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Connection, Way } from './way.ts';

const notes = notesOf(MIGRATE.verifyNetwork);
const WHY = 'Without a connection of the two VPCs no packet arrives.';

interface Judged {
  readonly connection: Connection | undefined;
  readonly findings: readonly Finding[];
}

export function judgeConnection(identifier: string, way: Way): Judged {
  const { nodes, database, view } = way;
  if (nodes.vpcId === database.vpcId)
    return { connection: { kind: 'same-vpc', id: nodes.vpcId }, findings: [] };
  const both = [nodes.vpcId, database.vpcId];
  const peerings = view.peerings.known
    ? view.peerings.value.filter(({ sides }) => both.every((id) => sides.some(({ vpcId }) => vpcId === id)))
    : [];
  const overlapping = judgeCidrs(identifier, way);
  const active = peerings.find(({ state }) => state === 'active');
  if (active) {
    const findings = [...overlapping, ...judgeNames(identifier, active, way)];
    return { connection: { kind: 'peering', id: active.id }, findings };
  }
  const gateway = sharedGateway(way);
  if (gateway) return { connection: gateway, findings: overlapping };
  if (!view.peerings.known || !view.attachments.known)
    return { connection: undefined, findings: overlapping };
  return { connection: undefined, findings: [...overlapping, notConnected(identifier, peerings, way)] };
}

function sharedGateway({ nodes, database, view }: Way): Connection | undefined {
  const attachments = view.attachments.known ? view.attachments.value : [];
  const available = attachments.filter(({ state }) => state === 'available');
  const pairs = available
    .filter(({ vpcId }) => vpcId === nodes.vpcId)
    .flatMap((ofNodes) => {
      const ofDatabase = available.find(
        ({ vpcId, gatewayId }) => vpcId === database.vpcId && gatewayId === ofNodes.gatewayId,
      );
      return ofDatabase ? [{ ofNodes, ofDatabase }] : [];
    });
  const [pair] = pairs;
  if (!pair) return undefined;
  const { ofNodes, ofDatabase } = pair;
  const knowsGroups = ofNodes.knowsGroups && ofDatabase.knowsGroups;
  return { kind: 'transit-gateway', id: ofNodes.gatewayId, knowsGroups, ...pair };
}

function notConnected(identifier: string, peerings: readonly Peering[], { nodes, database }: Way): Finding {
  const between = `${nodes.vpcId}, where the nodes are, and ${database.vpcId}, where it is`;
  const [peering] = peerings;
  if (peering)
    return notes.fail(identifier, 'network-peering-not-active', {
      seen: `${peering.id}, between ${between}, is ${peering.state}.`,
      why: WHY,
      toDo: 'Accept the peering (`aws ec2 accept-vpc-peering-connection`), or make it anew.',
    });
  return notes.fail(identifier, 'network-not-connected', {
    seen: `There is neither a peering nor a transit gateway between ${between}.`,
    why: WHY,
    toDo: 'Peer the VPCs, or attach both to a transit gateway. Then add the routes.',
  });
}

function judgeCidrs(identifier: string, { nodes, database, view }: Way): readonly Finding[] {
  const cidrsOf = (id: string) =>
    view.vpcs.known ? (view.vpcs.value.find((vpc) => vpc.id === id)?.cidrs ?? []) : [];
  const pairs = cidrsOf(nodes.vpcId).flatMap((one) =>
    cidrsOf(database.vpcId).map((other) => [one, other] as const),
  );
  const clash = pairs.find(([one, other]) => {
    const [a, b] = [blockOf(one), blockOf(other)];
    return a && b && overlap(a, b);
  });
  if (!clash) return [];
  return [
    notes.fail(identifier, 'network-cidrs-overlap', {
      seen: `The nodes' VPC has ${clash[0]}, the database's ${clash[1]}.`,
      why: 'Within a VPC its own addresses win over every route, so the other side is not reached.',
      toDo: 'Move one side to other addresses, or put a proxy or PrivateLink in between.',
    }),
  ];
}

/** The name of a private database gives its private address everywhere; only a public one answers by who asks. */
function judgeNames(identifier: string, peering: Peering, { database }: Way): readonly Finding[] {
  const side = peering.sides.find(({ vpcId }) => vpcId === database.vpcId);
  if (!database.public || side?.answersPrivately) return [];
  return [
    notes.fail(identifier, 'network-peering-dns-off', {
      seen: `It is publicly accessible, and ${peering.id} doesn't resolve its name to a private address for the nodes.`,
      why: 'The nodes get its public address, and leave the peering aside.',
      toDo: 'Allow DNS resolution from the other VPC on the side of the database (`aws ec2 modify-vpc-peering-connection-options`), or make it private.',
    }),
  ];
}
