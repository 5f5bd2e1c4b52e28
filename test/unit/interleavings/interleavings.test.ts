import fc from 'fast-check';
import { type Fence, parseFence } from '../../../lambdas/shared/domain/fence.ts';
import { canonical, type ResourceRecordSet } from '../../../lambdas/shared/domain/record-set.ts';
import { type ForeignChanges, History, type HistoryOptions } from '../../support/history.ts';
import { SHOP_ZONES } from '../../support/shop-zones.ts';

/** Histories per property; a longer run takes another number: `HISTORIES=100000 npm test interleavings`. */
const HISTORIES = Number(process.env.HISTORIES ?? 2500);

const MOVED = new Set(['A', 'AAAA', 'CNAME']);

interface Actors {
  readonly secondMigration: boolean;
  readonly rollBacks: number;
  readonly person: boolean;
  readonly externalDns: boolean;
}

const histories = fc.record({
  options: fc.record<HistoryOptions>({
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    crash: fc.constantFrom(0, 0.02, 0.1),
    lostAnswer: fc.constantFrom(0, 0.1, 0.5),
    lateRetry: fc.constantFrom(0, 0.2, 1),
  }),
  actors: fc.record<Actors>({
    secondMigration: fc.boolean(),
    rollBacks: fc.integer({ min: 0, max: 2 }),
    person: fc.boolean(),
    externalDns: fc.boolean(),
  }),
});

