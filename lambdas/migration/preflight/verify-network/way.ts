import { type Block, blockOf, type Family } from '../../domain/network/block.ts';
import type { Attachment, Placement, Subnet } from '../../domain/network/network.ts';
import type { NetworkView, NodePlacement } from './view.ts';

/** From the nodes to one database. */
export interface Way {
  readonly nodes: NodePlacement;
  readonly database: Placement;
  readonly view: NetworkView;
  /** The stack's. */
  readonly account: string;
}

/** How the two VPCs are connected. */
export type Connection =
  | { readonly kind: 'same-vpc'; readonly id: string }
  | { readonly kind: 'peering'; readonly id: string }
  | {
      readonly kind: 'transit-gateway';
      readonly id: string;
      readonly knowsGroups: boolean;
      readonly ofNodes: Attachment;
      readonly ofDatabase: Attachment;
    };

/** Those that EC2 describes. */
export function subnetsOf({ view }: Way, ids: readonly string[]): readonly Subnet[] {
  return view.subnets.known ? view.subnets.value.filter(({ id }) => ids.includes(id)) : [];
}

/** A subnet's addresses of one family. */
export interface End {
  readonly id: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly block: Block;
}

/** The addresses of subnets that packets between nodes and database may have. */
export function endsOf(way: Way, ids: readonly string[]): readonly End[] {
  const families = familiesOf(way);
  return blocksOf(subnetsOf(way, ids)).filter(({ block }) => families.includes(block.family));
}

/**
 * Those that both sides have. A client tries each address of a name, so where both have two, both must be open. Empty if they have
 * none in common.
 */
export function familiesOf(way: Way): readonly Family[] {
  const ofNodes = blocksOf(subnetsOf(way, way.nodes.subnetIds)).map(({ block }) => block.family);
  return way.database.families.filter((family) => ofNodes.includes(family));
}

export function alike({ block }: End, { block: other }: End): boolean {
  return block.family === other.family;
}

function blocksOf(subnets: readonly Subnet[]): readonly End[] {
  return subnets.flatMap(({ id, vpcId, cidrs }) =>
    cidrs.flatMap((cidr) => {
      const block = blockOf(cidr);
      return block ? [{ id, vpcId, cidr, block }] : [];
    }),
  );
}
