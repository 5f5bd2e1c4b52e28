import { Duration, Lazy } from 'aws-cdk-lib';
import type { MastersConfig } from '../../../../../lib/masters/config/masters-config.ts';
import { type ResolvedMasters, resolveMasters } from '../../../../../lib/masters/config/resolve-masters.ts';
import { ConfigError, type Problem } from '../../../../../lib/shared/config/config-error.ts';
import { ENVIRONMENT } from '../../migration/config/configurations.ts';
import { itRefuses, type Refusal } from '../../migration/config/refusals.ts';
import { AUTHORITY, SECRET } from './api.ts';

export const TARGET_GROUP =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:targetgroup/api/0123456789abcdef';
export const token = Lazy.string({ produce: () => 'x' });

export const smallest = (): MastersConfig => ({
  cluster: 'k8s.shop.test',
  api: { certificateAuthority: AUTHORITY, tokenSecret: SECRET },
  clusterNetwork: {
    vpcId: 'vpc-01234567',
    subnetIds: ['subnet-01234567', 'subnet-89abcdef'],
    securityGroupIds: ['sg-01234567'],
  },
  notify: { emails: ['oncall@shop.test'] },
});

export const fullest = (): MastersConfig => ({
  ...smallest(),
  api: {
    ...smallest().api,
    tokenSecretKey: 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    serverName: 'masters.shop.test',
  },
  name: 'shop-masters',
  heartbeat: Duration.minutes(10),
  patience: Duration.minutes(5),
  volumeTimeout: Duration.minutes(6),
  launchTimeout: Duration.minutes(7),
  joinTimeout: Duration.minutes(8),
  recoverTimeout: Duration.minutes(9),
  settle: Duration.minutes(2),
  poll: Duration.seconds(10),
  sweep: Duration.minutes(2),
  kopsVersion: '1.36',
  targetGroups: [TARGET_GROUP],
  loadBalancers: ['api-k8s'],
  runbookUrl: 'https://wiki.shop.test/masters',
  logRetention: 30,
});

export const resolve = (config: unknown, environment = ENVIRONMENT): ResolvedMasters =>
  resolveMasters(config as MastersConfig, environment);

export function problemsOf(config: unknown): readonly Problem[] {
  try {
    resolve(config);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

export const refuses = (refusals: readonly Refusal[]): void => itRefuses(refusals, fullest, problemsOf);
