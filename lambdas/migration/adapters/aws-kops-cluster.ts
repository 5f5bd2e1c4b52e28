import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { EC2Client } from '@aws-sdk/client-ec2';
import {
  AccessPointNotFoundException,
  DescribeInstanceHealthCommand,
  type ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { networkedInstances } from '../../shared/adapters/described-ec2.ts';
import { type DescribedGroup, describedGroups } from '../../shared/adapters/described-groups.ts';
import { unlessGone } from '../../shared/adapters/unless-gone.ts';
import {
  CLUSTER_TAG,
  INSTANCE_GROUP_TAG,
  MASTER_ROLES,
  NODE_ROLE,
  type Tags,
} from '../../shared/domain/kops-tags.ts';
import type {
  SeenFront,
  SeenGroup,
  SeenInstance,
  SeenTarget,
  SeenVolume,
} from '../domain/kops/seen-cluster.ts';
import type { KopsCluster, TargetPlaces } from '../ports/kops-cluster.ts';
import { frontsOf } from './api-fronts.ts';
import { seenEtcdVolumes } from './seen-etcd-volumes.ts';

const { given } = answersOf('Elastic Load Balancing');

export interface ClusterClients {
  readonly autoScaling: AutoScalingClient;
  readonly ec2: EC2Client;
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly classicElb: ElasticLoadBalancingClient;
}

/** A kops cluster by its tags, in the account and Region of the clients. */
export class AwsKopsCluster implements KopsCluster {
  readonly #cluster: string;
  readonly #clients: ClusterClients;

  constructor(cluster: string, clients: ClusterClients) {
    this.#cluster = cluster;
    this.#clients = clients;
  }

  async groups(): Promise<readonly SeenGroup[]> {
    const Filters = [{ Name: `tag:${CLUSTER_TAG}`, Values: [this.#cluster] }];
    return (await describedGroups(this.#clients.autoScaling, Filters)).map(seenGroup);
  }

  async instances(): Promise<readonly SeenInstance[]> {
    const found = await networkedInstances(this.#clients.ec2, [
      { Name: `tag:${CLUSTER_TAG}`, Values: [this.#cluster] },
      { Name: 'instance-state-name', Values: ['running'] },
    ]);
    return found.map(({ id, zone, launchedAt, tags, securityGroupIds, publicAddress }) => ({
      ...{ id, zone, launchedAt, securityGroupIds, publicAddress },
      role: roleOf(tags),
    }));
  }

  async etcdVolumes(): Promise<readonly SeenVolume[]> {
    return await seenEtcdVolumes(this.#clients.ec2, this.#cluster);
  }

  async targets({ targetGroupArns, loadBalancers }: TargetPlaces): Promise<readonly SeenTarget[]> {
    const found = await Promise.all([
      ...targetGroupArns.map((arn) => this.#inGroup(arn)),
      ...loadBalancers.map((name) => this.#inClassic(name)),
    ]);
    return found.flat();
  }

  fronts(places: TargetPlaces): Promise<readonly SeenFront[]> {
    return frontsOf(places, this.#clients);
  }

  async #inGroup(place: string): Promise<readonly SeenTarget[]> {
    const command = new DescribeTargetHealthCommand({ TargetGroupArn: place });
    const answer = await unlessGone([TargetGroupNotFoundException], () => this.#clients.elbv2.send(command));
    return (answer?.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
      place,
      instance: given(Target?.Id, place, "a target's Id"),
      state: given(TargetHealth?.State, place, 'TargetHealth.State'),
      reason: TargetHealth?.Description ?? TargetHealth?.Reason ?? '',
    }));
  }

  async #inClassic(place: string): Promise<readonly SeenTarget[]> {
    const command = new DescribeInstanceHealthCommand({ LoadBalancerName: place });
    const answer = await unlessGone([AccessPointNotFoundException], () =>
      this.#clients.classicElb.send(command),
    );
    return (answer?.InstanceStates ?? []).map(({ InstanceId, State, Description = '' }) => ({
      place,
      instance: given(InstanceId, place, "an instance's InstanceId"),
      state: State === 'InService' ? 'healthy' : 'unhealthy',
      reason: Description === 'N/A' ? '' : Description,
    }));
  }
}

function seenGroup({ tags, ...group }: DescribedGroup): SeenGroup {
  return { ...group, instanceGroup: tags[INSTANCE_GROUP_TAG] ?? '', role: roleOf(tags) };
}

function roleOf(tags: Tags): SeenGroup['role'] {
  const has = (key: string): boolean => Object.hasOwn(tags, key);
  if (MASTER_ROLES.some(has)) return 'master';
  return has(NODE_ROLE) ? 'node' : 'other';
}
