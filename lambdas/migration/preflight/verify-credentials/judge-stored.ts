/** What the listing of a credential already says. */
import { countOf } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { StoredCredential } from '../../ports/credentials.ts';
import type { Kind } from './kinds.ts';

const notes = notesOf(MIGRATE.verifyCredentials);
export const WHY =
  'Legacy reads it. Without it, applications on the cluster fail when they start or when they need it.';

export function subjectOf({ one }: Kind, name: string): string {
  return `${one} ${name}`;
}

export function judgeAbsent(kind: Kind, name: string): Finding {
  return notes.fail(subjectOf(kind, name), 'credential-missing', {
    seen: `This account and Region have no ${kind.one} of this name.`,
    why: WHY,
    toDo: 'Create it, or correct the name in `credentials`.',
  });
}

export function notListed(subject: string, why: string): Finding {
  return notes.fail(subject, 'credential-unreadable', {
    seen: `It could not be looked up: ${why}`,
    why: WHY,
    toDo: 'Fix what the message says, then start again.',
  });
}

/** @param subject the prefix, in words */
export function judgePrefix(subject: string, found: number): Finding {
  if (found > 0)
    return notes.pass(subject, 'credentials-found', {
      seen: `${countOf(found, 'credential')} there.`,
      why: WHY,
    });
  return notes.fail(subject, 'credentials-not-found', {
    seen: 'There are none.',
    why: WHY,
    toDo: 'Correct the path in `credentials`, or remove it.',
  });
}

export function tooMany({ one }: Kind, found: number, most: number): Finding {
  return notes.fail(`${one}s`, 'credentials-too-many', {
    seen: `${countOf(found, one)} were found. Only ${most} were checked.`,
    why: 'Each takes several calls to IAM, and a check has limited time.',
    toDo: 'Configure narrower paths in `credentials`: those that the applications of the cluster read.',
  });
}

/** Undefined: nothing speaks against it, so who may read it matters. */
export function judgeStored(
  kind: Kind,
  { name, deletionAt, hasValue }: StoredCredential,
): Finding | undefined {
  const subject = subjectOf(kind, name);
  if (deletionAt !== '')
    return notes.fail(subject, 'credential-deletion-scheduled', {
      seen: `It is scheduled for deletion. AWS gives the date ${deletionAt}.`,
      why: 'Nobody can read it any more, neither legacy nor the cluster.',
      toDo: `Restore it (\`aws secretsmanager restore-secret --secret-id ${name}\`), or remove it from \`credentials\`.`,
    });
  if (!hasValue)
    return notes.fail(subject, 'credential-without-value', {
      seen: 'It has no current version (AWSCURRENT).',
      why: WHY,
      toDo: 'Put a value into it.',
    });
  return undefined;
}
