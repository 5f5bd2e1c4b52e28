/** What becomes of a name: that the cluster can answer as legacy does, and what Route 53 makes of the groups. */
import { displayName } from '../../../../shared/contract/dns-names.ts';
import type { ClusterTarget } from '../../../contract/settings.ts';
import { BATCH_LIMITS, fitsOneBatch, mostChanges } from '../../batches.ts';
import type { ResourceRecordSet } from '../../record-set.ts';
import { largestChange, type RecordShape, recordsAt } from '../../stages.ts';
import { type Remark, remarks } from '../finding.ts';
import { lintGroup } from '../route53-lint.ts';
import type { Answers } from './judge-target.ts';
import type { Asking } from './seen.ts';

/** @param before what legacy answers with at `name` */
export function judgeFit(
  name: string,
  before: readonly ResourceRecordSet[],
  target: ClusterTarget,
  answers: Answers | undefined,
): Remark[] {
  const subject = displayName(name);
  const types = new Set(before.map(({ Type }) => Type));
  const findings: Remark[] = [];
  if (types.has('CNAME') && target.kind === 'addresses') {
    const seen = 'It is a CNAME, and the cluster is given by addresses.';
    const why = 'A CNAME names a name; beside one there can be no A.';
    const toDo = 'Give the cluster by the DNS name of its load balancer, or make the record an A before.';
    findings.push(remarks.fail(subject, 'target-kind-differs', { seen, why, toDo }));
  }
  if (answers) {
    if (types.has('AAAA') && !answers.ipv6) findings.push(noAnswer(subject, 'AAAA', 'IPv6', target));
    if (types.has('A') && !answers.ipv4) findings.push(noAnswer(subject, 'A', 'IPv4', target));
  }
  if (types.has('AAAA') && !types.has('A')) {
    const seen = 'It has an AAAA and no A.';
    const why = 'It stays so: clients with IPv4 only are not served before, and not after.';
    const toDo = 'Add an A if that is not meant.';
    findings.push(remarks.warn(subject, 'ipv6-only', { seen, why, toDo }));
  }
  return findings;
}

function noAnswer(subject: string, type: string, protocol: string, target: ClusterTarget): Remark {
  const cluster =
    target.kind === 'addresses' ? 'no such address is configured' : 'its load balancer has none';
  return remarks.fail(subject, `no-${protocol.toLowerCase()}-on-cluster`, {
    seen: `It has an ${type}, and the cluster has no ${protocol} address: ${cluster}.`,
    why: `A and AAAA move together; clients that ask for ${type} would get no answer.`,
    toDo:
      target.kind === 'addresses'
        ? `Give the cluster's ${protocol} addresses, or delete the ${type} before.`
        : `Make the cluster's load balancer dual-stack, or delete the ${type} before.`,
  });
}

/** Looks at all the groups that the name will go through. Each kind of remark once. */
export function lintPlan(
  name: string,
  before: readonly ResourceRecordSet[],
  settings: Asking['settings'] & RecordShape,
): Remark[] {
  const lintsAt = (percent: number) => {
    const planned = recordsAt({ kind: 'weighted', percent }, before, settings);
    return [...Map.groupBy(planned, ({ Type }) => Type).values()].flatMap(lintGroup);
  };
  // Later on it is legacy that may have the weight 0, and that it serves when the cluster is ill is just right.
  const later = settings.steps.flatMap(({ percent }) =>
    lintsAt(percent).filter(({ code }) => code !== 'zero-weight-fallback'),
  );
  const lints = new Map([...lintsAt(0), ...later].map((lint) => [lint.code, lint]));
  const adopted = recordsAt({ kind: 'weighted', percent: 0 }, before, settings);
  const raised = before.flatMap((record) => raisedTtl(record, adopted));
  const large = fitsOneBatch(largestChange(name, before, settings), settings) ? [] : [tooLarge(settings)];
  return [...lints.values(), ...raised, ...large].map(({ level, code, seen, why, toDo }) =>
    remarks[level](displayName(name), code, { seen: `Under way: ${seen}`, why, toDo }),
  );
}

function tooLarge(settings: Asking['settings']) {
  const { elements, characters } = BATCH_LIMITS;
  return {
    level: 'fail' as const,
    code: 'too-many-values',
    seen: 'one change of it is more than Route 53 takes at once.',
    why: `A change takes away all its values and puts all of them back, in one batch of ${elements} values, ${characters} characters and, by \`route53.changes.burst\`, ${mostChanges(settings)} changes at most.`,
    toDo: 'Take values out of it before, or take the name out of the migration.',
  };
}

function raisedTtl({ Type, TTL }: ResourceRecordSet, adopted: readonly ResourceRecordSet[]) {
  const then = adopted.find((record) => record.Type === Type)?.TTL;
  if (TTL === undefined || then === undefined || then <= TTL) return [];
  return [
    {
      level: 'warn' as const,
      code: 'ttl-raised',
      seen: `its ${Type} has a TTL of ${TTL} s, and gets ${then} s.`,
      why: 'Beside an alias to a load balancer every member of the group needs its 60 s: a rollback takes that long.',
      toDo: 'Nothing, if a minute is well.',
    },
  ];
}
