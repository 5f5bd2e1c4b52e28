/** Whether the cluster's roles may use a key as volumes and buckets need it. */
import type { Finding } from '../../contract/findings.ts';
import type { KeySettings } from '../../contract/settings.ts';
import { FOR_AWS, throughService } from '../../domain/access/context.ts';
import type { Verdict } from '../../domain/access/may.ts';
import { type AccessRequest, type Role, roleOf } from '../../domain/access/policy.ts';
import { readingOf } from '../../domain/reading.ts';
import { type AccessPorts, keyAccess, rightsOnce } from '../../readiness/access/may-use-key.ts';
import { judgeUse, type ServiceUse } from './judge-use.ts';

type Service = KeySettings['usedBy'][number];

/**
 * What a role needs so that a service uses a key for it. Sources: "Requirements for Amazon EBS encryption", EBS user guide;
 * "Using server-side encryption with AWS KMS keys", S3 user guide. kops 1.37 allows no more, and that only through these
 * services: `addKMSIAMPolicies` in its pkg/model/iam/iam_builder.go.
 */
const NEEDED: Readonly<Record<Service, readonly string[]>> = {
  ec2: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'],
  s3: ['kms:Decrypt', 'kms:GenerateDataKey'],
};

/** @param arn of the key itself, also where its alias is configured */
export async function verifyUse(
  { arn: subject, roles, usedBy }: KeySettings,
  arn: string,
  region: string,
  { keys, ownPolicies }: AccessPorts,
): Promise<readonly Finding[]> {
  const ports = { keys: rightsOnce(keys), ownPolicies };
  return await Promise.all(
    roles.map(async (role) => {
      const services = usedBy.length > 0 ? usedBy : (['ec2', 's3'] as const);
      const uses = await readingOf(() => usesOf(arn, roleOf(role), { services, region, ports }));
      return judgeUse(subject, role, { uses, allNeeded: usedBy.length > 0 });
    }),
  );
}

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
