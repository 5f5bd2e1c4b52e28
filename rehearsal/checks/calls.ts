import type { AccountEvidence, Check } from './check.ts';

export const allCallsAllowed: Check<AccountEvidence> = {
  claim: 'Every call was allowed by the role of the function that made it',
  contradictions: ({ calls }) => {
    const refused = calls
      .filter(({ outcome }) => outcome === 'denied' || outcome === 'unknown' || outcome === 'malformed')
      .map(
        ({ caller, service, operation, message }) => `${caller.name}: ${service} ${operation}: ${message}`,
      );
    // One that looks again and again is told once.
    return [...new Set(refused)];
  },
};

/** A write of this state came too late and was refused, because what it believed was there was not. */
export function refusedWrite(by: string): Check {
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

export const someCallsThrottled: Check = {
  claim: 'Route 53 did refuse some calls for being too many',
  contradictions: ({ calls }) =>
    calls.some(isThrottled) ? [] : ['no call was throttled: the scenario has shown nothing'],
};

/** Of the writes of this state some were throttled, by the limit on changes and not on requests, and the last one was made. */
export function waitedForChanges(by: string): Check {
  return {
    claim: `${by} was throttled for its number of changes, waited for the refill, and was done`,
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

/** Functions of the product, by the gateway's record: calls of people and of the deployment are left out. */
export const someCallsJudged: Check<AccountEvidence> = {
  claim: 'The calls of functions were recorded with the function that made them',
  contradictions: ({ calls }) => {
    const ofFunctions = calls.filter(({ caller }) => caller.function !== '');
    const nameless = ofFunctions.filter(({ caller }) => !caller.appId.startsWith('kops-cutover'));
    return [
      ...(ofFunctions.length === 0 ? ['no call of a function was recorded'] : []),
      ...new Set(
        nameless.map(({ caller, service }) => `${caller.function} calls ${service} without saying its state`),
      ),
    ];
  },
};
