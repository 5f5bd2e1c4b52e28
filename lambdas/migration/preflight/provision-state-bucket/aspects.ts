/** What a kops state bucket must be like, one aspect after the other: how it is read, judged and fixed. */
import type { Said } from '../../domain/readiness/finding.ts';
import type { LifecycleRule, StateBucket } from '../../ports/state-bucket.ts';
import { isTlsOnly, withTlsOnly } from './tls-only.ts';

/** What an aspect came to. `unfit`: as it is, a migration should not begin; `poor`: it could be better. */
export type AspectState =
  | { readonly state: 'good'; readonly seen: string }
  | ({ readonly state: 'unfit' | 'poor' } & Said);

export interface Aspect {
  /** Kebab-case; the finding's code. */
  readonly code: string;
  readonly read: (bucket: StateBucket, arn: string) => Promise<AspectState>;
  /** Sets what is missing, where that loses nothing; left out where it could. */
  readonly fix?: (bucket: StateBucket, arn: string) => Promise<void>;
}

export const ASPECTS: readonly Aspect[] = [
  { code: 'bucket-public-access', read: readPublicAccess, fix: (bucket) => bucket.blockPublicAccess() },
  { code: 'bucket-ownership', read: readOwnership, fix: (bucket) => bucket.enforceOwner() },
  { code: 'bucket-encryption', read: readEncryption, fix: (bucket) => bucket.encryptByDefault() },
  { code: 'bucket-versioning', read: readVersioning, fix: (bucket) => bucket.enableVersioning() },
  { code: 'bucket-tls-only', read: readTlsOnly, fix: addTlsOnly },
  { code: 'bucket-lifecycle', read: readLifecycle },
];

async function readPublicAccess(bucket: StateBucket): Promise<AspectState> {
  const block = await bucket.publicAccessBlock();
  const open = block ? Object.entries(block).flatMap(([rule, on]) => (on ? [] : [rule])) : ['all four'];
  if (open.length === 0) return good('Public access is blocked.');
  return {
    state: 'unfit',
    seen: `Public access is not fully blocked. Off: ${open.join(', ')}.`,
    why: "It contains the cluster's keys and tokens. One careless policy or ACL would make them public.",
    toDo: 'Turn on all four settings of "Block public access".',
  };
}

async function readOwnership(bucket: StateBucket): Promise<AspectState> {
  const ownership = await bucket.ownership();
  if (ownership === 'BucketOwnerEnforced') return good('The bucket owner owns all objects; ACLs are off.');
  return {
    state: 'poor',
    seen: `Object ownership is ${ownership ?? 'not set'}.`,
    why: 'With ACLs an object can belong to another account, which can then delete it.',
    toDo: 'Set object ownership to BucketOwnerEnforced.',
  };
}

async function readEncryption(bucket: StateBucket): Promise<AspectState> {
  const algorithm = await bucket.encryption();
  if (algorithm) return good(`New objects are encrypted with ${algorithm}.`);
  return {
    state: 'poor',
    seen: 'There is no default encryption.',
    why: 'kops stores keys and tokens in it, and sets encryption itself only if the bucket does not.',
    toDo: 'Set a default encryption (SSE-S3 or SSE-KMS).',
  };
}

async function readVersioning(bucket: StateBucket): Promise<AspectState> {
  const status = await bucket.versioning();
  if (status === 'Enabled') return good('Versioning is enabled.');
  return {
    state: 'poor',
    seen: `Versioning is ${status === undefined ? 'off' : status.toLowerCase()}.`,
    why: 'Cluster state that is overwritten or deleted by mistake cannot be recovered.',
    toDo: 'Enable versioning, as kops recommends.',
  };
}

async function readTlsOnly(bucket: StateBucket, arn: string): Promise<AspectState> {
  const policy = await bucket.policy();
  if (policy !== undefined && isTlsOnly(policy, arn)) return good('Its policy refuses requests without TLS.');
  return {
    state: 'poor',
    seen: policy === undefined ? 'It has no policy.' : 'Its policy does not refuse requests without TLS.',
    why: "The cluster's secrets could be read in transit.",
    toDo: 'Deny all principals s3:* on the bucket and its objects where aws:SecureTransport is false.',
  };
}

async function addTlsOnly(bucket: StateBucket, arn: string): Promise<void> {
  await bucket.setPolicy(withTlsOnly(await bucket.policy(), arn));
}

/** Objects in these classes must be restored for hours before they can be read. */
const ARCHIVES = ['GLACIER', 'DEEP_ARCHIVE'];

async function readLifecycle(bucket: StateBucket): Promise<AspectState> {
  const rules = (await bucket.lifecycleRules()).filter(({ enabled }) => enabled);
  const expiring = rules.filter(({ expiresCurrent }) => expiresCurrent);
  if (expiring.length > 0) {
    return {
      state: 'unfit',
      seen: `Its lifecycle expires current objects: rule ${ids(expiring)}.`,
      why: 'When the state of etcd (`etcd-cluster-created`) expires, etcd-manager treats the cluster as a new one.',
      toDo: 'Remove the expiration of current objects from the rule. Old versions may expire.',
    };
  }
  const archiving = rules.filter(({ movesCurrentTo }) => movesCurrentTo.some((to) => ARCHIVES.includes(to)));
  if (archiving.length === 0) return good('No lifecycle rule expires current objects.');
  return {
    state: 'poor',
    seen: `Its lifecycle archives current objects: rule ${ids(archiving)}.`,
    why: 'kops and etcd-manager cannot read an archived object.',
    toDo: 'Keep current objects in a storage class with immediate access.',
  };
}

function ids(rules: readonly LifecycleRule[]): string {
  return rules.map(({ id }) => id).join(', ');
}

function good(seen: string): AspectState {
  return { state: 'good', seen };
}
