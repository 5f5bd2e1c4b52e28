import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { yamlDocuments } from '../../../../../../lambdas/migration/adapters/yaml-documents.ts';
import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { ClusterSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import type {
  SeenFront,
  SeenGroup,
  SeenInstance,
  SeenTarget,
  SeenVolume,
} from '../../../../../../lambdas/migration/domain/kops/seen-cluster.ts';
import type {
  Group,
  GroupRule,
  PrefixList,
} from '../../../../../../lambdas/migration/domain/network/network.ts';
import type { KopsCluster } from '../../../../../../lambdas/migration/ports/kops-cluster.ts';
import { verifyCluster } from '../../../../../../lambdas/migration/preflight/verify-cluster/verify-cluster.ts';
import { MemoryStateStore } from '../../../../../fakes/migration/memory-state-store.ts';

export const CLUSTER = 'k8s.shop.test';
export const BUCKET = 'kops-state-shop';
const STORED = join(import.meta.dirname, '../../../../../../rehearsal/worlds/shop/objects/kops-state-shop');

/** The shop's own state store, of which a test may change what it likes. */
export function shopStore(): MemoryStateStore {
  const store = new MemoryStateStore();
  for (const entry of readdirSync(join(STORED, CLUSTER), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    store.objects.set(path.slice(STORED.length + 1), readFileSync(path, 'utf8'));
  }
  for (const etcdCluster of ['main', 'events']) backUp(store, etcdCluster, '2027-01-04T07:45:00Z-000042');
  return store;
}

/** As etcd-manager does. @param parts of the backup that are there */
export function backUp(
  store: MemoryStateStore,
  etcdCluster: string,
  name: string,
  parts: readonly string[] = ['etcd.backup.gz', '_etcd_backup.meta'],
): void {
  for (const part of parts) store.objects.set(`${CLUSTER}/backups/etcd/${etcdCluster}/${name}/${part}`, '');
}

/**
 * Replaces in one object; what isn't there to be replaced is a mistake of the test. What is in effect was wanted before: it is
 * replaced in `config`, too, if it is there.
 */
export function edit(store: MemoryStateStore, object: string, from: string | RegExp, to: string): void {
  const replaced = (key: string): boolean => {
    const before = store.objects.get(key) ?? '';
    const after = before.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'g'), to);
    if (after !== before) store.objects.set(key, after);
    return after !== before;
  };
  if (!replaced(`${CLUSTER}/${object}`)) throw new Error(`${CLUSTER}/${object} has no ${from}`);
  if (object === 'cluster-completed.spec') replaced(`${CLUSTER}/config`);
}

/** `level code subject` of what isn't a pass. */
export function amiss(findings: readonly Finding[]): readonly string[] {
  return findings
    .filter(({ level }) => level !== 'pass')
    .map(({ level, code, subject }) => `${level} ${code} ${subject}`);
}

const ZONES = ['us-west-1a', 'us-west-1b', 'us-west-1c'];
const TARGET_GROUP =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:targetgroup/tcp-k8s/0123456789abcdef';

/** A Monday. */
export const NOW = Date.UTC(2027, 0, 4, 8, 0);
export const DAY = 86_400_000;
export const daysAgo = (days: number): string => new Date(NOW - days * DAY).toISOString();

/** What AWS has of the shop's cluster, of which a test may change what it likes. */
export class ShopCluster implements KopsCluster {
  readonly seen = {
    groups: ZONES.flatMap((zone) => [masterGroup(zone), nodeGroup(zone)]),
    volumes: ['main', 'events'].flatMap((etcdCluster) => ZONES.map((zone) => volume(etcdCluster, zone))),
    targets: ZONES.map((zone) => target(`i-${zone}`)),
    instances: ZONES.flatMap((zone) => [
      instance(`i-${zone}`, 'master'),
      instance(`i-${zone}-1`, 'node'),
      instance(`i-${zone}-2`, 'node'),
    ]),
    fronts: [front()],
    securityGroups: [
      securityGroup('masters', [
        rule(-1, { protocol: '-1', groups: ['sg-masters'] }),
        rule(443, { groups: ['sg-api'] }),
      ]),
      securityGroup('nodes', [rule(-1, { protocol: '-1', groups: ['sg-masters', 'sg-nodes'] })]),
      securityGroup('api', [rule(443, { cidrs: ['172.16.0.0/12'] })]),
    ],
  };
  /** The answer to all questions of a kind, in place of what is seen. */
  readonly broken: Partial<Record<keyof ShopCluster['seen'], Error>> = {};

  groups = async () => this.#answer('groups');
  instances = async () => this.#answer('instances');
  etcdVolumes = async () => this.#answer('volumes');
  targets = async ({ targetGroupArns, loadBalancers }: Parameters<KopsCluster['targets']>[0]) =>
    this.#answer('targets').filter(({ place }) => [...targetGroupArns, ...loadBalancers].includes(place));

  fronts = async ({ targetGroupArns, loadBalancers }: Parameters<KopsCluster['fronts']>[0]) =>
    targetGroupArns.length + loadBalancers.length === 0 ? [] : this.#answer('fronts');
  /** Of the network's. */
  securityGroups = async (ids: readonly string[]) =>
    this.#answer('securityGroups').filter(({ id }) => ids.includes(id));

