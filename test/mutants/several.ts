import type { Mutant } from './mutant.ts';

const SWAP = 'lambdas/migration/swap';
const ADAPTERS = 'lambdas/migration/adapters';
const EVERY_ZONE = 'test/unit/lambdas/migration/swap/every-zone';
const EVIDENCE = 'test/unit/lambdas/migration/migrate/judge-soak/evidence-of-all';
const JOURNAL_READS = 'test/integration/adapters/migration/journal-reads';
const BEFORE_IMAGE = 'test/unit/lambdas/migration/swap/before-image';

/** Of several zones, batches, pages, pieces or alarms one is left out. */
export const SEVERAL_MUTANTS: readonly Mutant[] = [
  {
    invariant: 1,
    what: 'a batch has one character more than Route 53 takes',
    file: 'lambdas/migration/domain/batches.ts',
    from: 'characters <= BATCH_LIMITS.characters',
    to: 'characters <= BATCH_LIMITS.characters + 1',
    tests: ['test/unit/lambdas/migration/domain/batches'],
  },
  {
    invariant: 3,
    what: 'a rollback is called confirmed by the first zone alone',
    file: 'lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts',
    from: 'of ports.settings.zones) {',
    to: 'of ports.settings.zones.slice(0, 1)) {',
    tests: [EVERY_ZONE],
  },
  {
    invariant: 4,
    what: 'the journal is read as it was before the last write',
    file: 'lambdas/shared/adapters/journal-items.ts',
    from: '        ConsistentRead: true,\n        KeyCondition',
    to: '        KeyCondition',
    tests: [JOURNAL_READS],
  },
  {
    invariant: 4,
    what: 'only the first page of the journal is read',
    file: 'lambdas/shared/adapters/journal-items.ts',
    from: '} while (from);',
    to: '} while (false);',
    tests: [JOURNAL_READS],
  },
  {
    invariant: 4,
    what: 'a before-image that lacks the last piece of a zone is restored',
    file: `${ADAPTERS}/before-image-chunks.ts`,
    from: 'byZone.get(chunk.zoneId)?.length === chunk.parts',
    to: 'byZone.has(chunk.zoneId)',
    tests: [BEFORE_IMAGE],
  },
  {
    invariant: 4,
    what: 'a before-image that lacks a zone is restored',
    file: `${ADAPTERS}/before-image-chunks.ts`,
    from: 'byZone.size === first?.zones &&',
    to: 'first !== undefined &&',
    tests: [BEFORE_IMAGE],
  },
  {
    invariant: 5,
    what: 'a share is confirmed by the first zone alone',
    file: `${SWAP}/require-milestone.ts`,
    from: 'of imagesOf(state, ports.settings)) {',
    to: 'of imagesOf(state, ports.settings).slice(0, 1)) {',
    tests: [EVERY_ZONE],
  },
  {
    invariant: 5,
    what: 'a foreign write in another than the first zone is no reason to hold',
    file: 'lambdas/migration/evidence/zone-evidence.ts',
    from: 'of imagesOf(state, ports.settings)) {',
    to: 'of imagesOf(state, ports.settings).slice(0, 1)) {',
    tests: [EVIDENCE],
  },
  {
    invariant: 6,
    what: 'a change is in sync as soon as that of the first zone is',
    file: `${SWAP}/require-in-sync.ts`,
    from: 'of changes) {',
    to: 'of changes.slice(0, 1)) {',
    tests: [EVERY_ZONE],
  },
  {
    invariant: 6,
    what: 'a change of several batches is in sync as soon as the first batch is',
    file: `${SWAP}/require-in-sync.ts`,
    from: 'for (const changeId of changeIds) {',
    to: 'for (const changeId of changeIds.slice(0, 1)) {',
    tests: [EVERY_ZONE],
  },
  {
    invariant: 6,
    what: 'a change of several zones is waited for since the first was accepted',
    file: `${SWAP}/advance-zones.ts`,
    from: 'const acceptedAt = latest(changes.map((change) => change.acceptedAt)) ??',
    to: 'const acceptedAt = changes[0]?.acceptedAt ??',
    tests: [EVERY_ZONE],
  },
  {
    invariant: 6,
    what: 'a change of which nothing is said is in sync',
    file: `${ADAPTERS}/route53-zone.ts`,
    from: "return ChangeInfo?.Status === 'INSYNC';",
    to: "return ChangeInfo?.Status !== 'PENDING';",
    tests: ['test/integration/adapters/migration/route53-zone'],
  },
  {
    invariant: 6,
    what: 'only the first page of an alarm’s history is read',
    file: `${ADAPTERS}/cloudwatch-alarms.ts`,
    from: 'transitions.push(transition(name, item));\n',
    to: 'transitions.push(transition(name, item));\n    break;\n',
    tests: ['test/integration/adapters/migration/cloudwatch-alarms'],
  },
  {
    invariant: 6,
    what: 'only the first alarm is asked about',
    file: 'lambdas/migration/evidence/alarm-evidence.ts',
    from: 'alarmReadings(settings, alarms)',
    to: 'alarmReadings(settings.slice(0, 1), alarms)',
    tests: [EVIDENCE],
  },
  {
    invariant: 6,
    what: 'legacy of the first zone alone has to be quiet',
    file: 'lambdas/migration/migrate/measure-legacy-traffic/measure-drain.ts',
    from: 'ownAnswers(state.beforeImage.values())',
    to: 'ownAnswers([...state.beforeImage.values()].slice(0, 1))',
    tests: [EVIDENCE],
  },
];
