/** What a rehearsed migration did to its clients, in numbers measured from outside. */

import { ALIAS_TTL } from '../../route53/index.ts';
import type { Evidence } from './evidence.ts';
import { restoredVersions } from './zones.ts';

export interface Figures {
  readonly requests: number;
  readonly unanswered: number;
  readonly astray: number;
  /** Requests that a platform answered with an error. */
  readonly failed: number;
  readonly rollBack: RollBackTimes | undefined;
}

/** When the names went back, epoch milliseconds. */
export interface RollBackTimes {
  /** The first alarm fired of those that were on; undefined when no alarm was the reason. */
  readonly alarm: number | undefined;
  /** First and last batch accepted. */
  readonly accepted: number;
  /** Seen so by ConfirmLegacy, which asks a minute after the last batch: the span that the notification names. */
  readonly inSync: number;
  /** The last honest resolver has asked again. */
  readonly lastTtl: number;
}

export function figuresOf(evidence: Evidence): Figures {
  const { scene } = evidence;
  const minutes = scene.world.minutes.filter(({ at }) => at >= scene.start);
  const served = minutes.flatMap((minute) => [...minute.served.values()]);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  return {
    requests: sum(served.map(({ requests }) => requests)),
    failed: sum(served.map(({ failed }) => failed)),
    unanswered: sum(minutes.map(({ unanswered }) => unanswered)),
    astray: sum(minutes.map(({ astray }) => astray)),
    rollBack: rollBackTimes(evidence),
  };
}

/** The versions by which a rollback put legacy back, measured at Route 53. */
export function rollBackTimes({ scene, calls }: Evidence): RollBackTimes | undefined {
  const restored = scene.zoneIds.flatMap((zoneId) => restoredVersions(scene, zoneId));
  if (restored.length === 0) return undefined;
  const accepted = Math.max(...restored.map(({ acceptedAt }) => acceptedAt));
  const insyncAt = Math.max(...restored.map((version) => version.insyncAt));
  const asked = calls.filter(
    ({ caller, operation }) => caller.name === 'ConfirmLegacy' && operation === 'GetChange',
  );
  const seen = asked.map(({ endedAt }) => Date.parse(endedAt)).find((at) => at >= insyncAt);
  const inSync = seen ?? insyncAt;
  const since = scene.world.alarms.flatMap(({ history }) => {
    const last = history.findLast(({ at }) => at >= scene.start && at <= accepted);
    return last?.to.state === 'ALARM' ? [last.at] : [];
  });
  return {
    alarm: since.length > 0 ? Math.min(...since) : undefined,
    accepted,
    inSync,
    lastTtl: inSync + scene.estate.longestChain * ALIAS_TTL * 1000,
  };
}
