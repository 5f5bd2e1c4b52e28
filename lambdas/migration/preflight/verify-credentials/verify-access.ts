/** Whether the roles of the cluster may read a credential, and decrypt it. */
import type { Finding } from '../../contract/findings.ts';
import type { CredentialSettings } from '../../contract/settings.ts';
import { contextOf, throughService } from '../../domain/access/context.ts';
import { mayAccess, type Verdict } from '../../domain/access/may.ts';
import { type Role, roleOf, type Statement } from '../../domain/access/policy.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { CredentialStore, StoredCredential } from '../../ports/credentials.ts';
import type { KeyRights, Keys } from '../../ports/keys.ts';
import { type AccessPorts, keyAccess } from '../../readiness/access/may-use-key.ts';
import { judgeAccess, type RoleAccess } from './judge-access.ts';
import { judgeKeyOf } from './judge-key-of.ts';
import type { Kind } from './kinds.ts';

/** What decides who may read a credential. */
export interface CredentialAccess extends AccessPorts {
  readonly keys: KeyRights & Pick<Keys, 'describe'>;
}

export interface Asked {
  readonly credentials: CredentialSettings;
  readonly region: string;
  readonly store: CredentialStore;
  readonly ports: CredentialAccess;
}

export async function verifyAccess(
  kind: Kind,
  credential: StoredCredential,
  keyArn: string,
  { credentials, region, store, ports }: Asked,
): Promise<readonly Finding[]> {
  const policy = await readingOf(() => store.policyOf(credential));
  const roles = await Promise.all(
    credentials.roles.map(async (arn): Promise<RoleAccess> => {
      const role = roleOf(arn);
      const [read, decrypt] = await Promise.all([
        readingOf(() => mayRead(kind, credential, role, { policy, ports })),
        readingOf(() => mayDecrypt(kind, credential, role, { key: keyArn, region, ports })),
      ]);
      return { role: arn, read, decrypt };
    }),
  );
  return judgeAccess(kind, credential, roles);
}

interface OwnKey {
  /** '': its value isn't encrypted, or with a key of AWS, which whoever may read the value uses. */
  readonly arn: string;
  readonly findings: readonly Finding[];
}

export async function verifyKeyOf(
  kind: Kind,
  credential: StoredCredential,
  { keys }: CredentialAccess,
): Promise<OwnKey> {
  const { key } = credential;
  if (key === '' || key.includes('alias/aws/')) return { arn: '', findings: [] };
  const described = await keys.describe(key);
  const trouble = judgeKeyOf(kind, credential, described);
  return { arn: described.answered ? described.value.arn : key, findings: trouble ? [trouble] : [] };
}

interface Reads {
  readonly policy: Reading<readonly Statement[]>;
  readonly ports: CredentialAccess;
}

/** The best that any of the calls by which it is read may. */
async function mayRead(
  { reading }: Kind,
  { arn }: StoredCredential,
  role: Role,
  { policy, ports }: Reads,
): Promise<Verdict> {
  if (!policy.known) throw new Error(policy.why);
  const verdicts: Verdict[] = [];
  for (const action of reading) {
    const request = { role, action, resource: arn, context: contextOf(role) };
    const own = await ports.ownPolicies.ask(request);
    verdicts.push(mayAccess({ request, own, policy: policy.value, leaveNeeded: false }));
    if (verdicts.at(-1)?.may === 'yes') break;
  }
  return verdicts.toSorted((a, b) => RANK.indexOf(a.may) - RANK.indexOf(b.may))[0] ?? NOTHING_READS;
}

const RANK = ['yes', 'unknown', 'no'];
const NOTHING_READS: Verdict = { may: 'no', because: 'no call reads it' };

interface Decrypts {
  /** '' for none of one's own. */
  readonly key: string;
  readonly region: string;
  readonly ports: CredentialAccess;
}

async function mayDecrypt(
  { service, boundAs }: Kind,
  { arn }: StoredCredential,
  role: Role,
  { key, region, ports }: Decrypts,
): Promise<Verdict> {
  if (key === '') return { may: 'yes', because: '' };
  const ask = await keyAccess(key, role.arn, ports);
  const context = throughService(role, service, region, { [boundAs]: arn });
  return ask({ role, action: 'kms:Decrypt', resource: key, context });
}
