import { randomBytes } from 'node:crypto';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { KeySettings, MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { SeenVolume } from '../../domain/kops/seen-cluster.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { KeyAnswer, KeyDescription, Keys } from '../../ports/keys.ts';
import type { KopsCluster } from '../../ports/kops-cluster.ts';
import type { AccessPorts } from '../../readiness/access/may-use-key.ts';
import { judgeOtherKeys, volumesUnreadable } from './judge-etcd-keys.ts';
import { judgeKey, judgePlace, judgeRotation, type RoundTrip, worthTrying } from './judge-key.ts';
import { type Home, verifyUse } from './verify-use.ts';

export interface KmsPorts extends AccessPorts {
  readonly keys: AccessPorts['keys'] & Keys;
  readonly clusterCalled: (name: string) => Pick<KopsCluster, 'etcdVolumes'>;
}

type Asked = Pick<MigrationSettings, 'keys' | 'account' | 'region' | 'cluster'>;

/** Looks at each key, uses it once, and asks who may: also the masters, for the keys of etcd's volumes. @param context goes with the ciphertext and is shown in CloudTrail */
export async function verifyKms(
  { keys, cluster, ...home }: Asked,
  ports: KmsPorts,
  context: Readonly<Record<string, string>>,
): Promise<CheckResult> {
  const check = MIGRATE.verifyKms;
  if (keys.length === 0) return { check, findings: [], notAsked: 'No `keys` are configured.' };
  const volumes = cluster
    ? await readingOf(() => ports.clusterCalled(cluster.name).etcdVolumes())
    : ({ known: true, value: [] } as const);
  const etcd = { masters: `masters.${cluster?.name}`, volumes };
  const verified = await Promise.all(keys.map((key) => verifyKey(key, home, { ports, context, etcd })));
  const arns = verified.map(({ arn }) => arn);
  return {
    check,
    findings: [
      ...verified.flatMap(({ findings }) => findings),
      ...(volumes.known
        ? judgeOtherKeys(volumes.value, arns)
        : [volumesUnreadable(cluster?.name ?? '', volumes.why)]),
    ],
  };
}

interface Means {
  readonly ports: KmsPorts;
  readonly context: Readonly<Record<string, string>>;
  readonly etcd: {
    /** The name that kops gives the masters' role: `PerRoleIAMName` in its pkg/model/names.go. */
    readonly masters: string;
    readonly volumes: Reading<readonly SeenVolume[]>;
  };
}

interface Verified {
  /** As KMS has it; as it is configured, where KMS doesn't say. */
  readonly arn: string;
  readonly findings: readonly Finding[];
}

async function verifyKey(key: KeySettings, home: Home, { ports, context, etcd }: Means): Promise<Verified> {
  const described = await ports.keys.describe(key.arn);
  const roundTrip = worthTrying(described) ? await tryKey(key.arn, ports.keys, context) : undefined;
  const finding = judgeKey(key.arn, described, roundTrip);
  if (!described.answered) return { arn: key.arn, findings: [finding] };
  const { arn } = described.value;
  const encrypts = etcd.volumes.known ? etcd.volumes.value.filter(({ keyArn }) => keyArn === arn) : [];
  // A key that is disabled, for example, is put right in an hour; then it matters who may use it.
  const [rotation, use] = await Promise.all([
    finding.level === 'fail' ? undefined : rotationOf(described.value, ports.keys),
    verifyUse(key, { arn, masters: etcd.masters, volumes: encrypts }, home, ports),
  ]);
  const place = judgePlace(key.arn, arn, home.region);
  return { arn, findings: [finding, ...place, ...judgeRotation(key.arn, rotation), ...use] };
}

/** Undefined: KMS rotates no such key automatically. */
async function rotationOf(
  { arn, origin }: KeyDescription,
  keys: Keys,
): Promise<KeyAnswer<boolean> | undefined> {
  return origin === 'AWS_KMS' ? await keys.rotates(arn) : undefined;
}

async function tryKey(
  arn: string,
  keys: Keys,
  context: Readonly<Record<string, string>>,
): Promise<RoundTrip> {
  const secret = randomBytes(32);
  const answer = await keys.roundTrip(arn, secret, context);
  if (!answer.answered) return answer;
  const { plaintext, opensOtherwise } = answer.value;
  return { answered: true, value: { same: secret.equals(plaintext), opensOtherwise } };
}
