/** What `Fn::GetAtt` gives: of most attributes, the id says it, or the description of the resource. */
import { partitionOf } from '../../lambdas/shared/contract/regions.ts';
import type { FileKind, Place } from '../snapshot/file-kind.ts';
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
  /** There is no file. */
  readonly makesUp: boolean;
}

type Answer = string | Omit<Lacking, 'what'>;

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

export function attributeOf(attribute: Attribute, at: Where, { find, makesUp }: Files): Answer {
  const { type, name, id } = attribute;
  const own = byId(attribute, at);
  if (own !== undefined) return own;
  if (makesUp && type === BALANCER) return madeUpBalancer(id, at.region)[name] ?? {};
  return DESCRIBED[type]?.(attribute, { account: at.account, region: at.region }, find) ?? {};
}

/** `Ref` is the ARN of these … */
const ARNS: Readonly<Record<string, readonly string[]>> = {
  'AWS::SNS::Topic': ['TopicArn'],
  'AWS::SecretsManager::Secret': ['Id'],
  'AWS::StepFunctions::StateMachine': ['Arn'],
  [BALANCER]: ['LoadBalancerArn'],
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
  'AWS::Lambda::Function': (id) => ['lambda', `function:${id}`],
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
  if (type !== BALANCER) return undefined;
  const full = id.replace(/^.*:loadbalancer\//, '');
  if (name === 'LoadBalancerFullName') return full;
  return name === 'LoadBalancerName' ? full.split('/')[1] : undefined;
}

type Described = (attribute: Attribute, place: Place, find: Find) => Answer;

const DESCRIBED: Readonly<Record<string, Described>> = {
  [BALANCER]: describedIn(LOAD_BALANCERS, ({ LoadBalancers }, id) => {
    const found = LoadBalancers.find(({ LoadBalancerArn }) => LoadBalancerArn === id);
    return { DNSName: found?.DNSName, CanonicalHostedZoneID: found?.CanonicalHostedZoneId };
  }),
  'AWS::ElasticLoadBalancing::LoadBalancer': describedIn(
    CLASSIC_LOAD_BALANCERS,
    ({ LoadBalancerDescriptions }, id) => {
      const found = LoadBalancerDescriptions.find(({ LoadBalancerName }) => LoadBalancerName === id);
      return { DNSName: found?.DNSName, CanonicalHostedZoneNameID: found?.CanonicalHostedZoneNameID };
    },
  ),
  'AWS::RDS::DBInstance': describedIn(DATABASES, ({ DBInstances }, id) => {
    const endpoint = DBInstances.find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === id)?.Endpoint;
    return { 'Endpoint.Address': endpoint?.Address, 'Endpoint.Port': endpoint?.Port };
  }),
  'AWS::RDS::DBCluster': describedIn(DATABASE_CLUSTERS, ({ DBClusters }, id) => {
    const found = DBClusters.find(({ DBClusterIdentifier }) => DBClusterIdentifier === id);
    return { 'Endpoint.Address': found?.Endpoint, 'Endpoint.Port': found?.Port };
  }),
};

/** @param attributesOf the resource with this id, by their names */
function describedIn<T>(
  kind: FileKind<T>,
  attributesOf: (content: T, id: string) => Readonly<Record<string, string | number | undefined>>,
): Described {
  return ({ name, id }, place, find) => {
    const content = find(kind, place);
    const found = content === undefined ? undefined : attributesOf(content, id)[name];
    return found === undefined ? { kind, place } : String(found);
  };
}
