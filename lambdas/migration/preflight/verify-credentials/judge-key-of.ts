import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { StoredCredential } from '../../ports/credentials.ts';
import type { KeyAnswer, KeyDescription, KeyRefusal } from '../../ports/keys.ts';
import { subjectOf } from './judge-stored.ts';
import type { Kind } from './kinds.ts';

const notes = notesOf(MIGRATE.verifyCredentials);
const WHY = 'Without its key nobody can decrypt it.';

/** Undefined for a key that can be used. */
export function judgeKeyOf(
  kind: Kind,
  { name, key }: StoredCredential,
  described: KeyAnswer<KeyDescription>,
): Finding | undefined {
  const subject = subjectOf(kind, name);
  if (!described.answered) {
    const { code, toDo } = REFUSED[described.refusal] ?? UNREADABLE;
    const seen = `KMS could not describe its key ${key}: ${described.message}`;
    return notes.fail(subject, code, { seen, why: WHY, toDo });
  }
  const { arn, state, deletionAt } = described.value;
  if (state === 'Enabled') return undefined;
  const until = deletionAt === '' ? '' : `, to be deleted at ${deletionAt}`;
  return notes.fail(subject, 'credential-key-unusable', {
    seen: `Its key ${arn} is ${state}${until}.`,
    why: WHY,
    toDo: `${ENABLING[state] ?? 'Make the key usable again'}, or encrypt the value with another one.`,
  });
}

const ENABLING: Readonly<Record<string, string>> = {
  Disabled: 'Enable the key (`aws kms enable-key`)',
  PendingDeletion: 'Cancel the key’s deletion (`aws kms cancel-key-deletion`), then enable it',
  PendingImport: 'Import the key material that it waits for',
};

interface Remedy {
  readonly code: string;
  readonly toDo: string;
}

const REFUSED: Partial<Readonly<Record<KeyRefusal, Remedy>>> = {
  denied: {
    code: 'credential-key-denied',
    toDo: 'Change the key’s policy, so that it lets this account delegate by IAM, or names this function’s role and those in `credentials.roles`.',
  },
  'not-found': { code: 'credential-key-unusable', toDo: 'Encrypt the value with a key that is there.' },
};

const UNREADABLE: Remedy = {
  code: 'credential-key-unreadable',
  toDo: 'Fix what the message says, then start again.',
};
