import * as fc from 'fast-check';
import type { RecordSet, ZoneVersion } from '../../../../rehearsal/route53/index.ts';
import { orderKey, Route53Engine } from '../../../../rehearsal/route53/index.ts';
import { cases } from '../../../support/cases.ts';
import { batchOf, histories, refusalOf } from './arbitrary-batches.ts';
import { engineWith, rr, ZONE } from './records.ts';

const SEED = [rr('www', 'A', ['192.0.2.1']), rr('', 'A', ['192.0.2.1']), rr('*', 'TXT', ['"x"'])];

/** Everything that the API could show of a zone, as text. */
function picture(engine: Route53Engine): string {
  return JSON.stringify([engine.records(ZONE), engine.history(ZONE)]);
}

/** As `toEqual`, for plain data: asked thousands of times, `expect` takes longer than all that it looks at. */
function expectSame(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}

/**
 * Goes through random histories and calls `check` after every batch, with the record sets of before. Both outcomes must have come
 * up often.
 */
function throughHistories(
  check: (engine: Route53Engine, before: string, version: ZoneVersion | undefined, now: number) => void,
  runs = cases(250),
): void {
  const outcomes = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(histories, (history) => {
      const { engine, clock } = engineWith(SEED);
      for (const moves of history) {
        clock.ms += 7000;
        const before = JSON.stringify(engine.records(ZONE));
        const refusal = refusalOf(engine, batchOf(engine, moves));
        outcomes[refusal === undefined ? 'accepted' : 'refused']++;
        check(engine, before, refusal === undefined ? engine.history(ZONE).at(-1) : undefined, clock.ms);
      }
    }),
    { numRuns: runs },
  );
  expect(outcomes.accepted).toBeGreaterThan(runs / 4);
  expect(outcomes.refused).toBeGreaterThan(runs / 4);
}

/** What of these record sets may not be, by rules written anew: not the engine's own. */
function violationsOf(all: readonly RecordSet[]): string[] {
  const found: string[] = [];
  const forbid = (isSo: boolean, rule: string, record: RecordSet) => {
    if (isSo) found.push(`${rule}: ${JSON.stringify(record)}`);
  };
  for (const record of all) {
    const sameName = all.filter(({ Name }) => Name === record.Name);
    const group = sameName.filter(({ Type }) => Type === record.Type);
    const twins = group.filter(({ SetIdentifier }) => SetIdentifier === record.SetIdentifier);
    const isApex = record.Name === 'example.com.';
    forbid(record.Type === 'CNAME' && isApex, 'CNAME at the apex', record);
    forbid(record.Type === 'CNAME' && group.length !== sameName.length, 'CNAME beside others', record);
    forbid(record.SetIdentifier === undefined && group.length > 1, 'simple beside others', record);
    forbid(twins.length > 1, 'the same twice', record);
    forbid(
      group.some(({ Weight }) => (Weight === undefined) !== (record.Weight === undefined)),
      'two policies',
      record,
    );
    forbid((record.Weight ?? 0) > 255, 'weight over 255', record);
    forbid(
      record.Weight !== undefined && group.some(({ TTL }) => TTL && record.TTL && TTL !== record.TTL),
      'two TTLs',
      record,
    );
    forbid(record.Type === 'NS' && record.Name.startsWith('\\052.'), 'NS at a wildcard', record);
    forbid(JSON.stringify(record).includes('not an address'), 'a bad value', record);
  }
  for (const type of ['SOA', 'NS']) {
    if (!all.some(({ Name, Type }) => Name === 'example.com.' && Type === type))
      found.push(`no ${type} at the apex`);
  }
  return found;
}

