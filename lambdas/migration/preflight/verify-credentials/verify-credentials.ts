import { onceEach } from '../../../shared/domain/once-each.ts';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { CredentialSettings, MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { joined, namedCredentials } from '../../domain/readiness/coverage.ts';
import { readingOf } from '../../domain/reading.ts';
import type { CredentialStore, StoredCredential } from '../../ports/credentials.ts';
import { rightsOnce } from '../../readiness/access/may-use-key.ts';
import { judgeAbsent, judgePrefix, judgeStored, notListed, tooMany } from './judge-stored.ts';
import { type Kind, PARAMETERS, SECRETS } from './kinds.ts';
import { type Asked, type CredentialAccess, verifyAccess, verifyKeyOf } from './verify-access.ts';

export interface CredentialPorts extends CredentialAccess {
  readonly parameters: CredentialStore;
  readonly secrets: CredentialStore;
}

/** Each takes some questions to IAM for each role, which answers few a second. */
const MOST_JUDGED = 300;

/** Whether the cluster will be able to read what legacy reads. No value is read. */
export async function verifyCredentials(
  { credentials, region }: Pick<MigrationSettings, 'credentials' | 'region'>,
  ports: CredentialPorts,
): Promise<CheckResult> {
  const check = MIGRATE.verifyCredentials;
  if (!credentials) return { check, findings: [], notAsked: 'No `credentials` are configured.' };
  const asked = { credentials, region, ports: { ...ports, keys: keysOnce(ports.keys) } };
  const findings = await Promise.all([
    verifyKind(PARAMETERS, ports.parameters, asked),
    verifyKind(SECRETS, ports.secrets, asked),
  ]);
  return joined(check, findings.flat(), namedCredentials(credentials));
}

/** Many credentials are encrypted with the same key. */
function keysOnce(keys: CredentialAccess['keys']): CredentialAccess['keys'] {
  return { describe: onceEach((key) => keys.describe(key)), ...rightsOnce(keys) };
}

async function verifyKind(
  kind: Kind,
  store: CredentialStore,
  asked: Omit<Asked, 'store'>,
): Promise<Finding[]> {
  const [named, below] = await Promise.all([
    findNamed(kind, store, asked.credentials),
    findBelow(kind, store, asked.credentials),
  ]);
  const stored = new Map([...named.stored, ...below.stored].map((each) => [each.arn, each]));
  const all = [...stored.values()];
  const findings = [...named.findings, ...below.findings];
  if (all.length > MOST_JUDGED) findings.push(tooMany(kind, all.length, MOST_JUDGED));
  // One after the other: IAM is asked about each.
  for (const credential of all.slice(0, MOST_JUDGED)) {
    findings.push(...(await verifyOne(kind, credential, { ...asked, store })));
  }
  return findings;
}

/** Who may read what nobody can read matters later; whether its key can be used is another finding. */
async function verifyOne(
  kind: Kind,
  credential: StoredCredential,
  asked: Asked,
): Promise<readonly Finding[]> {
  const stored = judgeStored(kind, credential);
  const key = await verifyKeyOf(kind, credential, asked.ports);
  if (stored) return [stored, ...key.findings];
  return key.findings.length > 0 ? key.findings : verifyAccess(kind, credential, key.arn, asked);
}

interface Found {
  readonly stored: readonly StoredCredential[];
  readonly findings: readonly Finding[];
}

async function findNamed(kind: Kind, store: CredentialStore, settings: CredentialSettings): Promise<Found> {
  const names = kind.namesIn(settings);
  if (names.length === 0) return { stored: [], findings: [] };
  const found = await readingOf(() => store.named(names));
  if (!found.known)
    return { stored: [], findings: names.map((name) => notListed(`${kind.one} ${name}`, found.why)) };
  const there = new Set(found.value.map(({ name }) => name));
  const absent = names.filter((name) => !there.has(name));
  return { stored: found.value, findings: absent.map((name) => judgeAbsent(kind, name)) };
}

async function findBelow(kind: Kind, store: CredentialStore, settings: CredentialSettings): Promise<Found> {
  const each = await Promise.all(
    kind.prefixesIn(settings).map(async (prefix): Promise<Found> => {
      const found = await readingOf(() => store.below(prefix));
      const subject = `${kind.below} ${prefix}`;
      if (!found.known) return { stored: [], findings: [notListed(subject, found.why)] };
      return { stored: found.value, findings: [judgePrefix(subject, found.value.length)] };
    }),
  );
  return {
    stored: each.flatMap(({ stored }) => stored),
    findings: each.flatMap(({ findings }) => findings),
  };
}
