import fc from 'fast-check';
import type { Course, JournalLoss } from '../../support/course.ts';
import type { Outages } from '../../support/faulty-world.ts';
import { type ForeignChanges, History, type HistoryOptions } from '../../support/history.ts';
import { longSettings, longZones } from '../../support/long-zones.ts';
import { someSettings } from '../../support/settings.ts';
import { SHOP_ZONES } from '../../support/shop-zones.ts';
import { ZoneWatch } from '../../support/zone-watch.ts';

/** Histories in all; a longer run takes another number: `HISTORIES=100000 npm test interleavings`. */
const HISTORIES = Number(process.env.HISTORIES ?? 2100);
/** Of these, so many in zones in which each change takes several batches. */
const LONG = Math.ceil(HISTORIES / 21);

/** And so many in which the journal is lost. */
const LOST = Math.ceil(HISTORIES / 10);

interface Actors {
  readonly first: Course;
  /** A second migration from the start, which must wait for the first one to be rolled back. */
  readonly second: boolean;
  /** A run that continues a stopped one. */
  readonly takeOver: Course | undefined;
  readonly rollBacks: number;
  readonly person: boolean;
  readonly externalDns: boolean;
  /** Services that are away for a while. */
  readonly away: readonly (keyof Outages)[];
}

const options = fc.record<HistoryOptions>({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  crash: fc.constantFrom(0, 0.02, 0.1),
  lostAnswer: fc.constantFrom(0, 0.1, 0.5),
  lateRetry: fc.constantFrom(0, 0.2, 1),
  duplicate: fc.constantFrom(0, 0, 0.3),
  abort: fc.constantFrom(0, 0, 0.2),
});

const course = fc.record<Course>({ closes: fc.boolean() });
const stopped = fc.integer({ min: 1, max: 6 }).map((stopsAfter): Course => ({ stopsAfter }));

const away = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  fc.subarray<keyof Outages>(['zones', 'journal', 'copy']),
);

const actors = fc.oneof(
  fc.record<Actors>({
    first: course,
    second: fc.boolean(),
    takeOver: fc.constant(undefined),
    rollBacks: fc.integer({ min: 0, max: 2 }),
    person: fc.boolean(),
    externalDns: fc.boolean(),
    away,
  }),
  fc.record<Actors>({
    first: stopped,
    second: fc.constant(false),
    takeOver: course,
    rollBacks: fc.integer({ min: 0, max: 2 }),
    person: fc.constant(false),
    externalDns: fc.boolean(),
    away,
  }),
);

/** What happened at least once in a history. One in which nothing of the kind ever happens proves nothing. */
const KINDS = {
  'reached the end': /: came to its end/,
  closed: /: closed/,
  'rolled back': /: restored run/,
  'took over': /: takes over/,
  'stopped for good': /^run-\d: stopped by FenceLost/,
  'late batch refused': /late batch: refused/,
  'state run twice': /: twin stopped by/,
  joined: /: joined run/,
  'owed for a while': /: owed run/,
  'taken up by another': /\+: restored run/,
  'away for a while': /^(zones|journal|copy): away/,
  'written by others': /(person|external-dns): accepted/,
};

