/** The load balancers that send clients to the API servers: whom they let in. */
import * as classic from '@aws-sdk/client-elastic-load-balancing';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { unlessGone } from '../../shared/adapters/unless-gone.ts';
import type { SeenFront } from '../domain/kops/seen-cluster.ts';
import type { TargetPlaces } from '../ports/kops-cluster.ts';

const { given } = answersOf('Elastic Load Balancing');

interface Clients {
  readonly elbv2: elbv2.ElasticLoadBalancingV2Client;
  readonly classicElb: classic.ElasticLoadBalancingClient;
}

/** None of a place that is gone. One before several groups hides its clients if it does from any of them. */
export async function frontsOf(places: TargetPlaces, clients: Clients): Promise<readonly SeenFront[]> {
  const found = await Promise.all([
    ...places.targetGroupArns.map((arn) => beforeGroup(arn, clients.elbv2)),
    ...places.loadBalancers.map((name) => classicOne(name, clients.classicElb)),
  ]);
  const byName = new Map<string, SeenFront>();
  for (const front of found.flat())
    byName.set(front.name, {
      ...front,
      hidesClients: front.hidesClients || byName.get(front.name)?.hidesClients === true,
    });
  return [...byName.values()];
}

async function beforeGroup(
  TargetGroupArn: string,
  client: elbv2.ElasticLoadBalancingV2Client,
): Promise<readonly SeenFront[]> {
  const groups = await unlessGone([elbv2.TargetGroupNotFoundException], () =>
    client.send(new elbv2.DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] })),
  );
  const arns = (groups?.TargetGroups ?? []).flatMap(({ LoadBalancerArns = [] }) => LoadBalancerArns);
  if (arns.length === 0) return [];
  const [answer, isHiding] = await Promise.all([
    unlessGone([elbv2.LoadBalancerNotFoundException], () =>
      client.send(new elbv2.DescribeLoadBalancersCommand({ LoadBalancerArns: arns })),
    ),
    hidesClients(TargetGroupArn, client),
  ]);
  return (answer?.LoadBalancers ?? []).map(({ LoadBalancerName, Scheme, SecurityGroups = [] }) => ({
    name: given(LoadBalancerName, 'a load balancer', 'LoadBalancerName'),
    isInternetFacing: Scheme !== elbv2.LoadBalancerSchemeEnum.INTERNAL,
    securityGroupIds: SecurityGroups,
    hidesClients: isHiding,
  }));
}

/** Source: the guide of network load balancers, "Client IP preservation". */
async function hidesClients(
  TargetGroupArn: string,
  client: elbv2.ElasticLoadBalancingV2Client,
): Promise<boolean> {
  const { Attributes = [] } = await client.send(
    new elbv2.DescribeTargetGroupAttributesCommand({ TargetGroupArn }),
  );
  return Attributes.some(({ Key, Value }) => Key === 'preserve_client_ip.enabled' && Value === 'false');
}

async function classicOne(
  name: string,
  client: classic.ElasticLoadBalancingClient,
): Promise<readonly SeenFront[]> {
  const answer = await unlessGone([classic.AccessPointNotFoundException], () =>
    client.send(new classic.DescribeLoadBalancersCommand({ LoadBalancerNames: [name] })),
  );
  return (answer?.LoadBalancerDescriptions ?? []).map(({ Scheme, SecurityGroups = [] }) => ({
    name,
    isInternetFacing: Scheme !== 'internal',
    securityGroupIds: SecurityGroups,
    hidesClients: false,
  }));
}
