import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf, type Said } from '../../domain/readiness/finding.ts';
import type { KeyAnswer, KeyDescription, KeyRefusal } from '../../ports/keys.ts';

const notes = notesOf(MIGRATE.verifyKms);
const WHY = "The cluster's volumes and secrets are encrypted with it. Without the key no node starts.";

/** What came of encrypting and decrypting: `same` when what came back is what was put in. */
export type RoundTrip = KeyAnswer<{ readonly same: boolean; readonly opensOtherwise: boolean }>;

/** @param roundTrip undefined when the key's state made it pointless to try */
export function judgeKey(
  arn: string,
  described: KeyAnswer<KeyDescription>,
  roundTrip: RoundTrip | undefined,
): Finding {
  if (!described.answered) return judgeUndescribed(arn, described, roundTrip);
  const key = described.value;
  const { code, ...said } = troubleOf(key) ?? { code: '' };
  if ('seen' in said) return notes.fail(arn, code, said);
  if (!roundTrip?.answered) return refused(arn, 'encrypt and decrypt', roundTrip);
  if (!roundTrip.value.same) return differs(arn);
  if (roundTrip.value.opensOtherwise) return ignoresContext(arn);
  return notes.pass(arn, 'key-ready', {
    seen: `The key is ${key.state}. A value was encrypted and decrypted with it, and could not be decrypted under another encryption context.`,
    why: WHY,
  });
}

/** Whether trying the key says anything that its description does not. */
export function worthTrying(described: KeyAnswer<KeyDescription>): boolean {
  return described.answered ? troubleOf(described.value) === undefined : described.refusal !== 'not-found';
}

interface Trouble extends Said {
  readonly code: string;
}

function troubleOf({ state, usage, spec, deletionAt }: KeyDescription): Trouble | undefined {
  const seen = `KMS reports the key as ${state}.`;
  if (state === 'Disabled')
    return { code: 'key-disabled', seen, why: WHY, toDo: 'Enable the key (`aws kms enable-key`).' };
  if (state === 'PendingDeletion' || state === 'PendingReplicaDeletion') {
    const until = deletionAt === '' ? '' : ` It will be deleted at ${deletionAt}.`;
    const toDo =
      'Cancel the deletion (`aws kms cancel-key-deletion`), then enable the key. Or configure another key.';
    return { code: 'key-pending-deletion', seen: `${seen}${until}`, why: WHY, toDo };
  }
  if (state === 'PendingImport')
    return { code: 'key-pending-import', seen, why: WHY, toDo: 'Import the key material that it waits for.' };
  if (state !== 'Enabled') {
    const toDo = 'Check the key in the KMS console. A key that is being created or changed is ready soon.';
    return { code: 'key-not-usable', seen, why: WHY, toDo };
  }
  if (usage !== 'ENCRYPT_DECRYPT' || spec !== 'SYMMETRIC_DEFAULT') {
    return {
      code: 'key-not-symmetric',
      seen: `Its key spec is ${spec}, its usage ${usage}.`,
      why: 'EBS volumes and S3 objects can only be encrypted with symmetric keys.',
      toDo: 'Configure a symmetric encryption key.',
    };
  }
  return undefined;
}

/** The key could not be looked at, but perhaps tried: that it works is known then, and its state isn't. */
function judgeUndescribed(
  arn: string,
  described: KeyAnswer<KeyDescription>,
  roundTrip: RoundTrip | undefined,
): Finding {
  const finding = refused(arn, 'describe', described);
  if (!roundTrip?.answered) return finding;
  if (!roundTrip.value.same) return differs(arn);
  return { ...finding, level: 'warn', seen: `${finding.seen} A value was encrypted and decrypted with it.` };
}

function refused(arn: string, doing: string, answer: KeyAnswer<unknown> | undefined): Finding {
  const { refusal, message } =
    answer && !answer.answered ? answer : { refusal: 'other' as const, message: 'it was not tried' };
  const { code, toDo } = REFUSED[refusal];
  return notes.fail(arn, code, { seen: `KMS could not ${doing}: ${message}`, why: WHY, toDo });
}

/** KMS replaces a key's material without anybody noticing; who doesn't want that knows it. @param rotates undefined where it can't */
export function judgeRotation(arn: string, rotates: KeyAnswer<boolean> | undefined): Finding[] {
  if (!rotates || (rotates.answered && rotates.value)) return [];
  const why = 'Many security standards require keys whose material is replaced each year.';
  if (!rotates.answered)
    return [
      notes.warn(arn, 'key-rotation-unreadable', {
        seen: `KMS did not say whether the key rotates: ${rotates.message}`,
        why,
        toDo: 'Check it in the KMS console.',
      }),
    ];
  return [
    notes.warn(arn, 'key-rotation-off', {
      seen: 'Its material is never replaced.',
      why,
      toDo: 'Enable it (`aws kms enable-key-rotation`), unless it is off on purpose. What is encrypted already stays readable.',
    }),
  ];
}

/** @param arn as configured @param found of the key itself */
export function judgePlace(arn: string, found: string, region: string): Finding[] {
  const [, , , keyRegion = ''] = found.split(':');
  if (keyRegion === region || keyRegion === '') return [];
  return [
    notes.fail(arn, 'key-of-another-region', {
      seen: `It is in ${keyRegion}, the cluster in ${region}.`,
      why: 'Volumes and buckets can only use keys of their own Region.',
      toDo: 'Configure a key of this Region, or a replica of a multi-Region key.',
    }),
  ];
}

function ignoresContext(arn: string): Finding {
  return notes.fail(arn, 'key-context-ignored', {
    seen: 'What was encrypted under one encryption context was decrypted under another.',
    why: 'EBS and S3 bind what they encrypt to its volume or bucket. A key store that ignores this keeps nothing apart.',
    toDo: 'Do not use this key. Check its key store, and contact AWS support.',
  });
}

function differs(arn: string): Finding {
  return notes.fail(arn, 'key-round-trip-differs', {
    seen: 'The decrypted value differs from the one that was encrypted.',
    why: WHY,
    toDo: 'Do not use this key. Check its key store, and contact AWS support.',
  });
}

const REFUSED: Readonly<Record<KeyRefusal, { readonly code: string; readonly toDo: string }>> = {
  'not-found': {
    code: 'key-not-found',
    toDo: 'Check the ARN in the configuration: account, Region and key id.',
  },
  denied: {
    code: 'key-denied',
    toDo: "Change the key policy so that this account may delegate by IAM, or so that it allows this function's role. AWS managed keys cannot be tested: configure a key of your own.",
  },
  disabled: { code: 'key-disabled', toDo: 'Enable the key (`aws kms enable-key`).' },
  'invalid-state': {
    code: 'key-not-usable',
    toDo: "Check the key's state in the KMS console: deletion pending, or key material missing.",
  },
  unsuitable: { code: 'key-not-symmetric', toDo: 'Configure a symmetric encryption key.' },
  throttled: {
    code: 'key-throttled',
    toDo: "Start again later. If it happens again, something else uses up the account's KMS request quota.",
  },
  unavailable: {
    code: 'key-unavailable',
    toDo: 'Start again later. If the key is in a custom key store, check that the store is connected.',
  },
  other: { code: 'key-not-known', toDo: 'Fix what the message says, then start again.' },
};
