import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { Verdict } from '../../domain/access/may.ts';
import { roleName } from '../../domain/access/policy.ts';
import { all, any } from '../../domain/access/truth.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';

const notes = notesOf(MIGRATE.verifyKms);
const WHY =
  'What the key encrypts can only be used by who may use the key: without it no volume is attached, no object read.';

/** What a role may do with a key through a service: a verdict for each action that this needs. */
export interface ServiceUse {
  readonly service: string;
  readonly verdicts: readonly Verdict[];
}

interface Use {
  readonly uses: Reading<readonly ServiceUse[]>;
  /** Otherwise one of the services is enough: which one uses the key isn't configured. */
  readonly allNeeded: boolean;
}

/** @param key as it is configured @param role ARN */
export function judgeUse(key: string, role: string, { uses, allNeeded }: Use): Finding {
  const who = roleName(role);
  const subject = `${key} (${who})`;
  if (!uses.known)
    return notes.fail(subject, 'key-use-unreadable', {
      seen: `Could not find out whether ${who} may use it: ${uses.why}`,
      why: WHY,
      toDo: 'Fix what the message says, then start again. Check the roles in `keys`.',
    });
  const each = uses.value.map(({ verdicts }) => all(verdicts.map(({ may }) => may)));
  const may = allNeeded ? all(each) : any(each);
  if (may === 'yes') {
    const services = uses.value.flatMap(({ service }, i) => (each[i] === 'yes' ? [service] : []));
    return notes.pass(subject, 'key-usable', {
      seen: `${who} may use it through ${services.join(' and ')}.`,
      why: WHY,
    });
  }
  const because = reasons(uses.value).join('; ');
  if (may === 'unknown')
    return notes.unknown(subject, 'key-use-unknown', {
      seen: `Only a request shows whether ${who} may use it. ${because}.`,
      why: WHY,
      toDo: 'Look at what is named here. Attach an encrypted volume to an instance with this role, or read an object. If that works, accept the finding.',
    });
  if (isWorker(role)) return deniedToWorker(subject, who, because);
  return isServiceLinked(role) ? deniedToAutoScaling(subject, role) : denied(subject, who, because);
}

function denied(subject: string, who: string, because: string): Finding {
  return notes.fail(subject, 'key-use-denied', {
    seen: `${who} may not use it. ${because}.`,
    why: WHY,
    toDo: "Allow it in the key's policy, or by a policy of the role if the key leaves that to IAM. For masters, kops does so: `kops update cluster --yes`.",
  });
}

function deniedToWorker(subject: string, who: string, because: string): Finding {
  return notes.warn(subject, 'key-use-denied-to-nodes', {
    seen: `${who} may not use it. ${because}.`,
    why: 'kops gives nodes no right to use keys: masters attach their volumes. It matters only if something on the nodes uses the key itself.',
    toDo: 'No action, unless pods use the key with the role of their node.',
  });
}

function deniedToAutoScaling(subject: string, role: string): Finding {
  return notes.fail(subject, 'key-use-denied-to-auto-scaling', {
    seen: `Neither the key's policy nor a grant names ${role}.`,
    why: 'Auto Scaling launches instances with this role. It can launch none whose volumes the key encrypts: no master is replaced.',
    toDo: "Name the role in the key's policy, for kms:Decrypt, kms:DescribeKey, kms:GenerateDataKeyWithoutPlaintext, and kms:CreateGrant under kms:GrantIsForAWSResource; or grant it these (`aws kms create-grant`).",
  });
}

function isServiceLinked(role: string): boolean {
  return role.includes(':role/aws-service-role/');
}

/** By kops' names of roles. */
function isWorker(role: string): boolean {
  return /\/nodes\.[^/]+$/.test(role);
}

function reasons(uses: readonly ServiceUse[]): readonly string[] {
  return uses.flatMap(({ service, verdicts }) => {
    const [first] = verdicts.filter(({ may }) => may !== 'yes');
    return first ? [`Through ${service}, ${first.because}`] : [];
  });
}
