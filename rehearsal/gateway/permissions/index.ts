import type { ApiCall, ConditionContext, Permission } from '../protocol/types.ts';
import { CLOUDFORMATION_RULES } from './cloudformation.ts';
import { AUTO_SCALING_RULES, EC2_RULES } from './compute.ts';
import { IAM_RULES, SECRETS_MANAGER_RULES, SSM_RULES } from './credentials.ts';
import { DYNAMODB_RULES } from './dynamodb.ts';
import { KMS_RULES } from './kms.ts';
import { ELASTIC_LOAD_BALANCING_RULES, RDS_RULES, WAF_RULES } from './load-balancers-and-databases.ts';
import {
  EVENTS_RULES,
  LAMBDA_RULES,
  SCHEDULER_RULES,
  SNS_RULES,
  STATES_RULES,
  STS_RULES,
} from './messaging-and-machines.ts';
import { APS_RULES, CLOUD_TRAIL_RULES, MONITORING_RULES } from './monitoring.ts';
import { ROUTE53_RULES } from './route53.ts';
import type { Lookups, ServiceRules } from './rules.ts';
import { S3_RULES } from './s3.ts';

/** By service of the credential scope. */
export const RULES: Readonly<Record<string, ServiceRules>> = {
  aps: APS_RULES,
  autoscaling: AUTO_SCALING_RULES,
  cloudformation: CLOUDFORMATION_RULES,
  cloudtrail: CLOUD_TRAIL_RULES,
  dynamodb: DYNAMODB_RULES,
  ec2: EC2_RULES,
  events: EVENTS_RULES,
  elasticloadbalancing: ELASTIC_LOAD_BALANCING_RULES,
  iam: IAM_RULES,
  kms: KMS_RULES,
  lambda: LAMBDA_RULES,
  monitoring: MONITORING_RULES,
  rds: RDS_RULES,
  route53: ROUTE53_RULES,
  s3: S3_RULES,
  scheduler: SCHEDULER_RULES,
  secretsmanager: SECRETS_MANAGER_RULES,
  sns: SNS_RULES,
  ssm: SSM_RULES,
  states: STATES_RULES,
  sts: STS_RULES,
  wafv2: WAF_RULES,
};

/**
 * The IAM permissions that a call needs; undefined when the operation is not mapped, which must never be read as
 * "none". Throws `CannotJudge` when the request hides what decides.
 */
export async function permissionsOf(
  call: ApiCall,
  lookups: Lookups,
): Promise<readonly Permission[] | undefined> {
  const rules = Object.hasOwn(RULES, call.service) ? RULES[call.service] : undefined;
  const rule = rules && Object.hasOwn(rules, call.operation) ? rules[call.operation] : undefined;
  if (rule === undefined) return undefined;
  const permissions = await rule(call, lookups);
  return permissions.map((each) => ({ ...each, context: { ...globalKeys(call), ...each.context } }));
}

/**
 * Keys that every request has. The rehearsal speaks plain HTTP on the loopback interface where production speaks
 * TLS, so that key has production's value.
 */
function globalKeys(call: ApiCall): ConditionContext {
  return {
    'aws:SecureTransport': ['true'],
    'aws:RequestedRegion': [call.region],
    'aws:ResourceAccount': [call.account],
    'aws:UserAgent': [call.headers['user-agent'] ?? ''],
  };
}
