/** Files that say nothing without others. */
import type { FileKind } from '../file-kind.ts';
import { GROUPS, isOfMasters } from './autoscaling.ts';
import { METRIC_DATA, METRIC_QUERIES } from './cloudwatch.ts';
import { INSTANCES, NETWORK_INTERFACES } from './ec2.ts';
import { CLASSIC_LOAD_BALANCERS, INSTANCE_HEALTH } from './elb.ts';
import {
  LOAD_BALANCERS,
  TARGET_GROUP_ATTRIBUTES,
  TARGET_GROUP_TAGS,
  TARGET_GROUPS,
  TARGET_HEALTH,
} from './elbv2.ts';
import { HEALTH_CHECKS, HOSTED_ZONE, RECORD_SETS } from './route53.ts';

/** A file of the same account and region. */
interface Needed {
  readonly kind: FileKind;
  readonly names: readonly string[];
}

export interface Link {
  readonly from: FileKind;
  /** @param names of the file that leads to the others */
  to(content: unknown, names: readonly string[]): readonly Needed[];
}

function link<T>(from: FileKind<T>, to: (content: T, names: readonly string[]) => readonly Needed[]): Link {
  return { from, to: (content, names) => to(content as T, names) };
}

/** Whose instances are known by their ids alone. */
const EC2_INSTANCES: Needed = { kind: INSTANCES, names: [] };

export const LINKS: readonly Link[] = [
  // Of private zones it matters which there are: their records are their VPCs' own.
  link(HOSTED_ZONE, ({ HostedZone: { Config } }, names) =>
    Config?.PrivateZone ? [] : [{ kind: RECORD_SETS, names }],
  ),
  // Without the list, a health check that is there would look like one that is gone.
  link(RECORD_SETS, ({ ResourceRecordSets: records }, names) => [
    { kind: HOSTED_ZONE, names },
    ...(records.some(({ HealthCheckId = '' }) => HealthCheckId !== '')
      ? [{ kind: HEALTH_CHECKS, names: [] }]
      : []),
  ]),
  link(METRIC_QUERIES, (_, names) => [{ kind: METRIC_DATA, names }]),
  link(METRIC_DATA, (_, names) => [{ kind: METRIC_QUERIES, names }]),
  link(CLASSIC_LOAD_BALANCERS, ({ LoadBalancerDescriptions: balancers }) => [
    ...balancers.map(({ LoadBalancerName }) => ({ kind: INSTANCE_HEALTH, names: [LoadBalancerName] })),
    ...balancers.slice(0, 1).map(() => ({ kind: NETWORK_INTERFACES, names: [] })),
    ...(balancers.some(({ Instances = [] }) => Instances.length > 0) ? [EC2_INSTANCES] : []),
  ]),
  link(LOAD_BALANCERS, ({ LoadBalancers }) =>
    LoadBalancers.slice(0, 1).flatMap(() => [
      { kind: TARGET_GROUPS, names: [] },
      { kind: NETWORK_INTERFACES, names: [] },
    ]),
  ),
  link(TARGET_GROUPS, ({ TargetGroups }) =>
    TargetGroups.filter(({ LoadBalancerArns = [] }) => LoadBalancerArns.length > 0).map(
      ({ TargetGroupName }) => ({ kind: TARGET_HEALTH, names: [TargetGroupName] }),
    ),
  ),
  link(GROUPS, ({ AutoScalingGroups }) =>
    AutoScalingGroups.filter(isOfMasters)
      .flatMap(({ TargetGroupARNs = [] }) => TargetGroupARNs)
      .flatMap((arn) => {
        const names = [arn.replace(/^.*:targetgroup\//, '').replace(/\/.*$/, '')];
        return [
          { kind: TARGET_GROUPS, names: [] },
          { kind: TARGET_GROUP_ATTRIBUTES, names },
          { kind: TARGET_GROUP_TAGS, names },
          { kind: TARGET_HEALTH, names },
        ];
      }),
  ),
  link(TARGET_HEALTH, ({ TargetHealthDescriptions }) =>
    TargetHealthDescriptions.some(({ Target: { Id } }) => Id.startsWith('i-')) ? [EC2_INSTANCES] : [],
  ),
];
