/** What `Fn::GetAtt` gives: of most attributes, the id says it, or the description of the resource. */
import { partitionOf } from '../../lambdas/shared/contract/regions.ts';
import { CLASSIC_LOAD_BALANCERS } from '../snapshot/kinds/elb.ts';
import { LOAD_BALANCERS } from '../snapshot/kinds/elbv2.ts';
import { DATABASE_CLUSTERS, DATABASES } from '../snapshot/kinds/rds.ts';
import type { Find, Lacking, Where } from './lacking.ts';
import { madeUpBalancer } from './made-up-ids.ts';

export interface Attribute {
  readonly type: string;
  readonly name: string;
  /** What `Ref` gives of the resource. */
  readonly id: string;
}

interface Files {
  readonly find: Find;
  readonly makesUp: boolean;
}

type Answer = string | Omit<Lacking, 'what'>;

export function attributeOf(attribute: Attribute, at: Where, files: Files): Answer {
  return byId(attribute, at) ?? DESCRIBED[attribute.type]?.(attribute, at, files) ?? {};
}

/** `Ref` is the ARN of these … */
const ARNS: Readonly<Record<string, readonly string[]>> = {
  'AWS::SNS::Topic': ['TopicArn'],
  'AWS::SecretsManager::Secret': ['Id'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['LoadBalancerArn'],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['TargetGroupArn'],
};

/** … and the id of those. */
const IDS: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::VPC': ['VpcId'],
  'AWS::EC2::Subnet': ['SubnetId'],
  'AWS::EC2::SecurityGroup': ['GroupId', 'Id'],
  'AWS::KMS::Key': ['KeyId'],
  'AWS::Route53::HostedZone': ['Id'],
};

/** ARNs that are made of the id. */
const MADE_OF_ID: Readonly<Record<string, (id: string) => readonly [service: string, resource: string]>> = {
  'AWS::CloudWatch::Alarm': (id) => ['cloudwatch', `alarm:${id}`],
  'AWS::CloudWatch::CompositeAlarm': (id) => ['cloudwatch', `alarm:${id}`],
  'AWS::KMS::Key': (id) => ['kms', `key/${id}`],
  'AWS::RDS::DBInstance': (id) => ['rds', `db:${id}`],
  'AWS::RDS::DBCluster': (id) => ['rds', `cluster:${id}`],
  'AWS::AutoScaling::AutoScalingGroup': (id) => [
    'autoscaling',
    `autoScalingGroup:*:autoScalingGroupName/${id}`,
  ],
};

function byId({ type, name, id }: Attribute, at: Where): string | undefined {
  if (ARNS[type]?.includes(name) || IDS[type]?.includes(name)) return id;
  const [service, resource] = MADE_OF_ID[type]?.(id) ?? [];
  const partition = partitionOf(at.region)?.name ?? 'aws';
  if (service !== undefined && /^(Arn|DBInstanceArn|DBClusterArn)$/.test(name))
    return `arn:${partition}:${service}:${at.region}:${at.account}:${resource}`;
  if (type === 'AWS::S3::Bucket' && name === 'Arn') return `arn:${partition}:s3:::${id}`;
  if (type === 'AWS::IAM::Role' && name === 'Arn') return `arn:${partition}:iam::${at.account}:role/${id}`;
  if (type === 'AWS::SNS::Topic' && name === 'TopicName') return id.split(':').at(-1);
  if (type !== 'AWS::ElasticLoadBalancingV2::LoadBalancer') return undefined;
  const full = id.replace(/^.*:loadbalancer\//, '');
  if (name === 'LoadBalancerFullName') return full;
  return name === 'LoadBalancerName' ? full.split('/')[1] : undefined;
}

const DESCRIBED: Readonly<Record<string, (attribute: Attribute, at: Where, files: Files) => Answer>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ({ name, id }, { account, region }, { find, makesUp }) => {
    const place = { account, region };
    const all = find(LOAD_BALANCERS, place)?.LoadBalancers ?? [];
    const described = all.find(({ LoadBalancerArn }) => LoadBalancerArn === id);
    if (!described && makesUp) return madeUpBalancer(id, region)[name] ?? {};
    const found = { DNSName: described?.DNSName, CanonicalHostedZoneID: described?.CanonicalHostedZoneId }[
      name
    ];
    return found ?? { kind: LOAD_BALANCERS, place };
  },
  'AWS::ElasticLoadBalancing::LoadBalancer': ({ name, id }, { account, region }, { find }) => {
    const place = { account, region };
    const all = find(CLASSIC_LOAD_BALANCERS, place)?.LoadBalancerDescriptions ?? [];
    const described = all.find(({ LoadBalancerName }) => LoadBalancerName === id);
    const found = {
      DNSName: described?.DNSName,
      CanonicalHostedZoneNameID: described?.CanonicalHostedZoneNameID,
    }[name];
    return found ?? { kind: CLASSIC_LOAD_BALANCERS, place };
  },
  'AWS::RDS::DBInstance': ({ name, id }, { account, region }, { find }) => {
    const place = { account, region };
    const all = find(DATABASES, place)?.DBInstances ?? [];
    const endpoint = all.find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === id)?.Endpoint;
    const found = { 'Endpoint.Address': endpoint?.Address, 'Endpoint.Port': endpoint?.Port }[name];
    return found === undefined ? { kind: DATABASES, place } : String(found);
  },
  'AWS::RDS::DBCluster': ({ name, id }, { account, region }, { find }) => {
    const place = { account, region };
    const all = find(DATABASE_CLUSTERS, place)?.DBClusters ?? [];
    const described = all.find(({ DBClusterIdentifier }) => DBClusterIdentifier === id);
    const found = { 'Endpoint.Address': described?.Endpoint, 'Endpoint.Port': described?.Port }[name];
    return found === undefined ? { kind: DATABASE_CLUSTERS, place } : String(found);
  },
};
