import type { AccountEvidence, Check } from '../check.ts';
import type { MigrationCheck } from './evidence.ts';

/** A write of this state came too late and was refused, because what it believed was there was not. */
export function refusedWrite(by: string): MigrationCheck {
  return {
    claim: `The late write of ${by} was refused`,
    contradictions: ({ calls }) => {
      const writes = calls.filter(
        ({ caller, operation }) => caller.name === by && operation === 'ChangeResourceRecordSets',
      );
      const last = writes.at(-1);
      if (last?.errorCode === 'InvalidChangeBatch') return [];
      return [last ? `its last write ended with ${last.status} ${last.errorCode}` : 'it made no write'];
    },
  };
}

/** One report of the rollback was kept, as JSON and as text. */
export const reportedOnce: Check<AccountEvidence> = {
  claim: 'The rollback was reported once',
  contradictions: ({ calls }) => {
    const kept = calls.filter(
      ({ caller, operation, outcome }) =>
        caller.name === 'NotifyRollBack' && operation === 'PutObject' && outcome === 'ok',
    );
    return kept.length === 2 ? [] : [`${kept.length} objects were kept in place of two`];
  },
};

export const someCallsThrottled: MigrationCheck = {
  claim: 'Route 53 throttled some calls',
  contradictions: ({ calls }) =>
    calls.some(isThrottled) ? [] : ['no call was throttled: the scenario has shown nothing'],
};

/** Of the writes of this state some were throttled, by the limit on changes and not on requests, and the last one was made. */
export function waitedForChanges(by: string): MigrationCheck {
  return {
    claim: `${by} was throttled for its number of changes, waited for the refill, and succeeded`,
    contradictions: ({ calls, scene }) => {
      const writes = calls.filter(
        ({ caller, operation }) => caller.name === by && operation === 'ChangeResourceRecordSets',
      );
      const { requests, changes } = scene.engine.limiter.refusals;
      const bound = requests === 0 && changes > 0;
      return [
        ...(writes.some(isThrottled) ? [] : ['none of its writes was throttled']),
        ...(writes.at(-1)?.outcome === 'ok' ? [] : ['its last write was not made']),
        ...(bound
          ? []
          : [`Route 53 refused ${requests} for their requests and ${changes} for their changes`]),
      ];
    },
  };
}

function isThrottled({ service, errorCode }: AccountEvidence['calls'][number]): boolean {
  return service === 'route53' && errorCode === 'Throttling';
}
