/** What ordered rules make of all that may pass: routes, network ACLs and security groups are such rules. */
import { type Block, contains, halvesOf, overlap } from './block.ts';

/** The first rule that something meets decides about it. */
export interface Rule {
  readonly block: Block;
  readonly ports: Ports;
  readonly allows: boolean;
  /** For people. */
  readonly name: string;
}

/** Both included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

export const ALL_PORTS: Ports = { from: 0, to: 65_535 };

/** Addresses on the other side, and the ports that are used. */
export interface Traffic {
  readonly block: Block;
  readonly ports: Ports;
}

export interface Stopped {
  /** The rule that stops a part of it; undefined: no rule is about that part. */
  readonly by: string | undefined;
}

/** Undefined: all of it passes. */
export function stopped(traffic: Traffic, rules: readonly Rule[]): Stopped | undefined {
  const { by, isOpen } = stopsOf(traffic, rules);
  if (by[0]) return { by: by[0].name };
  return isOpen ? { by: undefined } : undefined;
}

/** Every rule that stops a part of it, and whether no rule is about some part. */
export function stopsOf<R extends Rule>(
  traffic: Traffic,
  rules: readonly R[],
): { readonly by: readonly R[]; readonly isOpen: boolean } {
  let open: readonly Traffic[] = [traffic];
  const by: R[] = [];
  for (const rule of rules) {
    if (!rule.allows && open.some((part) => meets(part, rule))) by.push(rule);
    open = open.flatMap((part) => without(part, rule));
    if (open.length === 0) break;
  }
  return { by, isOpen: open.length > 0 };
}

function meets(part: Traffic, { block, ports }: Rule): boolean {
  return overlap(part.block, block) && part.ports.from <= ports.to && ports.from <= part.ports.to;
}

/** What the rule leaves open. */
function without(part: Traffic, rule: Rule): readonly Traffic[] {
  if (!meets(part, rule)) return [part];
  if (!contains(rule.block, part.block))
    return halvesOf(part.block).flatMap((block) => without({ ...part, block }, rule));
  const { from, to } = part.ports;
  return [
    { ...part, ports: { from, to: rule.ports.from - 1 } },
    { ...part, ports: { from: rule.ports.to + 1, to } },
  ].filter(({ ports }) => ports.from <= ports.to);
}
