import type { AccountEvidence, Check } from './check.ts';

export const allCallsAllowed: Check<AccountEvidence> = {
  claim: 'Every call was allowed by the role of the function that made it',
  contradictions: ({ calls }) => {
    const refused = calls.filter(({ outcome }) => outcome === 'denied').map(inWords);
    // A call that is repeated again and again is reported once.
    return [...new Set(refused)];
  },
};

export const allCallsUnderstood: Check<AccountEvidence> = {
  claim: 'Every call was one that AWS has, and that a rehearsal can answer',
  contradictions: ({ calls }) => {
    const strange = calls.filter(({ outcome }) => outcome === 'unknown' || outcome === 'malformed');
    return [...new Set(strange.map(inWords))];
  },
};

function inWords({ caller, service, operation, message }: AccountEvidence['calls'][number]): string {
  return `${caller.name}: ${service} ${operation}: ${message}`;
}

/** Functions of the product, by the gateway's record: calls of people and of the deployment are left out. */
export const someCallsJudged: Check<AccountEvidence> = {
  claim: 'Every call of a function was recorded with that function',
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
