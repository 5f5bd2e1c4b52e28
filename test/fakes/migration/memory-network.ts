import type {
  Acl,
  Association,
  Attachment,
  GatewayRoute,
  Group,
  GroupRule,
  Peering,
  Placement,
  PrefixList,
  RouteTable,
  Subnet,
  Vpc,
} from '../../../lambdas/migration/domain/network/network.ts';
import type { Network, Placements } from '../../../lambdas/migration/ports/network.ts';

const ALL_PORTS = { from: 0, to: 65_535 };
const rule = (overrides: Partial<GroupRule>): GroupRule => ({
  protocol: 'tcp',
  ports: { from: 5432, to: 5432 },
  cidrs: [],
  lists: [],
  groups: [],
  ...overrides,
});
const EVERYTHING = rule({ protocol: '-1', ports: ALL_PORTS, cidrs: ['0.0.0.0/0'] });
const open = (id: string, subnetIds: readonly string[]): Acl => ({
  id,
  subnetIds,
  entries: [true, false].map((egress) => ({
    number: 100,
    egress,
    allows: true,
    protocol: '-1',
    cidr: '0.0.0.0/0',
    ports: ALL_PORTS,
  })),
});

/** Nodes in `vpc-k8s`, a database in `vpc-db`, a peering between them, and all that it needs. */
export class MemoryNetwork implements Network, Placements {
  placement: Placement | undefined = {
    vpcId: 'vpc-db',
    subnetIds: ['subnet-db'],
    groupIds: ['sg-db'],
    port: 5432,
    public: false,
    families: ['ipv4'],
  };
  all = {
    vpcs: [
      { id: 'vpc-k8s', owner: '111122223333', cidrs: ['172.20.0.0/16'] },
      { id: 'vpc-db', owner: '111122223333', cidrs: ['10.0.0.0/16'] },
    ] as Vpc[],
    subnets: [
      { id: 'subnet-a', vpcId: 'vpc-k8s', zone: 'us-west-1a', cidrs: ['172.20.32.0/19'] },
      { id: 'subnet-b', vpcId: 'vpc-k8s', zone: 'us-west-1c', cidrs: ['172.20.64.0/19'] },
      { id: 'subnet-db', vpcId: 'vpc-db', zone: 'us-west-1a', cidrs: ['10.0.1.0/24'] },
    ] as Subnet[],
    routeTables: [
      {
        id: 'rtb-k8s',
        vpcId: 'vpc-k8s',
        main: false,
        subnetIds: ['subnet-a', 'subnet-b'],
        routes: [
          { cidr: '172.20.0.0/16', target: 'local', active: true },
          { cidr: '10.0.0.0/16', target: 'pcx-1', active: true },
          { cidr: '0.0.0.0/0', target: 'nat-1', active: true },
        ],
      },
      {
        id: 'rtb-db',
        vpcId: 'vpc-db',
        main: true,
        subnetIds: [],
        routes: [
          { cidr: '10.0.0.0/16', target: 'local', active: true },
          { cidr: '172.20.0.0/16', target: 'pcx-1', active: true },
        ],
      },
    ] as RouteTable[],
    acls: [open('acl-k8s', ['subnet-a', 'subnet-b']), open('acl-db', ['subnet-db'])],
    groups: [
      { id: 'sg-nodes', name: 'nodes', ingress: [], egress: [EVERYTHING] },
      { id: 'sg-db', name: 'db', ingress: [rule({ groups: ['sg-nodes'] })], egress: [] },
    ] as Group[],
    peerings: [
      {
        id: 'pcx-1',
        state: 'active',
        sides: [
          { vpcId: 'vpc-k8s', answersPrivately: false },
          { vpcId: 'vpc-db', answersPrivately: false },
        ],
      },
    ] as Peering[],
    attachments: [] as Attachment[],
    associations: [] as Association[],
    /** Of all tables. */
    gatewayRoutes: [] as (GatewayRoute & { readonly tableId: string })[],
  };
  /** Parts that can't be read. */
  readonly broken = new Set<keyof MemoryNetwork['all']>();

  of = async () => this.placement;
  vpcs = (ids: readonly string[]) => this.#read('vpcs', ({ id }) => ids.includes(id));
  subnets = (ids: readonly string[]) => this.#read('subnets', ({ id }) => ids.includes(id));
  routeTables = (ids: readonly string[]) => this.#read('routeTables', ({ vpcId }) => ids.includes(vpcId));
  acls = () => this.#read('acls', () => true);
  /** Those of groups are in their rules. */
  prefixLists = async (ids: readonly string[]): Promise<readonly PrefixList[]> =>
    ids.map((id) => ({ id, cidrs: { known: false, why: `there is no ${id}` } }));
  groups = (ids: readonly string[]) => this.#read('groups', ({ id }) => ids.includes(id));
  peerings = () => this.#read('peerings', () => true);
  attachments = (ids: readonly string[]) => this.#read('attachments', ({ vpcId }) => ids.includes(vpcId));

  associations = (ids: readonly string[]) =>
    this.#read('associations', ({ attachmentId }) => ids.includes(attachmentId));
  gatewayRoutes = (id: string) => this.#read('gatewayRoutes', ({ tableId }) => tableId === id);

  /** Changes one thing, named by its id. */
  change<Part extends 'routeTables' | 'acls' | 'groups' | 'peerings' | 'vpcs' | 'subnets'>(
    part: Part,
    id: string,
    changes: Partial<MemoryNetwork['all'][Part][number]>,
  ): void {
    const things = this.all[part] as { id: string }[];
    this.all = {
      ...this.all,
      [part]: things.map((each) => (each.id === id ? { ...each, ...changes } : each)),
    };
  }

  async #read<Part extends keyof MemoryNetwork['all']>(
    part: Part,
    which: (each: MemoryNetwork['all'][Part][number]) => boolean,
  ): Promise<MemoryNetwork['all'][Part][number][]> {
    if (this.broken.has(part)) throw new Error(`UnauthorizedOperation: ${part}`);
    return (this.all[part] as MemoryNetwork['all'][Part][number][]).filter(which);
  }
}

export { EVERYTHING, rule };
