/** One name: that it can be moved, and that nobody else writes it. */

import { displayName } from '../../../../shared/contract/dns-names.ts';
import { countOf, percent } from '../../../../shared/domain/text.ts';
import type { Fence } from '../../fence.ts';
import { type RecordShape, recordsAt } from '../../milestones.ts';
import { isMoved, type ResourceRecordSet, sameRecords } from '../../record-set.ts';
import type { OwnershipClaim } from '../external-dns/claims.ts';
import { type Remark, remarks } from '../finding.ts';
import { lintGroup } from '../route53-lint.ts';
import { legacyOf, routingPolicy } from '../routing.ts';
import { judgeFollow } from './judge-follows.ts';
import { judgeHealth } from './judge-health.ts';
import { judgeFit, lintPlan } from './judge-move.ts';
import { judgeNeighbours } from './judge-neighbours.ts';
import { judgeProtection } from './judge-protections.ts';
import { judgeAlready, judgeKind, judgeTtl } from './judge-record.ts';
import type { Answers } from './judge-target.ts';
import { type Asking, beforeOf, takenOver, type ZoneSeen } from './seen.ts';

/**
 * Nothing where nothing speaks against moving the name.
 * @param answers of the cluster; undefined where they are not known
 * @param claims of external-dns on any name of the zone
 */
export function judgeName(
  name: string,
  seen: ZoneSeen,
  asking: Asking,
  answers: Answers | undefined,
  claims: readonly OwnershipClaim[],
): Remark[] {
  const held = seen.zone.records.filter((record) => record.Name === name);
  const moved = held.filter(isMoved);
  if (moved.length === 0) return [missing(name, held)];
  const fence = takenOver(seen, asking);
  const before = beforeOf(name, seen, asking);
  const { shape } = seen;
  const follows = shape.follows.has(name);
  return [
    ...(fence ? judgeTakenOver(name, moved, fence, shape) : judgeRouting(name, moved)),
    ...before.flatMap((record) => [...judgeKind(record, seen.zone.name, follows), ...judgeTtl(record)]),
    ...judgeHealth(name, before, seen.healthChecks),
    ...judgeProtection(name, before, seen),
    // What a name answers that follows another one is that one's matter.
    ...(follows
      ? []
      : [
          ...judgeFit(name, moved, asking.settings.target, answers),
          ...before.flatMap((record) => judgeAlready(record, shape)),
        ]),
    ...lintPlan(name, before, shape),
    ...judgeFollow(name, seen),
    ...judgeNeighbours(name, seen),
    ...claims.filter((claim) => claim.name === name).map(claimed),
  ];
}

function missing(name: string, held: readonly ResourceRecordSet[]): Remark {
  const types = [...new Set(held.map(({ Type }) => Type))].join(', ');
  return remarks.fail(displayName(name), 'record-missing', {
    seen: types === '' ? 'The zone has nothing at this name.' : `The zone has only ${types} at this name.`,
    why: 'A migration moves existing A, AAAA and CNAME record sets. It creates no new names.',
    toDo: 'Correct the name in the configuration, or remove it.',
  });
}

function judgeRouting(name: string, moved: readonly ResourceRecordSet[]): Remark[] {
  const routed = moved.filter((record) => routingPolicy(record) !== 'simple');
  return [...Map.groupBy(routed, ({ Type }) => Type)].flatMap(([type, group]) => {
    const policies = [...new Set(group.map(routingPolicy))].join(' and ');
    const lints = lintGroup(moved.filter((record) => record.Type === type)).map(({ seen }) => seen);
    return remarks.fail(displayName(name), 'routing-not-simple', {
      seen: [`Its ${type} is ${policies} (${countOf(group.length, 'record set')}).`, ...lints].join(' '),
      why: 'The weights of legacy and cluster cannot be mixed with another routing policy or with other weights.',
      toDo: `Replace its ${type} by one simple record set, or take the name out of the migration.`,
    });
  });
}

/** A run that is taken over must have left exactly the groups that its fence speaks of. */
function judgeTakenOver(
  name: string,
  moved: readonly ResourceRecordSet[],
  fence: Fence,
  shape: RecordShape,
): Remark[] {
  const expected = recordsAt({ kind: 'weighted', percent: fence.weight }, legacyOf(moved), shape);
  if (expected.length > 0 && sameRecords(moved, expected)) return [];
  return [
    remarks.fail(displayName(name), 'records-not-as-fenced', {
      seen: `The fence says ${percent(fence.weight)}, but the records of the name do not match.`,
      why: 'Somebody has changed them since the run stopped, so the run cannot continue.',
      toDo: 'Restore the record sets as the run wrote them, or roll the run back and start a new one.',
    }),
  ];
}

function claimed({ name, txtName, text, isCertain }: OwnershipClaim): Remark {
  const subject = displayName(name);
  const mark = displayName(txtName);
  const why = 'If external-dns owns the name, it reverts every change within a minute.';
  const toDo =
    'Exclude the name from external-dns (`--exclude-domains`, or the annotation of its resource) and delete the TXT record. Or leave the name to external-dns and take it out of the migration.';
  if (text === '') {
    const seen = `${mark} TXT looks like an encrypted ownership record.`;
    return remarks.warn(subject, 'external-dns-encrypted', { seen, why, toDo });
  }
  if (!isCertain) {
    return remarks.warn(subject, 'external-dns-possible', {
      seen: `${mark} TXT may be external-dns's mark for it, or left from a name or record that is gone: ${text}`,
      why,
      toDo: `See whether external-dns has such a \`--txt-prefix\`, \`--txt-suffix\` or \`--txt-wildcard-replacement\`. If not, delete the TXT record. If it has: ${toDo}`,
    });
  }
  return remarks.fail(subject, 'external-dns-owner', {
    seen: `${mark} TXT says that external-dns owns it: ${text}`,
    why: 'external-dns reverts every change within a minute.',
    toDo,
  });
}
