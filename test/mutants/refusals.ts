import type { Mutant } from './mutant.ts';

const REFUSAL = 'lambdas/migration/domain/refusal.ts';
const DNS = 'lambdas/migration/domain/readiness/dns';
const REFUSAL_TESTS = ['test/unit/lambdas/migration/domain/refusal'];
const ADAPTER_TESTS = ['test/integration/adapters/migration/route53-refusals'];
const OWNER_TESTS = ['test/unit/lambdas/migration/swap/refused-by-an-owner'];
const FOUND_TESTS = ['test/unit/lambdas/migration/preflight/verify-dns/owners'];
const ACCEPT_TESTS = ['test/unit/lambdas/migration/domain/readiness/accept'];
const LAST_LOOK_TESTS = ['test/unit/lambdas/migration/migrate/lower-ttl/last-look'];

/** What Route 53 refuses of single names is an outage, or is found too late. */
export const REFUSAL_MUTANTS: readonly Mutant[] = [
  {
    invariant: 2,
    what: 'a health check that is gone is an outage of the whole zone',
    file: REFUSAL,
    from: "    case 'NoSuchHealthCheck':\n",
    to: '',
    tests: ADAPTER_TESTS,
  },
  {
    invariant: 2,
    what: 'input that Route 53 refuses is an outage of the whole zone',
    file: REFUSAL,
    from: "    case 'InvalidInput':\n",
    to: '',
    tests: ADAPTER_TESTS,
  },
  {
    invariant: 2,
    what: 'a zone that isn’t there is a refusal of names',
    file: REFUSAL,
    from: '    default:\n      return undefined;',
    to: '    default:\n      return [message];',
    tests: ADAPTER_TESTS,
  },
  {
    invariant: 2,
    what: 'the names of a health check that is gone are not blamed',
    file: REFUSAL,
    from: 'HealthCheckId !== undefined && ids.includes(HealthCheckId)',
    to: 'false',
    tests: REFUSAL_TESTS,
  },
  {
    invariant: 2,
    what: 'a protected name is not blamed where its words are others',
    file: REFUSAL,
    from: 'if (!/\\bprotect/i.test(message)) return [];',
    to: 'return [];',
    tests: REFUSAL_TESTS,
  },
  {
    invariant: 5,
    what: 'a step that Route 53 refuses is taken for one that loses races',
    file: 'lambdas/migration/swap/advance-zones.ts',
    from: 'if (!refused || !next || !sameChanges(refused.batch, next)) return;',
    to: 'return;',
    tests: OWNER_TESTS,
  },
  {
    invariant: 4,
    what: 'a name is called restored though its health check could be named again',
    file: 'lambdas/migration/domain/restore.ts',
    from: "isHealthCheckGone(refused.get(name) ?? '') && ",
    to: '',
    tests: OWNER_TESTS,
  },
  {
    invariant: 2,
    what: 'a name without its health check, which is gone, is never called restored',
    file: 'lambdas/migration/roll-back/confirm-legacy/amiss.ts',
    from: 'if (sameButForHealthChecks(held, wanted)) return [];',
    to: '',
    tests: OWNER_TESTS,
  },
  {
    invariant: 6,
    what: 'an unhealthy health check is no matter',
    file: `${DNS}/judge-health.ts`,
    from: 'if (healthy.value) return undefined;',
    to: 'return undefined;',
    tests: FOUND_TESTS,
  },
  {
    invariant: 6,
    what: 'a protection of the fence is no matter',
    file: `${DNS}/judge-protections.ts`,
    from: "settings.fenceName, ['TXT']",
    to: 'settings.fenceName, []',
    tests: FOUND_TESTS,
  },
  {
    invariant: 6,
    what: 'protections that can’t be listed are none',
    file: `${DNS}/judge-protections.ts`,
    from: '  if (!protections.known) {',
    to: '  if (!protections.known) return [];\n  if (!protections.known) {',
    tests: FOUND_TESTS,
  },
  {
    invariant: 6,
    what: 'the last look lets pass what preflight refuses',
    file: 'lambdas/migration/migrate/lower-ttl/last-look.ts',
    from: 'blocksDespite(settings.acceptances, finding, clock.now())',
    to: 'finding === undefined',
    tests: LAST_LOOK_TESTS,
  },
  {
    invariant: 6,
    what: 'the last look takes a throttled call for an answer',
    file: 'lambdas/migration/runtime/reading-now.ts',
    from: 'if (named || isTransient(error)) throw',
    to: 'if (false) throw',
    tests: LAST_LOOK_TESTS,
  },
  {
    invariant: 6,
    what: 'what is unknown blocks nothing',
    file: 'lambdas/migration/domain/readiness/judged-finding.ts',
    from: " || level === 'unknown'",
    to: '',
    tests: ACCEPT_TESTS,
  },
  {
    invariant: 6,
    what: 'an acceptance holds for ever',
    file: 'lambdas/migration/domain/readiness/accept.ts',
    from: 'return until < dayOf(now)',
    to: 'return until < dayOf(0)',
    tests: ACCEPT_TESTS,
  },
  {
    invariant: 6,
    what: 'any finding can be accepted',
    file: 'lambdas/migration/contract/acceptances.ts',
    from: 'levels[code]?.level === level',
    to: 'levels[code]?.level !== undefined',
    tests: ACCEPT_TESTS,
  },
  {
    invariant: 6,
    what: 'a check that says nothing has found nothing',
    file: 'lambdas/migration/domain/readiness/coverage.ts',
    from: 'findings.length === 0 && notAsked === undefined',
    to: 'notAsked === ""',
    tests: ['test/unit/lambdas/migration/domain/readiness/coverage'],
  },
  {
    invariant: 6,
    what: 'a change of preflight is forgotten when people could not be notified of it',
    file: 'lambdas/migration/migrate/assess-readiness/assess-readiness.ts',
    from: '  if (message) await ports.topic.publish(message,',
    to: '  await ports.lastReport.keep(lastReportText(facts));\n  if (message) await ports.topic.publish(message,',
    tests: ['test/unit/lambdas/migration/migrate/assess-readiness/changes'],
  },
  {
    invariant: 6,
    what: 'a subscription that waits for its confirmation is heard',
    file: 'lambdas/migration/adapters/sns-subscriptions.ts',
    from: "PendingConfirmation: 'pending'",
    to: "PendingConfirmation: 'confirmed'",
    tests: ['test/integration/adapters/migration/sns-subscriptions'],
  },
  {
    invariant: 6,
    what: 'a repeated dry run checks beside the migration that it was for',
    file: 'lambdas/migration/migrate/validate-input/validate-input.ts',
    from: "state.run.status !== 'restored'",
    to: 'state.run.status === undefined',
    tests: ['test/unit/lambdas/migration/migrate/validate-input/validate-input'],
  },
];
