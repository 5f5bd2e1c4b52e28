import type { AccountEvidence, Check } from './check.ts';

export const allCallsAllowed: Check<AccountEvidence> = {
  claim: 'Every call was allowed by the role of the function that made it',
  contradictions: ({ calls }) => {
    const refused = calls
      .filter(({ outcome }) => outcome === 'denied' || outcome === 'unknown' || outcome === 'malformed')
      .map(
        ({ caller, service, operation, message }) => `${caller.name}: ${service} ${operation}: ${message}`,
      );
    // A call that is repeated again and again is reported once.
    return [...new Set(refused)];
  },
};

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
