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
