/** What a transit gateway does with packets that have reached it. */
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { ALL_PORTS, stopped } from '../../domain/network/decide.ts';
import type { Association, Attachment } from '../../domain/network/network.ts';
import { gatewayRoutesTo } from '../../domain/network/rules.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { gatewayRoutesAdvice } from './routes-advice.ts';
import { type Connection, type End, endsOf, type Way } from './way.ts';

const notes = notesOf(MIGRATE.verifyNetwork);
const WHY = 'Each attachment has a route table in the gateway, which says where its packets go.';

/** In both directions, by the table of the attachment from which packets come. */
export function judgeGateway(identifier: string, connection: Connection, way: Way): readonly Finding[] {
  const { associations, gatewayRoutes } = way.view;
  if (connection.kind !== 'transit-gateway' || !associations.known || !gatewayRoutes.known) return [];
  const { ofNodes, ofDatabase } = connection;
  const associationOf = ({ id }: Attachment) => {
    const found = associations.value.find(({ attachmentId }) => attachmentId === id);
    return found?.owner === way.account ? found : undefined;
  };
  const [there, back] = [associationOf(ofNodes), associationOf(ofDatabase)];
  if (!there || !back) return [notVisible(identifier, connection.id)];
  const { nodes, database } = way;
  return [
    ...judgeLeg(identifier, { by: there, to: ofDatabase, ends: endsOf(way, database.subnetIds), way }),
    ...judgeLeg(identifier, { by: back, to: ofNodes, ends: endsOf(way, nodes.subnetIds), way }),
  ];
}

interface Leg {
  readonly by: Association;
  readonly to: Attachment;
  /** Behind `to`. */
  readonly ends: readonly End[];
  readonly way: Way;
}

function judgeLeg(identifier: string, { by, to, ends, way }: Leg): readonly Finding[] {
  const { attachmentId, tableId } = by;
  if (tableId === undefined) return [notAssociated(identifier, attachmentId, to.gatewayId)];
  const routes = way.view.gatewayRoutes.known ? (way.view.gatewayRoutes.value.get(tableId) ?? []) : [];
  const rules = gatewayRoutesTo(to.id, tableId, routes);
  const unreached = ends.flatMap((end) => {
    const { id, cidr, block } = end;
    const why = stopped({ block, ports: ALL_PORTS }, rules);
    return why ? [{ end, where: `${id} (${cidr})`, why: why.by ?? `${tableId} has no route there` }] : [];
  });
  const [first] = unreached;
  if (!first) return [];
  return [
    notes.fail(identifier, 'transit-gateway-not-routed', {
      seen: `What comes from ${attachmentId} doesn't reach all of ${unreached.map(({ where }) => where).join(', ')}: ${first.why}.`,
      why: WHY,
      toDo: gatewayRoutesAdvice(
        unreached.map(({ end }) => end),
        { rules, tableId, attachmentId: to.id },
      ),
    }),
  ];
}

function notAssociated(identifier: string, attachmentId: string, gatewayId: string): Finding {
  return notes.fail(identifier, 'transit-gateway-not-associated', {
    seen: `${attachmentId} is associated with no route table of ${gatewayId}.`,
    why: WHY,
    toDo: 'Associate it with one that has a route to the other VPC (`aws ec2 associate-transit-gateway-route-table`).',
  });
}

/** Its owner is mostly an account for networks, which alone sees its route tables. */
function notVisible(identifier: string, gatewayId: string): Finding {
  return notes.unknown(identifier, 'transit-gateway-routes', {
    seen: `${gatewayId} connects the VPCs. Another account owns it, so its route tables can't be looked at.`,
    why: 'It may have no route from one VPC to the other, or a black hole.',
    toDo: 'Have its owner check them in both directions (`aws ec2 search-transit-gateway-routes`). If VerifyRds connects, they are right. Then accept the finding.',
  });
}