  /** Of those that aren't here nothing is known. */
  readonly lists = new Map<string, readonly string[]>();
  prefixLists = async (ids: readonly string[]): Promise<readonly PrefixList[]> =>
    ids.map((id) => {
      const value = this.lists.get(id);
      return { id, cidrs: value ? { known: true, value } : { known: false, why: `there is no ${id}.` } };
    });

  /** Admits more. @param name of the group: `masters`, `nodes` or `api` */
  admit(name: string, ...rules: readonly GroupRule[]): void {
    const group = this.#one(this.seen.securityGroups.find((each) => each.name === name));
    group.ingress = [...group.ingress, ...rules];
  }

  front(): Changeable<SeenFront> {
    return this.#one(this.seen.fronts[0]);
  }

  instance(role: 'master' | 'node'): Changeable<SeenInstance> {
    return this.#one(this.seen.instances.find((instance) => instance.role === role));
  }

  group(name: string): Changeable<SeenGroup> {
    return this.#one(this.seen.groups.find((group) => group.instanceGroup === name));
  }

  volume(etcdCluster: string, member: string): Changeable<SeenVolume> {
    return this.#one(
      this.seen.volumes.find((each) => each.etcdCluster === etcdCluster && each.member === member),
    );
  }

  #answer<Kind extends keyof ShopCluster['seen']>(kind: Kind): ShopCluster['seen'][Kind] {
    const error = this.broken[kind];
    if (error) throw error;
    return this.seen[kind];
  }

  #one<T>(found: T | undefined): T {
    if (found === undefined) throw new Error('The shop has no such part.');
    return found;
  }
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

function masterGroup(zone: string): Changeable<SeenGroup> {
  const instanceGroup = `control-plane-${zone}`;
  return {
    ...ofOne(instanceGroup, zone, 1),
    name: `${instanceGroup}.masters.${CLUSTER}`,
    role: 'master',
    targetGroupArns: [TARGET_GROUP],
    instances: [{ id: `i-${zone}`, lifecycle: 'InService', isHealthy: true, zone }],
  };
}

function nodeGroup(zone: string): Changeable<SeenGroup> {
  const instances = [1, 2].map((n) => ({
    id: `i-${zone}-${n}`,
    lifecycle: 'InService',
    isHealthy: true,
    zone,
  }));
  return { ...ofOne(`nodes-${zone}`, zone, 2), max: 4, role: 'node', instances };
}

function ofOne(instanceGroup: string, zone: string, size: number): Changeable<SeenGroup> {
  return {
    name: `${instanceGroup}.${CLUSTER}`,
    instanceGroup,
    role: 'other',
    zones: [zone],
    min: size,
    max: size,
    desired: size,
    suspended: [],
    targetGroupArns: [],
    loadBalancers: [],
    instances: [],
  };
}

function volume(etcdCluster: string, zone: string): Changeable<SeenVolume> {
  const member = zone.slice(-1);
  return {
    id: `vol-${etcdCluster}-${member}`,
    etcdCluster,
    member,
    members: ['a', 'b', 'c'],
    tag: `k8s.io/etcd/${etcdCluster}=${member}/a,b,c`,
    zone,
    state: 'in-use',
    encrypted: true,
    keyArn: '',
    attachedTo: `i-${zone}`,
    attachment: 'attached',
  };
}

const target = (id: string): Changeable<SeenTarget> => ({
  place: TARGET_GROUP,
  instance: id,
  state: 'healthy',
  reason: '',
});

const instance = (id: string, role: 'master' | 'node'): Changeable<SeenInstance> => ({
  id,
  role,
  zone: '',
  launchedAt: daysAgo(120),
  securityGroupIds: [`sg-${role}s`],
  publicAddress: '',
});

const front = (): Changeable<SeenFront> => ({
  name: 'api-k8s',
  isInternetFacing: false,
  securityGroupIds: ['sg-api'],
  hidesClients: false,
});

const securityGroup = (name: string, ingress: readonly GroupRule[]): Changeable<Group> => ({
  id: `sg-${name}`,
  name,
  ingress,
  egress: [],
});

/** @param port -1 for all */
export function rule(port: number, more: Partial<GroupRule>): GroupRule {
  const ports = port < 0 ? { from: 0, to: 65_535 } : { from: port, to: port };
  return { protocol: 'tcp', ports, cidrs: [], lists: [], groups: [], ...more };
}

export interface Shop {
  readonly store: MemoryStateStore;
  readonly cluster: ShopCluster;
}

/** The findings about the shop, after a change. */
export async function findingsOf(
  change: (shop: Shop) => void = () => undefined,
  settings: Partial<ClusterSettings> = {},
): Promise<readonly Finding[]> {
  const shop = { store: shopStore(), cluster: new ShopCluster() };
  change(shop);
  const { check, findings } = await verifyCluster(
    { name: CLUSTER, stateStore: { bucket: BUCKET, prefix: '' }, ...settings },
    {
      storeAt: ({ bucket, prefix }) => shop.store.at(bucket, prefix),
      parseYaml: yamlDocuments,
      cluster: shop.cluster,
      network: { groups: shop.cluster.securityGroups, prefixLists: shop.cluster.prefixLists },
      clock: { now: () => NOW },
    },
  );
  expect(check).toBe('VerifyCluster');
  return findings;
}
