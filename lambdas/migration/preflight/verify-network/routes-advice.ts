/** What to do about routes that lead elsewhere, with the commands. */
import type { GatewayRoute, Route } from '../../domain/network/network.ts';
import { repairOf } from '../../domain/network/repair.ts';
import type { Routed } from '../../domain/network/rules.ts';
import type { Connection, End } from './way.ts';

interface OfSubnet {
  readonly rules: readonly Routed<Route>[];
  readonly tableId: string;
  readonly connection: Connection;
}

/** @param targets what isn't reached */
export function routesAdvice(targets: readonly End[], { rules, tableId, connection }: OfSubnet): string {
  const { replaced, isRemovalEnough, added } = repairOf(targets, rules, isDead);
  if (replaced.some(({ target }) => target === 'local'))
    return 'Move one side to other addresses: no route wins over those of the own VPC.';
  return inWords([
    ...replaced.map((route) => {
      const command = `\`aws ec2 replace-route --route-table-id ${tableId} ${destination(route.cidr)} ${by(connection)}\``;
      const or = isRemovalEnough ? 'Remove it, or point it' : 'Point it';
      return `${tableId}’s route for ${route.cidr} wins. ${or} to ${connection.id} (${command}).`;
    }),
    added.length > 0 && `Add a route by ${connection.id} to ${tableId} for ${cidrsOf(added)}.`,
  ]);
}

interface OfGateway {
  readonly rules: readonly Routed<GatewayRoute>[];
  readonly tableId: string;
  /** To which attachment they should lead. */
  readonly attachmentId: string;
}

/** A static route wins over a propagated one of the same prefix. */
export function gatewayRoutesAdvice(
  targets: readonly End[],
  { rules, tableId, attachmentId }: OfGateway,
): string {
  const { replaced, isRemovalEnough, added } = repairOf(targets, rules, ({ active }) => !active);
  return inWords([
    ...replaced.map(({ cidr, fixed }) => {
      const call = fixed ? 'replace' : 'create';
      const command = `\`aws ec2 ${call}-transit-gateway-route --transit-gateway-route-table-id ${tableId} --destination-cidr-block ${cidr} --transit-gateway-attachment-id ${attachmentId}\``;
      const or = isRemovalEnough && fixed ? 'Remove it, or point it' : 'Point it';
      return `${tableId}’s route for ${cidr} wins. ${or} to ${attachmentId}${fixed ? '' : ' with a static one'} (${command}).`;
    }),
    added.length > 0 &&
      `Let ${attachmentId} propagate its routes to ${tableId}, or add routes by it for ${cidrsOf(added)} (\`aws ec2 create-transit-gateway-route\`).`,
  ]);
}

function inWords(steps: readonly (string | false)[]): string {
  return steps.filter((step) => step !== false).join(' ');
}

/** One to everywhere else is another matter than these addresses: a longer one wins over it. */
function isDead({ cidr, active }: Route): boolean {
  return !active && !cidr.endsWith('/0');
}

function cidrsOf(targets: readonly End[]): string {
  return targets.map(({ cidr }) => cidr).join(', ');
}

function destination(cidr: string): string {
  return `--destination-${cidr.includes(':') ? 'ipv6-' : ''}cidr-block ${cidr}`;
}

function by({ kind, id }: Connection): string {
  return kind === 'peering' ? `--vpc-peering-connection-id ${id}` : `--transit-gateway-id ${id}`;
}
