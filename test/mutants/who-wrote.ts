import type { Mutant } from './mutant.ts';

const TRAIL = 'lambdas/migration/domain/watch/judge-trail.ts';
const UNEXPLAINED = 'lambdas/migration/domain/watch/unexplained.ts';
const EXPLAIN = 'lambdas/migration/watch/watch/explain.ts';
const EVENT = 'lambdas/migration/adapters/cloud-trail-event.ts';
const JUDGED = ['test/unit/lambdas/migration/domain/watch/judge-trail'];
const EXPLAINED = ['test/unit/lambdas/migration/watch/watch/explain'];
const READ = ['test/unit/lambdas/migration/adapters/cloud-trail-event'];

/** People are told of the wrong writer, of none, or twice. */
export const WHO_WROTE_MUTANTS: readonly Mutant[] = [
  {
    invariant: 5,
    what: 'a call to another zone is told',
    file: TRAIL,
    from: 'zoneId === write.zoneId && ',
    to: '',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'a call is told twice',
    file: TRAIL,
    from: ' && !told.includes(eventId)',
    to: '',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'the migration’s own calls are told beside somebody else’s',
    file: TRAIL,
    from: 'calls.filter(({ own }) => own === undefined)',
    to: 'calls',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'whoever names a session like the migration is taken for it',
    file: TRAIL,
    from: 'each?.arn === role && ',
    to: '',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'a call with other values ends the search',
    file: TRAIL,
    from: 'now.includes(contentOf(record))',
    to: 'now.length > 0',
    tests: JUDGED,
  },
  {
    invariant: 6,
    what: 'the answer that nobody wrote comes before CloudTrail can know',
    file: TRAIL,
    from: "if (now < soughtUntil(write)) return { kind: 'wait' };",
    to: '',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'the same content is asked about again and again',
    file: UNEXPLAINED,
    from: '!kept.known.includes(knownAs(zone.zoneId, name))',
    to: 'true',
    tests: EXPLAINED,
  },
  {
    invariant: 5,
    what: 'the question ends with the run',
    file: 'lambdas/migration/domain/watch/judge-watch.ts',
    from: 'if (isSeeking(seen.unexplained, seen.now))',
    to: 'if (false)',
    tests: EXPLAINED,
  },
  {
    invariant: 6,
    what: 'a CloudTrail that fails for a minute ends the question',
    file: EXPLAIN,
    from: 'return seen.now < soughtUntil(write)',
    to: 'return false',
    tests: EXPLAINED,
  },
  {
    invariant: 6,
    what: 'a call that was refused is taken for a write',
    file: EVENT,
    from: "if (z.safeParse(failed, raw).success) return { kind: 'failed' };",
    to: '',
    tests: READ,
  },
];
