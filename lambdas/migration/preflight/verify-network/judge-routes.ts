import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { ALL_PORTS, stopped } from '../../domain/network/decide.ts';
import type { RouteTable } from '../../domain/network/network.ts';
import { routesTo } from '../../domain/network/rules.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { judgeGateway } from './judge-gateway.ts';
import { routesAdvice } from './routes-advice.ts';
import { alike, type Connection, type End, endsOf, type Way } from './way.ts';

const notes = notesOf(MIGRATE.verifyNetwork);

/** Both ways, from each subnet of one side to each of the other. */
export function judgeRoutes(identifier: string, connection: Connection, way: Way): readonly Finding[] {
  const { nodes, database, view } = way;
  if (!view.routeTables.known || !view.subnets.known) return [];
  const [there, back] = [endsOf(way, nodes.subnetIds), endsOf(way, database.subnetIds)];
  return [
    ...judgeGateway(identifier, connection, way),
    ...there.flatMap((subnet) => judgeSubnet(identifier, { subnet, to: back, connection, way })),
    ...back.flatMap((subnet) => judgeSubnet(identifier, { subnet, to: there, connection, way })),
  ];
}

interface Leg {
  readonly subnet: End;
  readonly to: readonly End[];
  readonly connection: Connection;
  readonly way: Way;
}

function judgeSubnet(identifier: string, { subnet, to, connection, way }: Leg): readonly Finding[] {
  const table = tableOf(subnet, way);
  if (!table) return [unseen(identifier, subnet, way)];
  const rules = routesTo(connection.id, table);
  const unreached = to.flatMap((target) => {
    if (!alike(subnet, target)) return [];
    const why = stopped({ block: target.block, ports: ALL_PORTS }, rules);
    return why ? [{ target, by: why.by }] : [];
  });
  const [first] = unreached;
  if (!first) return [];
  const targets = unreached.map(({ target }) => target);
  const toDo = routesAdvice(targets, { rules, tableId: table.id, connection });
  return [notRouted(identifier, { subnet, targets, table, by: first.by, toDo })];
}

function tableOf({ id, vpcId }: End, { view }: Way): RouteTable | undefined {
  const tables = view.routeTables.known
    ? view.routeTables.value.filter((table) => table.vpcId === vpcId)
    : [];
  return tables.find(({ subnetIds }) => subnetIds.includes(id)) ?? tables.find(({ main }) => main);
}

interface NotRouted {
  readonly subnet: End;
  readonly targets: readonly End[];
  readonly table: RouteTable;
  readonly by: string | undefined;
  readonly toDo: string;
}

function notRouted(identifier: string, { subnet, targets, table, by, toDo }: NotRouted): Finding {
  const where = targets.map(({ id, cidr }) => `${id} (${cidr})`).join(', ');
  return notes.fail(identifier, 'network-not-routed', {
    seen: `${subnet.id} (${subnet.cidr}) doesn't reach all of ${where}: ${by ?? `${table.id} has no route there`}.`,
    why: 'Packets need a route in each direction; one without the other is silence.',
    toDo,
  });
}

function unseen(identifier: string, { id, vpcId }: End, { view, account }: Way): Finding {
  const owner = view.vpcs.known ? view.vpcs.value.find((vpc) => vpc.id === vpcId)?.owner : undefined;
  const seen = `This account sees no route table of ${id} in ${vpcId}${owner ? `, which ${owner} owns` : ''}.`;
  const why = 'Whether packets find their way from there is unknown.';
  if (owner !== undefined && owner === account)
    return notes.fail(identifier, 'network-not-routed', {
      seen,
      why,
      toDo: 'Give the subnet a route table.',
    });
  return notes.unknown(identifier, 'routes-of-another-account', {
    seen,
    why,
    toDo: "Have the owner check the subnet's routes, then accept the finding.",
  });
}
