/**
 * What Route 53 makes of record sets that share a name and a type, where it isn't what one would think.
 * Source: "Choosing a routing policy" and "How Route 53 chooses records when health checking is configured".
 */

import { ALIAS_TTL } from '../milestones.ts';
import type { ResourceRecordSet } from '../record-set.ts';
import type { Said } from './finding.ts';
import { routingPolicy } from './routing.ts';

export interface Lint extends Said {
  readonly code: string;
  /** `fail`: Route 53 refuses it, or it answers what nobody meant. */
  readonly level: 'warn' | 'fail';
}

/** @param group all record sets of one name and one type */
export function lintGroup(group: readonly ResourceRecordSet[]): Lint[] {
  if (group.length === 0) return [];
  return [allZero, sibling, mixedTtl, zeroWeightFallback].flatMap((rule) => rule(group) ?? []);
}

function allZero(group: readonly ResourceRecordSet[]): Lint | undefined {
  if (!group.every(({ Weight }) => Weight === 0)) return undefined;
  return {
    code: 'all-weights-zero',
    level: 'fail',
    seen: group.length === 1 ? 'Its only weight is 0.' : `All ${group.length} weights are 0.`,
    why: 'Route 53 then answers with all of them equally: none is taken out.',
    toDo: 'Give at least one of them a weight above 0.',
  };
}

function sibling(group: readonly ResourceRecordSet[]): Lint | undefined {
  const policies = [...new Set(group.map(routingPolicy))];
  if (policies.length < 2) return undefined;
  return {
    code: 'mixed-routing',
    level: 'fail',
    seen: `It mixes record sets of ${policies.join(' and ')} routing.`,
    why: 'Route 53 accepts one routing policy per name and type, and refuses a batch that mixes them.',
    toDo: 'Keep one policy.',
  };
}

function mixedTtl(group: readonly ResourceRecordSet[]): Lint | undefined {
  const ttls = [...new Set(group.map(({ TTL }) => TTL ?? ALIAS_TTL))];
  if (ttls.length < 2) return undefined;
  const refused = new Set(group.flatMap(({ TTL }) => TTL ?? [])).size > 1;
  return {
    code: 'mixed-ttl',
    level: refused ? 'fail' : 'warn',
    seen: `Their TTLs differ: ${ttls.join(', ')} s (an alias answers with ${ALIAS_TTL}).`,
    why: 'Answers that are cached longer get more traffic than their weight says.',
    toDo: 'Give all of them the same TTL: 60 s beside an alias.',
  };
}

function zeroWeightFallback(group: readonly ResourceRecordSet[]): Lint | undefined {
  const idle = group.filter(({ Weight }) => Weight === 0);
  const serving = group.filter(({ Weight = 0 }) => Weight > 0);
  const judged = serving.filter(isHealthJudged);
  if (idle.length === 0 || serving.length === 0 || judged.length < serving.length) return undefined;
  const names = idle.map(({ SetIdentifier }) => SetIdentifier).join(', ');
  return {
    code: 'zero-weight-fallback',
    level: 'warn',
    seen: `Every record set with a weight above 0 has its health evaluated, and ${names} has the weight 0.`,
    why: 'If all of them are unhealthy, Route 53 answers with the record sets of weight 0: those may get all the traffic.',
    toDo: 'No action needed, but a weight of 0 does not block traffic. Without health evaluation the unhealthy ones would continue to answer.',
  };
}

export function isHealthJudged({ AliasTarget, HealthCheckId }: ResourceRecordSet): boolean {
  return HealthCheckId !== undefined || AliasTarget?.EvaluateTargetHealth === true;
}