describe('whatever batches come', () => {
  it('R4 a refused batch leaves the zone byte-identical, and draws no random number', () => {
    let draws = 0;
    fc.assert(
      fc.property(histories, (history) => {
        const { engine } = engineWith(SEED, { random: () => ((draws++ * 7919) % 1000) / 1000 });
        for (const moves of history) {
          const before = picture(engine);
          const drawsBefore = draws;
          if (refusalOf(engine, batchOf(engine, moves)) === undefined) continue;
          expectSame([picture(engine), draws], [before, drawsBefore]);
        }
      }),
      { numRuns: cases(250) },
    );
  });

  it('the zone never contains what the rules forbid', () => {
    throughHistories((engine) => {
      expectSame(violationsOf(engine.records(ZONE)), []);
    });
  });

  it('an accepted batch changes what its version says, and nothing else', () => {
    throughHistories((engine, beforeText, version) => {
      if (version === undefined) return;
      const before = (JSON.parse(beforeText) as RecordSet[]).map((record) => JSON.stringify(record));
      const gone = new Set(version.before.map((record) => JSON.stringify(record)));
      const expected = before
        .filter((text) => !gone.has(text))
        .concat(version.after.map((r) => JSON.stringify(r)));
      expect(gone.size).toBe(version.before.length);
      expect(before).toEqual(expect.arrayContaining([...gone]));
      const held = engine.records(ZONE).map((record) => JSON.stringify(record));
      expectSame(held.sort(), expected.sort());
    });
  });

  it('the inverse of an accepted batch is accepted and restores the zone', () => {
    throughHistories((engine, before, version) => {
      if (version === undefined) return;
      const inverse = [
        ...version.after.map((ResourceRecordSet) => ({ Action: 'DELETE', ResourceRecordSet })),
        ...version.before.map((ResourceRecordSet) => ({ Action: 'CREATE', ResourceRecordSet })),
      ];
      const copy = new Route53Engine({ now: () => 0, throttle: false });
      copy.addZone({ id: ZONE, name: 'example.com', records: engine.records(ZONE) });
      expect(refusalOf(copy, { Changes: inverse })).toBeUndefined();
      expectSame(copy.records(ZONE), JSON.parse(before));
    });
  });

  it('R46 R48 replaying the versions gives what the zone holds, and what was in sync is what DNS serves', () => {
    throughHistories((engine, _before, _version, now) => {
      let last: RecordSet[] = [];
      let inSync: RecordSet[] = [];
      let insyncAt = 0;
      engine.replay(ZONE, (view, version) => {
        last = view.records();
        if (version.insyncAt <= now) inSync = last;
        if (version.insyncAt < insyncAt) expect(version.insyncAt).toBeGreaterThanOrEqual(insyncAt);
        insyncAt = version.insyncAt;
      });
      expectSame(last, engine.records(ZONE));
      expectSame(engine.served(ZONE).records(), inSync);
    });
  });

  it('R41 lists in order, and every page size gives the whole list', () => {
    throughHistories((engine) => {
      const all = engine.records(ZONE);
      const keys = all.map(({ Name, Type, SetIdentifier }) =>
        [orderKey(Name), Type, SetIdentifier ?? ''].join('\0'),
      );
      expectSame(keys, keys.toSorted());
      for (const maxItems of [1, 2, 3, 7, 300]) {
        const paged: RecordSet[] = [];
        let page = engine.listResourceRecordSets(ZONE, { maxItems });
        paged.push(...page.recordSets);
        // A page that doesn't get on must fail the test, not hang it.
        while (page.next !== undefined && paged.length <= all.length) {
          expectSame([page.isTruncated, page.recordSets.length], [true, maxItems]);
          const { Name: name, Type: type, SetIdentifier: identifier } = page.next;
          page = engine.listResourceRecordSets(ZONE, { name, type, identifier, maxItems });
          paged.push(...page.recordSets);
        }
        expectSame([page.isTruncated, paged], [false, all]);
      }
    }, 150);
  });

  it('a name exists for DNS exactly when it, or one below it, has a record', () => {
    throughHistories((engine) => {
      let all: RecordSet[] = [];
      engine.replay(ZONE, (view) => {
        all = view.records();
        const names = ['www', 'a.www', 'y.z', 'z', 'x'].map((label) => `${label}.example.com.`);
        const held = names.filter((name) =>
          all.some(({ Name }) => Name === name || Name.endsWith(`.${name}`)),
        );
        expectSame(
          names.filter((name) => view.exists(name)),
          held,
        );
      });
    }, 150);
  });
});
