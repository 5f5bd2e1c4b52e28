import type { AccountEvidence, Check } from '../check.ts';
import type { MigrationCheck } from './evidence.ts';

/** A write of this state came too late and was refused, because the records were no longer as it expected. */
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

/** Whoever opened a run made a schedule for Watch, and Watch removed it when the run was over. */
export const watchEnded: Check<AccountEvidence> = {
  claim: 'Watch looked while the run was open, and removed its schedule when it was over',
  contradictions: ({ calls }) => {
    const times = (operation: string) =>
      calls.filter(
        (call) => call.service === 'scheduler' && call.operation === operation && call.outcome === 'ok',
      ).length;
    const [made, removed] = [times('CreateSchedule'), times('DeleteSchedule')];
    return made > 0 && made === removed ? [] : [`${made} schedules were made, and ${removed} removed`];
  },
};

/** One report of the rollback was kept, as JSON and as text. */
export const reportedOnce: Check<AccountEvidence> = {
  claim: 'The rollback was reported once',
  contradictions: ({ calls }) => {
    const kept = calls.filter(
      ({ caller, operation, outcome }) =>
        caller.name === 'NotifyRollBack' && operation === 'PutObject' && outcome === 'ok',
    );
    return kept.length === 2 ? [] : [`expected 2 objects, found ${kept.length}`];
  },
};

export const someCallsThrottled: MigrationCheck = {
  claim: 'Route 53 throttled some calls',
  contradictions: ({ calls }) =>
    calls.some(isThrottled) ? [] : ['no call was throttled, so the scenario proves nothing'],
};

/** Some writes of this state were throttled, by the limit on changes, not on requests, and the last one succeeded. */
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
        ...(writes.at(-1)?.outcome === 'ok' ? [] : ['its last write did not succeed']),
        ...(bound
          ? []
          : [`Route 53 throttled ${requests} by the limit on requests, ${changes} by the limit on changes`]),
      ];
    },
  };
}

function isThrottled({ service, errorCode }: AccountEvidence['calls'][number]): boolean {
  return service === 'route53' && errorCode === 'Throttling';
}
