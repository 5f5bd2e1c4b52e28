import { randomBytes } from 'node:crypto';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { KeySettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { Keys } from '../../ports/keys.ts';
import { judgeKey, type RoundTrip, worthTrying } from './judge-key.ts';

/** Looks at each key and uses it once. @param context goes with the ciphertext and is shown in CloudTrail */
export async function verifyKms(
  settings: readonly KeySettings[],
  keys: Keys,
  context: Readonly<Record<string, string>>,
): Promise<CheckResult> {
  if (settings.length === 0)
    return { check: MIGRATE.verifyKms, findings: [], notAsked: 'No `keys` are configured.' };
  const findings = await Promise.all(settings.map(({ arn }) => verifyKey(arn, keys, context)));
  return { check: MIGRATE.verifyKms, findings };
}

async function verifyKey(
  arn: string,
  keys: Keys,
  context: Readonly<Record<string, string>>,
): Promise<Finding> {
  const described = await keys.describe(arn);
  const roundTrip = worthTrying(described) ? await tryKey(arn, keys, context) : undefined;
  return judgeKey(arn, described, roundTrip);
}

async function tryKey(
  arn: string,
  keys: Keys,
  context: Readonly<Record<string, string>>,
): Promise<RoundTrip> {
  const secret = randomBytes(32);
  const answer = await keys.roundTrip(arn, secret, context);
  return answer.answered ? { answered: true, value: { same: secret.equals(answer.value) } } : answer;
}
