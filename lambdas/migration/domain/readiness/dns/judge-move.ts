/** What becomes of a name: that the cluster can answer as legacy does, and what Route 53 makes of the groups. */
import { displayName } from '../../../../shared/contract/dns-names.ts';
import type { ClusterTarget } from '../../../contract/settings.ts';
import { BATCH_LIMITS, fitsOneBatch, mostChanges } from '../../batches.ts';
import { largestChange, type RecordShape, recordsAt } from '../../milestones.ts';
import type { ResourceRecordSet } from '../../record-set.ts';
import { type Remark, remarks } from '../finding.ts';
import { isHealthJudged, lintGroup } from '../route53-lint.ts';
import type { Answers } from './judge-target.ts';
import type { Asking } from './seen.ts';

/** @param moved the records at `name`, whatever their routing */
export function judgeFit(
  name: string,
  moved: readonly ResourceRecordSet[],
  target: ClusterTarget,
  answers: Answers | undefined,
): Remark[] {
  const subject = displayName(name);
  const types = new Set(moved.map(({ Type }) => Type));
  const findings: Remark[] = [];
  if (types.has('CNAME') && target.kind === 'addresses') {
    const seen = 'It is a CNAME, but the target is a list of addresses.';
    const why = 'A CNAME can only lead to a name, and no A record can stand beside it.';
    const toDo =
      "Configure the DNS name of the cluster's load balancer as the target, or first replace the CNAME by an A record.";
    findings.push(remarks.fail(subject, 'target-kind-differs', { seen, why, toDo }));
  }
  if (answers) {
    if (types.has('AAAA') && !answers.ipv6) findings.push(noAnswer(subject, 'AAAA', 'IPv6', target));
    if (types.has('A') && !answers.ipv4) findings.push(noAnswer(subject, 'A', 'IPv4', target));
  }
  if (types.has('AAAA') && !types.has('A')) {
    const seen = 'It has an AAAA record but no A record.';
    const why =
      'The migration does not change that: clients with IPv4 only get no answer, before or after it.';
    const toDo = 'If that is not intended, add an A record.';
    findings.push(remarks.warn(subject, 'ipv6-only', { seen, why, toDo }));
  }
  return findings;
}

function noAnswer(subject: string, type: string, protocol: string, target: ClusterTarget): Remark {
  const cluster =
    target.kind === 'addresses' ? 'no such address is configured' : 'its load balancer has none';
  return remarks.fail(subject, `no-${protocol.toLowerCase()}-on-cluster`, {
    seen: `It has an ${type} record, but the cluster has no ${protocol} address: ${cluster}.`,
    why: `A and AAAA move together, so clients that ask for ${type} would get no answer.`,
    toDo:
      target.kind === 'addresses'
        ? `Configure the cluster's ${protocol} addresses, or first delete the ${type} record.`
        : `Make the cluster's load balancer dual-stack, or first delete the ${type} record.`,
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
  const judged = settings.dataPlane && before.some(isHealthJudged) ? [LEGACY_JUDGED] : [];
  return [...lints.values(), ...raised, ...large, ...judged].map(({ level, code, seen, why, toDo }) =>
    remarks[level](displayName(name), code, { seen: `During the migration: ${seen}`, why, toDo }),
  );
}

/** With `dataPlaneRollback` the cluster's record is judged, too. */
const LEGACY_JUDGED = {
  level: 'warn' as const,
  code: 'legacy-judged',
  seen: "legacy's record has its health evaluated, and so has the cluster's.",
  why: 'If both are unhealthy, Route 53 counts all as healthy, and the weights decide: DNS does not leave the cluster, and at 100 % legacy gets nothing.',
  toDo: 'No action needed if legacy’s health is independent of the cluster’s. Otherwise take the evaluation out of legacy’s record before the start.',
};

function tooLarge(settings: Asking['settings']) {
  const { elements, characters } = BATCH_LIMITS;
  return {
    level: 'fail' as const,
    code: 'too-many-values',
    seen: 'one change of it is more than Route 53 accepts at once.',
    why: `A change deletes and creates all its values in one batch. A batch has at most ${elements} values, ${characters} characters and (by \`route53.changes.burst\`) ${mostChanges(settings)} changes.`,
    toDo: 'Remove some of its values first, or take the name out of the migration.',
  };
}

function raisedTtl({ Type, TTL }: ResourceRecordSet, adopted: readonly ResourceRecordSet[]) {
  const then = adopted.find((record) => record.Type === Type)?.TTL;
  if (TTL === undefined || then === undefined || then <= TTL) return [];
  return [
    {
      level: 'warn' as const,
      code: 'ttl-raised',
      seen: `the TTL of its ${Type} rises from ${TTL} s to ${then} s.`,
      why: 'An alias to a load balancer has a TTL of 60 s, and records beside it need the same. A rollback takes that long.',
      toDo: 'No action needed if a TTL of 60 s is acceptable.',
    },
  ];
}
