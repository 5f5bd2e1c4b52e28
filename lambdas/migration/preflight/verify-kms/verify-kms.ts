import { randomBytes } from 'node:crypto';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { KeySettings, MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { KeyAnswer, KeyDescription, Keys } from '../../ports/keys.ts';
import type { AccessPorts } from '../../readiness/access/may-use-key.ts';
import { judgeKey, judgePlace, judgeRotation, type RoundTrip, worthTrying } from './judge-key.ts';
import { type Home, verifyUse } from './verify-use.ts';

export interface KmsPorts extends AccessPorts {
  readonly keys: AccessPorts['keys'] & Keys;
}

type Asked = Pick<MigrationSettings, 'keys' | 'account' | 'region'>;

/** Looks at each key, uses it once, and asks who may. @param context goes with the ciphertext and is shown in CloudTrail */
export async function verifyKms(
  { keys, ...home }: Asked,
  ports: KmsPorts,
  context: Readonly<Record<string, string>>,
): Promise<CheckResult> {
  const check = MIGRATE.verifyKms;
  if (keys.length === 0) return { check, findings: [], notAsked: 'No `keys` are configured.' };
  const findings = await Promise.all(keys.map((key) => verifyKey(key, home, { ports, context })));
  return { check, findings: findings.flat() };
}

interface Means {
  readonly ports: KmsPorts;
  readonly context: Readonly<Record<string, string>>;
}

async function verifyKey(key: KeySettings, home: Home, { ports, context }: Means): Promise<Finding[]> {
  const described = await ports.keys.describe(key.arn);
  const roundTrip = worthTrying(described) ? await tryKey(key.arn, ports.keys, context) : undefined;
  const finding = judgeKey(key.arn, described, roundTrip);
  if (!described.answered) return [finding];
  const { arn } = described.value;
  // A key that is disabled, for example, is put right in an hour; then it matters who may use it.
  const [rotation, use] = await Promise.all([
    finding.level === 'fail' ? undefined : rotationOf(described.value, ports.keys),
    verifyUse(key, arn, home, ports),
  ]);
  return [finding, ...judgePlace(key.arn, arn, home.region), ...judgeRotation(key.arn, rotation), ...use];
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