describe('Random interleavings of migrations, rollbacks, late batches, a person and external-dns', () => {
  it('a zone is never unanswered or all-zero, and ends on legacy whenever a rollback was asked', async () => {
    const seen = { rolledBack: 0, drained: 0, lateRefused: 0, foreign: 0 };
    await fc.assert(
      fc.asyncProperty(histories, async ({ options, actors }) => {
        const history = new History(options);
        const watch = watchZones(history);
        history.startMigration('run-1');
        if (actors.secondMigration) history.startMigration('run-2');
        for (let i = 1; i <= actors.rollBacks; i++) history.startRollBack(`roll-back-${i}`);
        if (actors.person) history.startForeign('person', () => putWeightBack(history));
        if (actors.externalDns) history.startForeign('external-dns', () => externalDnsUpsert());
        await history.turns.run();
        watch.judge();
        for (const line of history.log) {
          if (/reached the drain/.test(line)) seen.drained++;
          if (/: restored run/.test(line)) seen.rolledBack++;
          if (/late batch: refused/.test(line)) seen.lateRefused++;
          if (/(person|external-dns): accepted/.test(line)) seen.foreign++;
        }
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    );
    // Histories in which nothing of the kind ever happened would prove nothing.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(HISTORIES / 20);
  });
});

/** A person changes a weight of ours by hand, or a plain record if the name isn't weighted yet. */
function putWeightBack(history: History): ForeignChanges {
  const held = history.engine
    .records('Z1SHOP')
    .filter((record) => record.Name === 'www.shop.test.' && MOVED.has(record.Type));
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

function watchZones(history: History) {
  const problems: string[] = [];
  const foreignAt = new Map<string, number>();
  const fences: FenceWritten[] = [];
  const legacy = new LegacyAnswers();
  history.engine.onChange(({ zoneId, version }) => {
    const { number, after } = version;
    const where = `${zoneId} version ${number} (${version.comment})`;
    const records = history.engine.records(zoneId);
    if (history.foreign) {
      foreignAt.set(zoneId, number);
      legacy.add(after);
    } else {
      problems.push(...unsound(records).map((name) => `${where}: ${name}`));
    }
    problems.push(...unanswered(zoneId, records).map((name) => `${where}: ${name} has no answer`));
    const txt = after.find((record) => record.Type === 'TXT')?.ResourceRecords?.[0]?.Value;
    const fence = txt === undefined ? undefined : parseFence(txt);
    if (fence) fences.push({ zoneId, fence, at: number, alone: after.length === 1 });
    if (fence?.phase === 'restored')
      problems.push(...legacy.missing(records).map((name) => `${where}: ${name}`));
  });
  return {
    judge: () => {
      problems.push(
        ...afterRestored(fences),
        ...repeatedEpochs(fences),
        ...unfinished(history, fences, foreignAt, legacy),
      );
      if (problems.length > 0) throw new Error([...problems, ...history.log].join('\n'));
    },
  };
}

/** What may be called legacy: the seed's record sets, and plain ones that a person put there, perhaps before the run began. */
class LegacyAnswers {
  readonly #known = new Set(
    SHOP_ZONES.flatMap(({ records }) => movedTexts(records as readonly ResourceRecordSet[])),
  );

  add(records: readonly ResourceRecordSet[]): void {
    for (const text of movedTexts(records.filter((record) => record.Weight === undefined)))
      this.#known.add(text);
  }

  /** Moved record sets that are not legacy's. */
  missing(records: readonly ResourceRecordSet[]): string[] {
    return movedTexts(records)
      .filter((text) => !this.#known.has(text))
      .map((text) => `restored, but not legacy: ${text}`);
  }
}

function movedTexts(records: readonly ResourceRecordSet[]): string[] {
  return records.filter((record) => MOVED.has(record.Type)).map(canonical);
}

/** Every rollback that was asked of a run ends with that run's fences restored in every zone that had one. */
function unfinished(
  history: History,
  fences: readonly { zoneId: string; fence: Fence }[],
  foreignAt: ReadonlyMap<string, number>,
  legacy: LegacyAnswers,
): string[] {
  const asked = history.log.flatMap(
    (line) => /^roll-back.*: (?:restored|already-restored) (run-\d)/.exec(line)?.[1] ?? [],
  );
  return [...new Set(asked)].flatMap((run) =>
    SHOP_ZONES.flatMap(({ id }) => {
      const own = fences.filter(({ zoneId, fence }) => zoneId === id && fence.execution === run);
      if (own.at(-1) && own.at(-1)?.fence.phase !== 'restored')
        return [`${id} is not restored after ${run}'s rollback`];
      const last = fences.filter(({ zoneId }) => zoneId === id).at(-1);
      const lastWord = last?.fence.execution === run;
      const mine = !foreignAt.has(id);
      return lastWord && mine ? legacy.missing(history.engine.records(id)) : [];
    }),
  );
}

interface FenceWritten {
  readonly zoneId: string;
  readonly fence: Fence;
  readonly at: number;
  /** No record was written with it. */
  readonly alone: boolean;
}

/** Once a run is restored in a zone, nothing of that run is accepted there any more, but a touch of that fence. */
function afterRestored(fences: readonly FenceWritten[]): string[] {
  const restored = new Set<string>();
  return fences.flatMap(({ zoneId, fence, at, alone }) => {
    const key = `${zoneId} ${fence.execution}`;
    const late = restored.has(key) && !(alone && fence.phase === 'restored');
    if (fence.phase === 'restored') restored.add(key);
    return late ? [`${key}: written at version ${at} after it was restored`] : [];
  });
}

function repeatedEpochs(fences: readonly { zoneId: string; fence: Fence }[]): string[] {
  const keys = fences.map(({ zoneId, fence }) => `${zoneId} epoch ${fence.epoch}`);
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}

function unanswered(zoneId: string, records: readonly ResourceRecordSet[]): string[] {
  const seed = SHOP_ZONES.find((zone) => zone.id === zoneId)?.records ?? [];
  return seed
    .filter((wanted) => !records.some((record) => record.Name === wanted.Name && record.Type === wanted.Type))
    .map(({ Name, Type }) => `${Name} ${Type}`);
}

/** All-zero groups, and A moved while AAAA is not. */
function unsound(records: readonly ResourceRecordSet[]): string[] {
  const groups = Map.groupBy(
    records.filter((record) => MOVED.has(record.Type)),
    (record) => `${record.Name} ${record.Type}`,
  );
  const allZero = [...groups].filter(
    ([, members]) => members[0]?.Weight !== undefined && members.every((member) => member.Weight === 0),
  );
  const shape = (type: string) =>
    JSON.stringify(
      groups.get(`shop.test. ${type}`)?.map((r) => [r.Weight, r.SetIdentifier, r.AliasTarget?.DNSName]),
    );
  const apart = shape('A') === shape('AAAA') ? [] : ['shop.test. A and AAAA are apart'];
  return [...allZero.map(([name]) => `${name} has all weights 0`), ...apart];
}
