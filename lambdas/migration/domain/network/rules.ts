/** Route tables, network ACLs and security groups as the rules by which they decide. */
import { blockOf } from './block.ts';
import { ALL_PORTS, type Ports, type Rule } from './decide.ts';
import type { Acl, GatewayRoute, Group, GroupRule, Route, RouteTable } from './network.ts';

/** A rule with the route that it is. */
export interface Routed<R> extends Rule {
  readonly route: R;
}

/** The longest prefix wins: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html */
export function routesTo(target: string, { id, routes }: RouteTable): readonly Routed<Route>[] {
  return routes
    .flatMap((route) => {
      const { cidr, target: leadsTo, active } = route;
      const block = blockOf(cidr);
      const name = active
        ? `${id} sends ${cidr} to ${leadsTo}`
        : `${id} drops ${cidr} (its route by ${leadsTo} is a blackhole)`;
      return block ? [{ block, ports: ALL_PORTS, allows: active && leadsTo === target, name, route }] : [];
    })
    .toSorted((a, b) => b.block.bits - a.block.bits);
}

/**
 * The longest prefix wins, then a static route. Source: "Route evaluation order" in the guide of transit gateways.
 * @param attachmentId to which they should lead
 */
export function gatewayRoutesTo(
  attachmentId: string,
  tableId: string,
  routes: readonly GatewayRoute[],
): readonly Routed<GatewayRoute>[] {
  return routes
    .toSorted((a, b) => Number(b.fixed) - Number(a.fixed))
    .flatMap((route) => {
      const { cidr, attachmentIds, active } = route;
      const block = blockOf(cidr);
      const name = `${tableId} ${active ? `sends ${cidr} to ${attachmentIds.join(', ')}` : `drops ${cidr} (blackhole)`}`;
      const allows = active && attachmentIds.includes(attachmentId);
      return block ? [{ block, ports: ALL_PORTS, allows, name, route }] : [];
    })
    .toSorted((a, b) => b.block.bits - a.block.bits);
}

/** The lowest number wins: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html */
export function aclRules({ id, entries }: Acl, egress: boolean): readonly Rule[] {
  return entries
    .filter((entry) => entry.egress === egress && isTcp(entry.protocol))
    .toSorted((a, b) => a.number - b.number)
    .flatMap(({ cidr, protocol, ports, allows, number }) => {
      const block = blockOf(cidr);
      const name = `${id}, rule ${number} (${egress ? 'outbound' : 'inbound'})`;
      return block ? [{ block, ports: protocol === '-1' ? ALL_PORTS : ports, allows, name }] : [];
    });
}

/** All of them allow, so their order doesn't matter. */
export function groupRules(groups: readonly Group[], direction: 'ingress' | 'egress'): readonly Rule[] {
  return groups.flatMap(({ id, [direction]: rules }) =>
    rules
      .filter(({ protocol }) => isTcp(protocol))
      .flatMap((rule) =>
        addressesOf(rule).flatMap((cidr) => {
          const block = blockOf(cidr);
          const ports = rule.protocol === '-1' ? ALL_PORTS : rule.ports;
          return block ? [{ block, ports, allows: true, name: id }] : [];
        }),
      ),
  );
}

/** Whether one of `groups` names one of `others` for this port. */
export function namesGroup(
  groups: readonly Group[],
  direction: 'ingress' | 'egress',
  { others, port }: { readonly others: readonly string[]; readonly port: number },
): boolean {
  return groups
    .flatMap((group) => group[direction])
    .some((rule) => isAbout({ from: port, to: port }, rule) && rule.groups.some((id) => others.includes(id)));
}

/** Whether a rule of a group lets TCP through to any of these ports. */
export function isAbout({ from, to }: Ports, { protocol, ports }: GroupRule): boolean {
  return isTcp(protocol) && (protocol === '-1' || (ports.from <= to && from <= ports.to));
}

/** With those of its prefix lists, as far as these could be read. */
function addressesOf({ cidrs, lists }: GroupRule): readonly string[] {
  return [...cidrs, ...lists.flatMap((list) => (list.cidrs.known ? list.cidrs.value : []))];
}

function isTcp(protocol: string): boolean {
  return protocol === '-1' || protocol === '6' || protocol === 'tcp';
}