describe('Random interleavings of migrations, rollbacks, late batches, a person and external-dns', () => {
  it('a zone is never unanswered or all-zero, and ends on legacy whenever a rollback was asked', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(options, actors, async (faults, who) => {
        count(seen, await play(new History(faults, someSettings(), SHOP_ZONES), who));
      }),
      { numRuns: HISTORIES - LONG, endOnFailure: true },
    );
    for (const kind of Object.keys(KINDS))
      expect([kind, seen.get(kind) ?? 0]).toEqual([kind, atLeast((HISTORIES - LONG) / 100)]);
  });

  it('nor where the journal is lost while a migration is under way', async () => {
    const seen = new Map<string, number>();
    const lost = fc.constantFrom<JournalLoss>('made anew', 'restored to earlier');
    await fc.assert(
      fc.asyncProperty(
        options,
        fc.option(stopped),
        lost,
        fc.boolean(),
        async (faults, stops, loss, takeOver) => {
          const history = new History(faults, someSettings(), SHOP_ZONES);
          const watch = new ZoneWatch(history);
          history.startMigration('run-1', stops ?? {});
          if (stops && takeOver) history.startTakeOver('run-3');
          history.startLoss(loss);
          history.startRollBack('roll-back-1');
          await history.turns.run();
          await history.lastRollBack();
          watch.judgeLegacy();
          count(seen, history);
          const changed = history.engine.history('Z1SHOP').length > 1;
          if (changed) seen.set(loss, (seen.get(loss) ?? 0) + 1);
        },
      ),
      { numRuns: LOST, endOnFailure: true },
    );
    for (const kind of ['rolled back', 'made anew', 'restored to earlier'])
      expect([kind, seen.get(kind) ?? 0]).toEqual([kind, atLeast(LOST / 10)]);
  });

  it('nor where every change takes several batches, and anything can come between them', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(options, actors, async (faults, who) => {
        const history = new History(faults, longSettings(), longZones());
        count(seen, await play(history, who));
        for (const { comment } of history.engine.history('Z1SHOP'))
          if (comment?.includes(': restoring')) seen.set('restoring', (seen.get('restoring') ?? 0) + 1);
      }),
      { numRuns: LONG, endOnFailure: true },
    );
    for (const kind of ['rolled back', 'took over', 'written by others', 'restoring'])
      expect([kind, seen.get(kind) ?? 0]).toEqual([kind, atLeast(LONG / 30)]);
  });
});

async function play(history: History, { first, second, takeOver, ...who }: Actors): Promise<History> {
  const watch = new ZoneWatch(history);
  history.startMigration('run-1', first);
  if (second) history.startMigration('run-2');
  if (takeOver) history.startTakeOver('run-3', takeOver);
  for (let i = 1; i <= who.rollBacks; i++) history.startRollBack(`roll-back-${i}`);
  for (const service of who.away) history.startOutage(service);
  if (who.person) history.startForeign('person', () => putWeightBack(history));
  if (who.externalDns) history.startForeign('external-dns', () => externalDnsUpsert());
  await history.turns.run();
  watch.judge();
  await history.lastRollBack();
  await watch.judgeEnd();
  const over = history.log.some((line) => KINDS.closed.test(line));
  if (!over && watch.foreignZones.size === 0) await history.oneMoreRun();
  return history;
}

function count(seen: Map<string, number>, { log }: History): void {
  for (const [kind, words] of Object.entries(KINDS))
    if (log.some((line) => words.test(line))) seen.set(kind, (seen.get(kind) ?? 0) + 1);
}

function atLeast(least: number) {
  return { asymmetricMatch: (value: number) => value >= least, toString: () => `at least ${least}` };
}

/** A person changes a weight of ours by hand, or a plain record if the name isn't weighted yet. */
function putWeightBack(history: History): ForeignChanges {
  const held = history.engine
    .records('Z1SHOP')
    .filter(({ Name, Type }) => Name === 'www.shop.test.' && Type !== 'TXT');
  return held.map((ResourceRecordSet) => ({
    Action: 'UPSERT',
    ResourceRecordSet: {
      ...ResourceRecordSet,
      ...(ResourceRecordSet.Weight === undefined ? { TTL: 120 } : { Weight: ResourceRecordSet.Weight + 7 }),
    },
  }));
}

/** external-dns knows the name as its own and puts back what its ingress says. */
function externalDnsUpsert(): ForeignChanges {
  const record = {
    Name: 'www.shop.test.',
    Type: 'A',
    TTL: 300,
    ResourceRecords: [{ Value: '198.51.100.77' }],
  };
  return [{ Action: 'UPSERT', ResourceRecordSet: record }];
}
