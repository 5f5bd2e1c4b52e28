import type { GateQuestion } from '../../../../../lambdas/masters/domain/gate.ts';
import type { EtcdClusterHealth } from '../../../../../lambdas/masters/domain/members.ts';

export const LIMITS = {
  doubtSeconds: 45,
  patienceSeconds: 900,
  joinSeconds: 900,
  settleSeconds: 120,
  holdSeconds: 29_700,
};

/** `+` a healthy member, `-` one that is not known to be; the first is the victim's. */
export function cluster(members: string, check = 'etcd'): EtcdClusterHealth {
  return {
    checks: [check],
    etcdCluster: check === 'etcd' ? 'main' : 'events',
    members: [...members].map((sign, i) => ({
      name: `m${i}`,
      instance: `i-${i}`,
      healthy: sign === '+',
      reason: sign === '+' ? 'ok' : 'no answer',
    })),
  };
}

export const leaving = (i: number) => ({ instance: `i-${i}`, reason: `i-${i} goes` });

export function question(overrides: Partial<GateQuestion> = {}): GateQuestion {
  return {
    request: 'involuntary',
    victim: { instance: 'i-0', running: true },
    clusters: [cluster('+++'), cluster('+++', 'etcd-override-0')],
    leaving: [],
    answered: 3,
    refused: [],
    recovering: [],
    going: [],
    newMembers: [],
    settledSeconds: 0,
    doubtedSeconds: 0,
    heldSeconds: 0,
    limits: LIMITS,
    ...overrides,
  };
}
