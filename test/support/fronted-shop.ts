/** The shop, with a network load balancer before the cluster's application load balancer. */
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { type Estate, estateOf } from '../../rehearsal/estate/migration/estate.ts';
import type { Json, JsonObject } from '../../rehearsal/snapshot/json.ts';
import { CLUSTER_ID, shopSettings } from './shop.ts';
import { shopSnapshot } from './shop-snapshot.ts';

const PLACE = '111122223333/us-west-1';
const ARN = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';
const DNS_NAME = 'front-0123456789abcdef.elb.us-west-1.amazonaws.com';
export const FRONT_ID = 'net/front/0123456789abcdef';

type Printed = Partial<Record<'LoadBalancers' | 'TargetGroups' | 'NetworkInterfaces', JsonObject[]>>;

export function frontedShop(others: Partial<MigrationSettings> = {}): Estate {
  const { files } = shopSnapshot();
  const printed = (file: string) => structuredClone(files.get(`${PLACE}/${file}`)) as Printed;
  const balancers = printed('elbv2/describe-load-balancers.json');
  const groups = printed('elbv2/describe-target-groups.json');
  const interfaces = printed('ec2/describe-network-interfaces.json');
  const [behind] = balancers.LoadBalancers ?? [];
  balancers.LoadBalancers?.push({
    ...behind,
    LoadBalancerArn: `${ARN}:loadbalancer/${FRONT_ID}`,
    LoadBalancerName: 'front',
    DNSName: DNS_NAME,
    Type: 'network',
  });
  groups.TargetGroups?.push({
    TargetGroupArn: `${ARN}:targetgroup/front/1`,
    TargetGroupName: 'front',
    TargetType: 'alb',
    Protocol: 'TCP',
    Port: 443,
    LoadBalancerArns: [`${ARN}:loadbalancer/${FRONT_ID}`],
  });
  interfaces.NetworkInterfaces?.push({
    Description: `ELB ${FRONT_ID}`,
    NetworkInterfaceId: 'eni-0f',
    Association: { PublicIp: '198.51.100.200' },
  });
  const snapshot = shopSnapshot({
    [`${PLACE}/elbv2/describe-load-balancers.json`]: balancers as Json,
    [`${PLACE}/elbv2/describe-target-groups.json`]: groups as Json,
    [`${PLACE}/ec2/describe-network-interfaces.json`]: interfaces as Json,
    [`${PLACE}/elbv2/describe-target-health/front.json`]: {
      TargetHealthDescriptions: [
        {
          Target: { Id: `${ARN}:loadbalancer/${CLUSTER_ID}`, Port: 443 },
          TargetHealth: { State: 'healthy' },
        },
      ],
    },
  });
  const settings = shopSettings();
  const { target } = settings;
  if (target.kind !== 'load-balancer') throw new Error("The shop's target is a load balancer.");
  return estateOf(
    { ...settings, target: { ...target, dnsName: `${DNS_NAME}.`, family: 'network' }, ...others },
    snapshot,
  );
}
