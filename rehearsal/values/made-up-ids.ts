/** Ids of what the app's other stacks make, for a rehearsal without a snapshot. */
import { createHash } from 'node:crypto';
import { loadBalancerZoneId, partitionOf } from '../../lambdas/shared/contract/regions.ts';
import type { Resource, SynthesisedStack } from '../app/synthesise.ts';

/** At the end of the ARN of each made-up load balancer. */
export const BALANCER_ID = '0123456789abcdef';

/** By type, what their ids begin with. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  'AWS::EC2::VPC': 'vpc-',
  'AWS::EC2::Subnet': 'subnet-',
  'AWS::EC2::SecurityGroup': 'sg-',
};

/** @returns undefined for what can't be made up */
export function madeUpId(
  { name, account, region }: SynthesisedStack,
  logicalId: string,
  { Type, Properties }: Resource,
): string | undefined {
  const hash = createHash('sha256').update(`${name}/${logicalId}`).digest('hex');
  const arn = (service: string) =>
    `arn:${partitionOf(region)?.name ?? 'aws'}:${service}:${region}:${account}`;
  const beginning = BEGINNINGS[Type];
  if (beginning !== undefined) return `${beginning}0${hash.slice(0, 16)}`;
  if (Type === 'AWS::Route53::HostedZone') return `Z0${hash.slice(0, 16).toUpperCase()}`;
  if (Type === 'AWS::SNS::Topic') return `${arn('sns')}:${name}-${logicalId}`;
  const given = Properties?.FunctionName ?? Properties?.StateMachineName;
  const called = typeof given === 'string' ? given : `${name}-${logicalId}`.slice(0, 64);
  if (Type === 'AWS::Lambda::Function') return called;
  if (Type === 'AWS::StepFunctions::StateMachine') return `${arn('states')}:stateMachine:${called}`;
  if (Type !== 'AWS::ElasticLoadBalancingV2::LoadBalancer') return undefined;
  const kind = Properties?.Type === 'network' ? 'net' : 'app';
  return `${arn('elasticloadbalancing')}:loadbalancer/${kind}/${balancerName(String(Properties?.Name ?? logicalId))}/${BALANCER_ID}`;
}

/** Attributes of a load balancer with a made-up ARN. */
export function madeUpBalancer(arn: string, region: string): Readonly<Record<string, string | undefined>> {
  const [kind, name, id] = arn.replace(/^.*:loadbalancer\//, '').split('/');
  const suffix = partitionOf(region)?.domainSuffix ?? 'amazonaws.com';
  const isNetwork = kind === 'net';
  return {
    DNSName: isNetwork
      ? `${name}-${id}.elb.${region}.${suffix}`
      : `${name}-${Number.parseInt(id?.slice(0, 8) ?? '', 16)}.${region}.elb.${suffix}`,
    CanonicalHostedZoneID: loadBalancerZoneId(region, isNetwork ? 'network' : 'application-or-classic'),
  };
}

/** As DNS has it. A load balancer's name has 32 characters at most. */
function balancerName(name: string): string {
  return name.slice(0, 32).toLowerCase();
}
