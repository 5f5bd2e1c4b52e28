import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { Verdict } from '../../domain/access/may.ts';
import { roleName } from '../../domain/access/policy.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import type { StoredCredential } from '../../ports/credentials.ts';
import { subjectOf, WHY } from './judge-stored.ts';
import type { Kind } from './kinds.ts';

const notes = notesOf(MIGRATE.verifyCredentials);

/** What a role may do with a credential. */
export interface RoleAccess {
  /** ARN. */
  readonly role: string;
  readonly read: Reading<Verdict>;
  /** Of its key. */
  readonly decrypt: Reading<Verdict>;
}

/** One finding for all roles that may read it; one for each that may not, or of which that is unknown. */
export function judgeAccess(
  kind: Kind,
  { name }: StoredCredential,
  roles: readonly RoleAccess[],
): readonly Finding[] {
  const subject = subjectOf(kind, name);
  const findings = roles.flatMap((each) => judgeRole(subject, each));
  if (findings.length > 0) return findings;
  const seen = `It exists, and may be read by ${roles.map(({ role }) => roleName(role)).join(', ')}.`;
  return [notes.pass(subject, 'credential-ready', { seen, why: WHY })];
}

function judgeRole(subject: string, { role, read, decrypt }: RoleAccess): readonly Finding[] {
  const who = roleName(role);
  return [
    ...judgeStep(subject, { who, doing: 'read it', verdict: read }),
    ...judgeStep(subject, { who, doing: 'decrypt it with its key', verdict: decrypt }),
  ];
}

interface Step {
  readonly who: string;
  readonly doing: string;
  readonly verdict: Reading<Verdict>;
}

function judgeStep(subject: string, { who, doing, verdict }: Step): readonly Finding[] {
  if (!verdict.known)
    return [
      notes.fail(subject, 'credential-access-unreadable', {
        seen: `Could not find out whether ${who} may ${doing}: ${verdict.why}`,
        why: WHY,
        toDo: 'Fix what the message says, then start again. Check the ARNs in `credentials.roles`.',
      }),
    ];
  const { may, because } = verdict.value;
  if (may === 'yes') return [];
  if (may === 'unknown')
    return [
      notes.unknown(subject, 'credential-access-unknown', {
        seen: `Only a request shows whether ${who} may ${doing}: ${because}.`,
        why: WHY,
        toDo: 'Read the value once from a pod or node that has this role. If that works, accept the finding.',
      }),
    ];
  return [
    notes.fail(subject, 'credential-denied', {
      seen: `${who} may not ${doing}: ${because}.`,
      why: WHY,
      toDo: 'Allow it by a policy of the role; if its own policy or that of its key says otherwise, by that one, too.',
    }),
  ];
}
