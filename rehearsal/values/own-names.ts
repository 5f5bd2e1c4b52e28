import { createHash } from 'node:crypto';
import type { Resource, SynthesisedStack } from '../app/synthesise.ts';

/** By type, the property that names a resource, where `Ref` gives that name. */
const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::CompositeAlarm': 'AlarmName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::AutoScaling::AutoScalingGroup': 'AutoScalingGroupName',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'LoadBalancerName',
};

/**
 * The name that a template gives to a resource.
 * @param isOffline the offline AWS deploys the stack, and names the alarms that have no name, and health checks
 */
export function ownNameOf(
  { name, template }: Pick<SynthesisedStack, 'name' | 'template'>,
  logicalId: string,
  isOffline: boolean,
): string | undefined {
  const resource = template.Resources[logicalId];
  const given = resource && nameIn(resource);
  if (given !== undefined || !isOffline) return given;
  if (resource?.Type === 'AWS::Route53::HealthCheck') return emulatedId(name, logicalId);
  return isAlarm(resource) ? emulatedName(name, logicalId) : undefined;
}

export function isAlarm(resource: Resource | undefined): boolean {
  return /^AWS::CloudWatch::(Alarm|CompositeAlarm)$/.test(resource?.Type ?? '');
}

function nameIn({ Type, Properties = {} }: Resource): string | undefined {
  const name = Properties[NAMED_BY[Type] ?? ''];
  return typeof name === 'string' ? name : undefined;
}

/** Of an alarm's name. */
const LONGEST = 255;

/** As the offline AWS names a resource without a name: the same at each deployment. */
function emulatedName(stackName: string, logicalId: string): string {
  const end = hashOf(stackName, logicalId).slice(0, 13).toUpperCase();
  return `${`${stackName}-${logicalId}-`.slice(0, LONGEST - end.length)}${end}`;
}

/** Of a health check; see ../emulator/patches/cloudformation_health_checks.py. */
function emulatedId(stackName: string, logicalId: string): string {
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(hashOf(stackName, logicalId)) ?? [];
  return parts.slice(1).join('-');
}

function hashOf(stackName: string, logicalId: string): string {
  return createHash('sha256').update(`${stackName}:${logicalId}`).digest('hex');
}
