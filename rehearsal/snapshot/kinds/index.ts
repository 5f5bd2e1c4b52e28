/** Every file that a snapshot may have. `worlds/SPEC.md` has the same as a table. */
import type { FileKind } from '../file-kind.ts';
import { GROUPS, POLICIES, SCHEDULED_ACTIONS } from './autoscaling.ts';
import { ALARMS } from './cloudwatch.ts';
import { INSTANCES, NETWORK_INTERFACES, VOLUMES } from './ec2.ts';
import { CLASSIC_ATTRIBUTES, CLASSIC_LOAD_BALANCERS, INSTANCE_HEALTH } from './elb.ts';
import {
  LOAD_BALANCER_ATTRIBUTES,
  LOAD_BALANCERS,
  TARGET_GROUP_ATTRIBUTES,
  TARGET_GROUP_TAGS,
  TARGET_GROUPS,
  TARGET_HEALTH,
} from './elbv2.ts';
import { ROLE, ROLE_POLICY } from './iam.ts';
import { GRANTS, KEY, KEY_POLICY, ROTATION } from './kms.ts';
import { DATABASE_CLUSTERS, DATABASES, MAINTENANCE } from './rds.ts';
import { HEALTH_CHECKS, HOSTED_ZONE, RECORD_SETS } from './route53.ts';
import { SECRET_POLICY, SECRETS } from './secretsmanager.ts';
import { PARAMETERS } from './ssm.ts';

export const KINDS: readonly FileKind[] = [
  HOSTED_ZONE,
  RECORD_SETS,
  HEALTH_CHECKS,
  CLASSIC_LOAD_BALANCERS,
  INSTANCE_HEALTH,
  CLASSIC_ATTRIBUTES,
  LOAD_BALANCERS,
  LOAD_BALANCER_ATTRIBUTES,
  TARGET_GROUPS,
  TARGET_HEALTH,
  TARGET_GROUP_ATTRIBUTES,
  TARGET_GROUP_TAGS,
  NETWORK_INTERFACES,
  INSTANCES,
  ALARMS,
  DATABASES,
  DATABASE_CLUSTERS,
  MAINTENANCE,
  KEY,
  KEY_POLICY,
  GRANTS,
  ROTATION,
  ROLE,
  ROLE_POLICY,
  GROUPS,
  POLICIES,
  SCHEDULED_ACTIONS,
  VOLUMES,
  SECRETS,
  SECRET_POLICY,
  PARAMETERS,
];
