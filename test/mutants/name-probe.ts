import type { Mutant } from './mutant.ts';

const DOMAIN = 'lambdas/migration/domain/name-probe';
const PROBE = 'lambdas/migration/alarms/probe-names';
const TESTS = 'test/unit/lambdas/migration/domain/name-probe';
const CONFIGURED = ['test/synth/migration/name-probe'];

/** Who asks for names takes what it doesn't know for health, or an open run is rolled back because nobody asked before. */
export const NAME_PROBE_MUTANTS: readonly Mutant[] = [
  {
    invariant: 6,
    what: 'a name that nobody had time to ask, or that gave no answer, is healthy',
    file: `${PROBE}/why-failing.ts`,
    from: 'if (!attempt.answered) return attempt.message;',
    to: 'if (!attempt.answered) return undefined;',
    tests: ['test/unit/lambdas/migration/alarms/why-failing'],
  },
  {
    invariant: 6,
    what: 'a certificate that clients refuse is no failure of a name',
    file: `${PROBE}/why-failing.ts`,
    from: 'whyRefused(certificate, now) ??',
    to: '',
    tests: ['test/unit/lambdas/migration/alarms/why-failing'],
  },
  {
    invariant: 6,
    what: 'an answer without a certificate is one',
    file: `${PROBE}/why-failing.ts`,
    from: "return 'the answer came without a certificate'",
    to: 'return undefined',
    tests: ['test/unit/lambdas/migration/alarms/why-failing'],
  },
  {
    invariant: 6,
    what: 'of many names some are never asked',
    file: `${DOMAIN}/questions.ts`,
    from: 'i % rounds === minute % rounds',
    to: 'i % rounds === 0',
    tests: [`${TESTS}/questions`],
  },
  {
    invariant: 6,
    what: 'of many names each is always asked at the same address',
    file: `${DOMAIN}/questions.ts`,
    from: '(i + turn) % addresses.length',
    to: 'i % addresses.length',
    tests: [`${TESTS}/questions`],
  },
  {
    invariant: 6,
    what: 'a load balancer without an address fails for nobody',
    file: `${PROBE}/probe-names.ts`,
    from: 'questions.length === 0 ? 100 :',
    to: 'questions.length === 0 ? 0 :',
    tests: ['test/unit/lambdas/migration/alarms/probe-names'],
  },
  {
    invariant: 6,
    what: 'nobody asks for the names, and the alarm is OK',
    file: 'lib/migration/made-alarms/definitions.ts',
    from: 'threshold: percent,\n      missing: TreatMissingData.BREACHING,',
    to: 'threshold: percent,',
    tests: CONFIGURED,
  },
  {
    invariant: 2,
    what: 'an alarm that begins without data rolls an open run back',
    file: 'lambdas/migration/domain/names-in-use.ts',
    from: 'if (configured.addsProbe)',
    to: 'if (false)',
    tests: ['test/unit/lambdas/migration/deployment/guard-names'],
  },
];
