import type { Call, Outcome, Permission } from '../../../../rehearsal/gateway/index.ts';

interface Changed {
  readonly principal?: string;
  readonly name?: string;
  readonly service?: string;
  readonly operation?: string;
  readonly outcome?: Outcome;
  readonly permissions?: readonly Permission[];
}

/** A recorded call in which only the given things matter. */
export function aCall(changed: Changed): Omit<Call, 'number'> {
  const { principal = '', name = 'ShiftWeight', permissions = [] } = changed;
  return {
    startedAt: '2026-11-23T12:00:00.000Z',
    endedAt: '2026-11-23T12:00:00.010Z',
    durationMs: 10,
    service: changed.service ?? 'route53',
    operation: changed.operation ?? 'GetChange',
    metrics: 0,
    permissions,
    caller: { accessKeyId: 'KEY', principal, function: `shop-${name}`, appId: `kops-cutover-${name}`, name },
    outcome: changed.outcome ?? 'ok',
    status: 200,
    errorCode: '',
    message: '',
    fault: '',
  };
}
