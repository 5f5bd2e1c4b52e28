/**
 * What Route 53 makes of record sets that share a name and a type, where it isn't what one would think.
 * Source: "Choosing a routing policy" and "How Route 53 chooses records when health checking is configured".
 */
import type { ResourceRecordSet } from '../record-set.ts';
import { ALIAS_TTL } from '../stages.ts';
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
    seen: `All ${group.length} weights are 0.`,
    why: 'Route 53 then answers with each of them alike: nothing is taken out.',
    toDo: 'Give at least one of them a weight above 0.',
  };
}

function sibling(group: readonly ResourceRecordSet[]): Lint | undefined {
  const policies = [...new Set(group.map(routingPolicy))];
  if (policies.length < 2) return undefined;
  return {
    code: 'mixed-routing',
    level: 'fail',
    seen: `Record sets of ${policies.join(' and ')} routing stand side by side.`,
    why: 'Route 53 takes one routing policy for a name and type, and refuses the batch that would mix them.',
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
    why: 'Answers that are kept longer get more of the traffic than their weight says.',
    toDo: 'Give all of them the same TTL; beside an alias, 60 s.',
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
    seen: `The health of every member with a weight is judged, and ${names} has the weight 0.`,
    why: 'When all of those are unhealthy, Route 53 answers with the members of weight 0: they may get all the traffic.',
    toDo: 'Know it: a weight of 0 is no lock. Without health evaluation the unhealthy ones would answer on.',
  };
}

function isHealthJudged({ AliasTarget, HealthCheckId }: ResourceRecordSet): boolean {
  return HealthCheckId !== undefined || AliasTarget?.EvaluateTargetHealth === true;
}
