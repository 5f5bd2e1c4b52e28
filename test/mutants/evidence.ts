import type { Mutant } from './mutant.ts';

const DOMAIN = 'test/unit/lambdas/migration/domain';

/** What is not known, or not well, is no reason to hold. */
export const EVIDENCE_MUTANTS: readonly Mutant[] = [
  {
    invariant: 5,
    what: 'a foreign write within a soak is no reason to hold',
    file: 'lambdas/migration/domain/zone-grounds.ts',
    from: "ground('hold', `Zone",
    to: "ground('pass', `Zone",
    tests: [`${DOMAIN}/soak-verdict`],
  },
  {
    invariant: 6,
    what: 'an alarm that cannot be read is taken for OK',
    file: 'lambdas/migration/domain/alarm-grounds.ts',
    from: "if (!reading.known) return [ground('inconclusive', `Alarm",
    to: "if (!reading.known) return [ground('pass', `Alarm",
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'an alarm whose history cannot be read is taken for quiet',
    file: 'lambdas/migration/domain/alarm-grounds.ts',
    from: "return [ground('inconclusive', `The history",
    to: "return [ground('pass', `The history",
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'an alarm that fired and recovered is forgiven',
    file: 'lambdas/migration/domain/alarm-grounds.ts',
    from: 'if (fired.length > 0)',
    to: 'if (false)',
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'requests that are not known are taken for enough',
    file: 'lambdas/migration/domain/soak-verdict.ts',
    from: "return [ground('inconclusive', `Requests on the cluster",
    to: "return [ground('pass', `Requests on the cluster",
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'legacy that cannot be counted is taken for quiet',
    file: 'lambdas/migration/domain/drain-verdict.ts',
    from: "if (!legacy.known) return ground('inconclusive',",
    to: "if (!legacy.known) return ground('pass',",
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'one source that is not known is left out of the sum',
    file: 'lambdas/migration/domain/counted.ts',
    from: 'if (unknown.length > 0)',
    to: 'if (unknown.length === counted.length)',
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'soaks are extended for ever',
    file: 'lambdas/migration/domain/soak-verdict.ts',
    from: 'if (extensions >= soak.maximumExtensions)',
    to: 'if (false)',
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'an incomplete answer is counted as it is',
    file: 'lambdas/migration/adapters/cloudwatch-sums.ts',
    from: "if (status !== 'Complete')",
    to: 'if (false)',
    tests: ['test/integration/adapters/migration/cloudwatch-metrics'],
  },
  {
    invariant: 6,
    what: 'a load balancer that is gone had no requests',
    file: 'lambdas/migration/adapters/cloudwatch-traffic.ts',
    from: 'return unknown(dnsName, `this account has no such',
    to: "return { known: true, source: dnsName, requests: 0, unit: 'request' } as never; return unknown(dnsName, `this account has no such",
    tests: ['test/integration/adapters/migration/cloudwatch-traffic'],
  },
];
