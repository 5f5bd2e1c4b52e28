import type { Mutant } from './mutant.ts';

const TRAIL = 'lambdas/migration/domain/watch/judge-trail.ts';
const UNEXPLAINED = 'lambdas/migration/domain/watch/unexplained.ts';
const EXPLAIN = 'lambdas/migration/watch/watch/explain.ts';
const EVENT = 'lambdas/migration/adapters/cloud-trail-event.ts';
const REPLAY = 'lambdas/migration/domain/watch/replay.ts';
const JUDGED = ['test/unit/lambdas/migration/domain/watch/judge-trail'];
const EXPLAINED = ['test/unit/lambdas/migration/watch/watch/explain'];
const READ = ['test/unit/lambdas/migration/adapters/cloud-trail-event'];

/** People are told of the wrong writer, of none, or twice. */
export const WHO_WROTE_MUTANTS: readonly Mutant[] = [
  {
    invariant: 5,
    what: 'a call to another zone is told',
    file: TRAIL,
    from: 'call.zoneId === zoneId && ',
    to: '',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'a call that was told is told as new',
    file: TRAIL,
    from: 'told.includes(call.eventId) &&',
    to: 'false &&',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'the migration’s own calls are told beside somebody else’s',
    file: TRAIL,
    from: '=== isOwn)',
    to: '=== isOwn || !isOwn)',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'whoever names a session like a function is taken for it',
    file: TRAIL,
    from: 'if (recordRoles.includes(role)) return session;',
    to: 'if (session.endsWith("-ShiftWeight")) return session;',
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
    file: REPLAY,
    from: 'if (isNow(content, sought) && left',
    to: 'if (left',
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
    what: 'who deleted a name is told alone, though somebody else has created it again',
    file: REPLAY,
    from: 'const slots = was ? [...content.keys(), ...found.keys()] : [...content.keys()];',
    to: "const slots = [...content].flatMap(([slot, there]) => (there === '' ? [] : [slot]));",
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'who created a name is told alone, though somebody must have deleted it before',
    file: REPLAY,
    from: "if (action === 'CREATE' && (there ?? '') !== '') return undefined;",
    to: '',
    tests: JUDGED,
  },
  {
    invariant: 5,
    what: 'who wrote first is not told after the answer',
    file: EXPLAIN,
    from: "more: answered.who.kind === 'found'",
    to: 'more: false',
    tests: EXPLAINED,
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
    from: 'write.answered || now < soughtUntil(write)',
    to: 'write.answered',
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
