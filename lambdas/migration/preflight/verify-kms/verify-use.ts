/** Whether the cluster's roles may use a key as volumes and buckets need it. */
import { partitionOf } from '../../../shared/contract/regions.ts';
import type { Finding } from '../../contract/findings.ts';
import type { KeySettings } from '../../contract/settings.ts';
import { FOR_AWS, throughService } from '../../domain/access/context.ts';
import type { Verdict } from '../../domain/access/may.ts';
import { type AccessRequest, type Role, roleName, roleOf } from '../../domain/access/policy.ts';
import type { SeenVolume } from '../../domain/kops/seen-cluster.ts';
import { readingOf } from '../../domain/reading.ts';
import { type AccessPorts, keyAccess, rightsOnce } from '../../readiness/access/may-use-key.ts';
import { mastersUnlisted } from './judge-etcd-keys.ts';
import { judgeUse, type ServiceUse } from './judge-use.ts';

type Service = Exclude<KeySettings['usedBy'][number], 'autoscaling'>;

/**
 * What a role needs so that a service uses a key for it. Sources: "Requirements for Amazon EBS encryption", EBS user guide;
 * "Using server-side encryption with AWS KMS keys", S3 user guide. kops 1.37 allows no more, and that only through these
 * services: `addKMSIAMPolicies` in its pkg/model/iam/iam_builder.go.
 */
const NEEDED: Readonly<Record<Service, readonly string[]>> = {
  ec2: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'],
  s3: ['kms:Decrypt', 'kms:GenerateDataKey'],
};

/** Where the check runs. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

/** What is known of a key. */
export interface KnownKey {
  /** Of the key itself, also where its alias is configured. */
  readonly arn: string;
  /** The name of the masters' role. */
  readonly masters: string;
  /** Of etcd, which it encrypts: so masters need it through EC2, whatever is configured. */
  readonly volumes: readonly SeenVolume[];
}

export async function verifyUse(
  { arn: subject, roles, usedBy }: KeySettings,
  { arn, masters, volumes }: KnownKey,
  home: Home,
  { keys, ownPolicies }: AccessPorts,
): Promise<readonly Finding[]> {
  const rights = rightsOnce(keys);
  const configured = usedBy.filter((service) => service !== 'autoscaling');
  const services = configured.length > 0 ? configured : (['ec2', 's3'] as const);
  const allNeeded = configured.length > 0;
  const attaches = (role: string): boolean => volumes.length > 0 && roleName(role) === masters;
  const users: User[] = roles.map((role) =>
    attaches(role)
      ? { role, services: [...new Set([...configured, 'ec2' as const])], allNeeded: true, ownPolicies }
      : { role, services, allNeeded, ownPolicies },
  );
  if (usedBy.includes('autoscaling'))
    users.push({ role: autoScalingRole(home), services: ['ec2'], allNeeded, ownPolicies: NO_KEYS });
  const judged = await Promise.all(
    users.map(async ({ role, ...user }) => {
      const means = { services: user.services, region: home.region };
      const ports = { keys: rights, ownPolicies: user.ownPolicies };
      const uses = await readingOf(() => usesOf(arn, roleOf(role), { ...means, ports }));
      return judgeUse(subject, role, { uses, allNeeded: user.allNeeded });
    }),
  );
  if (volumes.length === 0 || roles.some(attaches)) return judged;
  return [...judged, mastersUnlisted(subject, masters, volumes)];
}

interface User {
  readonly role: string;
  readonly services: readonly Service[];
  /** Otherwise one of them is enough. */
  readonly allNeeded: boolean;
  readonly ownPolicies: AccessPorts['ownPolicies'];
}

/** With which Auto Scaling launches instances. Source: "Service-linked roles for Amazon EC2 Auto Scaling". */
function autoScalingRole({ account, region }: Home): string {
  const partition = partitionOf(region)?.name ?? 'aws';
  return `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
}

/**
 * Of the service-linked role: its policy, AWS's own AutoScalingServiceRolePolicy, allows nothing with keys, and no policy of an
 * organization applies to it. So the key's policy or a grant must name it. Source: "Required AWS KMS key policy for use with
 * encrypted volumes", Auto Scaling user guide.
 */
const NO_KEYS: AccessPorts['ownPolicies'] = {
  ask: async () => ({ decision: 'implicitDeny', withinLimits: true, missing: [] }),
};

interface Means {
  readonly services: readonly Service[];
  readonly region: string;
  readonly ports: AccessPorts;
}

async function usesOf(key: string, role: Role, { services, region, ports }: Means): Promise<ServiceUse[]> {
  const ask = await keyAccess(key, role.arn, ports);
  const uses: ServiceUse[] = [];
  for (const service of services) {
    const verdicts: Verdict[] = [];
    for (const request of requestsOf(key, role, service, region)) {
      const verdict = await ask(request);
      verdicts.push({ ...verdict, because: verdict.because && `${request.action}: ${verdict.because}` });
    }
    uses.push({ service, verdicts });
  }
  return uses;
}

function requestsOf(resource: string, role: Role, service: Service, region: string): AccessRequest[] {
  const context = throughService(role, service, region);
  return NEEDED[service].map((action) => ({
    role,
    action,
    resource,
    context: action === 'kms:CreateGrant' ? { ...context, ...FOR_AWS } : context,
  }));
}
