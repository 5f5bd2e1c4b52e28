import {
  type EC2Client,
  type Filter,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeTransitGatewayAttachments,
  paginateDescribeTransitGatewayVpcAttachments,
  paginateDescribeVpcPeeringConnections,
  paginateDescribeVpcs,
  paginateGetManagedPrefixListEntries,
  paginateSearchTransitGatewayRoutes,
} from '@aws-sdk/client-ec2';
import type {
  Acl,
  Association,
  Attachment,
  GatewayRoute,
  Group,
  Peering,
  PrefixList,
  RouteTable,
  Subnet,
  Vpc,
} from '../domain/network/network.ts';
import { readingOf } from '../domain/reading.ts';
import type { Network } from '../ports/network.ts';
import {
  aclOf,
  associationOf,
  attachmentOf,
  gatewayRoutesOf,
  groupOf,
  peeringOf,
  prefixListsOf,
  routeTableOf,
  subnetOf,
  vpcOf,
} from './described-network.ts';
import { listedIn } from './listed-in.ts';

/** Networks in EC2. All are asked by filters: by ids, EC2 refuses the whole question if one is absent. */
export class Ec2Network implements Network {
  readonly #client: EC2Client;

  constructor(client: EC2Client) {
    this.#client = client;
  }

  async vpcs(ids: readonly string[]): Promise<readonly Vpc[]> {
    const pages = paginateDescribeVpcs(this.#paging, by('vpc-id', ids));
    return (await listedIn(pages, ({ Vpcs }) => Vpcs ?? [])).map(vpcOf);
  }

  async subnets(ids: readonly string[]): Promise<readonly Subnet[]> {
    const pages = paginateDescribeSubnets(this.#paging, by('subnet-id', ids));
    return (await listedIn(pages, ({ Subnets }) => Subnets ?? [])).map(subnetOf);
  }

  async routeTables(vpcIds: readonly string[]): Promise<readonly RouteTable[]> {
    const pages = paginateDescribeRouteTables(this.#paging, by('vpc-id', vpcIds));
    return (await listedIn(pages, ({ RouteTables }) => RouteTables ?? [])).map(routeTableOf);
  }

  async acls(vpcIds: readonly string[]): Promise<readonly Acl[]> {
    const pages = paginateDescribeNetworkAcls(this.#paging, by('vpc-id', vpcIds));
    return (await listedIn(pages, ({ NetworkAcls }) => NetworkAcls ?? [])).map(aclOf);
  }

  async groups(ids: readonly string[]): Promise<readonly Group[]> {
    const pages = paginateDescribeSecurityGroups(this.#paging, by('group-id', ids));
    const groups = await listedIn(pages, ({ SecurityGroups }) => SecurityGroups ?? []);
    const lists = await this.prefixLists([...new Set(groups.flatMap(prefixListsOf))]);
    const byId = new Map(lists.map((list) => [list.id, list]));
    return groups.map((group) => groupOf(group, byId));
  }

  prefixLists(ids: readonly string[]): Promise<readonly PrefixList[]> {
    return Promise.all(ids.map(async (id) => ({ id, cidrs: await readingOf(() => this.#prefixes(id)) })));
  }

  async peerings(vpcIds: readonly string[]): Promise<readonly Peering[]> {
    const question = by('requester-vpc-info.vpc-id', vpcIds, 'accepter-vpc-info.vpc-id');
    const pages = paginateDescribeVpcPeeringConnections(this.#paging, question);
    return (await listedIn(pages, ({ VpcPeeringConnections }) => VpcPeeringConnections ?? [])).map(peeringOf);
  }

  async attachments(vpcIds: readonly string[]): Promise<readonly Attachment[]> {
    const pages = paginateDescribeTransitGatewayVpcAttachments(this.#paging, by('vpc-id', vpcIds));
    const found = await listedIn(
      pages,
      ({ TransitGatewayVpcAttachments }) => TransitGatewayVpcAttachments ?? [],
    );
    return found.map(attachmentOf);
  }

  async associations(attachmentIds: readonly string[]): Promise<readonly Association[]> {
    const question = by('transit-gateway-attachment-id', attachmentIds);
    const pages = paginateDescribeTransitGatewayAttachments(this.#paging, question);
    const found = await listedIn(pages, ({ TransitGatewayAttachments }) => TransitGatewayAttachments ?? []);
    return found.map(associationOf);
  }

  /** AWS searches for the larger and for the smaller ones apart; one of the same size may be in both. */
  async gatewayRoutes(TransitGatewayRouteTableId: string, cidr: string): Promise<readonly GatewayRoute[]> {
    const searches = ['supernet-of-match', 'subnet-of-match'].map((match) => {
      const question = { TransitGatewayRouteTableId, ...by(`route-search.${match}`, [cidr]) };
      const pages = paginateSearchTransitGatewayRoutes(this.#paging, question);
      return listedIn(pages, ({ Routes }) => Routes ?? []);
    });
    return (await Promise.all(searches)).flat().flatMap(gatewayRoutesOf);
  }

  async #prefixes(PrefixListId: string): Promise<readonly string[]> {
    const pages = paginateGetManagedPrefixListEntries(this.#paging, { PrefixListId });
    const entries = await listedIn(pages, ({ Entries }) => Entries ?? []);
    return entries.flatMap(({ Cidr }) => Cidr ?? []);
  }

  get #paging(): { readonly client: EC2Client } {
    return { client: this.#client };
  }
}

/** @param names of filters that all have the same values */
function by(name: string, values: readonly string[], ...names: readonly string[]): { Filters: Filter[] } {
  return { Filters: [name, ...names].map((Name) => ({ Name, Values: [...values] })) };
}
