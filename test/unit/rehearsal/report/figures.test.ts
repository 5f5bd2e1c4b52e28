import { stripVTControlCharacters } from 'node:util';
import { figuresOf, rollBackTimes } from '../../../../rehearsal/checks/migration/figures.ts';
import { accountFiguresOf } from '../../../../rehearsal/report/account-figures.ts';
import {
  failuresIn,
  notPlayedLines,
  outcomeLines,
  summaryOf,
  totalLine,
} from '../../../../rehearsal/report/summary.ts';
import type { Variant } from '../../../../rehearsal/scenarios/scenario.ts';
import { duration, grouped } from '../../../../rehearsal/text/numbers.ts';
import { SHOP_ZONE } from '../../../support/shop.ts';
import {
  aCall,
  fence,
  onCluster,
  recordOf,
  type SomeShop,
  someShop,
} from '../checks/migration/some-evidence.ts';

let shop: SomeShop;
beforeEach(async () => {
  shop = await someShop();
});
afterEach(() => shop.close());

describe('figures', () => {
  it('count the requests since the beginning, and the calls of functions alone', () => {
    shop.wait(3_600_000);
    const calls = [aCall({}), aCall({ service: 's3' }), aCall({ caller: { function: '' } })];
    const evidence = shop.evidence({ calls });
    const figures = figuresOf(evidence);
    const account = accountFiguresOf(shop.scene.start, evidence);
    expect(account.rehearsed).toBe(3_600_000);
    const lived = shop.scene.world.minutes.filter(({ at }) => at >= shop.scene.start);
    const requests = lived.flatMap(({ served }) => [...served.values()].map((each) => each.requests));
    expect(lived).toHaveLength(60);
    expect(figures.requests).toBe(requests.reduce((sum, n) => sum + n, 0));
    expect(figures.unanswered).toBe(0);
    expect([...account.calls]).toEqual([
      ['route53', 1],
      ['s3', 1],
    ]);
    expect(figures.rollBack).toBeUndefined();
  });

  it('time a rollback from the batch that put records back, not from one that renewed the fence', () => {
    const [back, version] = restoredByABatchBeforeTheLast();
    expect(rollBackTimes(shop.evidence())).toEqual({
      alarm: undefined,
      accepted: back,
      inSync: version?.insyncAt,
      lastTtl: (version?.insyncAt ?? 0) + 120_000,
    });
  });

  it('… to when ConfirmLegacy has seen it in sync, which is what people read', () => {
    const [, version] = restoredByABatchBeforeTheLast();
    const at = (seconds: number) => new Date((version?.insyncAt ?? 0) + seconds * 1000).toISOString();
    const asked = (seconds: number, more = {}) =>
      aCall({ caller: { name: 'ConfirmLegacy' }, operation: 'GetChange', endedAt: at(seconds), ...more });
    const calls = [asked(-1), asked(3, { operation: 'ListResourceRecordSets' }), asked(15), asked(16)];
    const times = rollBackTimes(shop.evidence({ calls }));
    expect(times?.inSync).toBe((version?.insyncAt ?? 0) + 15_000);
    expect(times?.lastTtl).toBe((version?.insyncAt ?? 0) + 135_000);
  });

  function restoredByABatchBeforeTheLast() {
    const www = recordOf(shop, 'www.shop.test.', 'A');
    shop.change(
      { Action: 'DELETE', ResourceRecordSet: www },
      { Action: 'CREATE', ResourceRecordSet: onCluster(www) },
    );
    const back = shop.evidence().situation.now;
    shop.change(
      { Action: 'DELETE', ResourceRecordSet: onCluster(www) },
      { Action: 'CREATE', ResourceRecordSet: www },
      { Action: 'CREATE', ResourceRecordSet: fence('phase=restored,weight=0') },
    );
    shop.change(
      { Action: 'DELETE', ResourceRecordSet: fence('phase=restored,weight=0') },
      { Action: 'CREATE', ResourceRecordSet: fence('phase=restored,weight=0') },
    );
    const version = shop.scene.engine.history(SHOP_ZONE).find(({ acceptedAt }) => acceptedAt === back);
    return [back, version] as const;
  }
});

describe('words', () => {
  it.each([
    [840, '0.8 s'],
    [46_300, '46 s'],
    [106_000, '1 min 46 s'],
    [54 * 3_600_000, '2 d 6 h'],
    [864_000_000, '10 d 0 h'],
  ])('%d ms is %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it('groups thousands', () => {
    expect(grouped(3112347)).toBe('3,112,347');
  });

  it('shows what contradicts a claim below it', () => {
    const lines = outcomeLines({ claim: 'all is well', contradictions: ['it is not'] });
    expect(lines.map((line) => line.trim())).toEqual([
      expect.stringContaining('all is well'),
      expect.stringContaining('it is not'),
    ]);
    expect(totalLine({ played: 2, failed: 1, skipped: 3 }, 61_000)).toMatch(
      /2 rehearsals in 1 min 1 s: .*1 failed.*3 skipped/,
    );
  });

  const mail = {
    at: 0,
    subject: 'shop: decision needed',
    body: 'Held.\n\nWhy\n- Requests on legacy are unknown.\n',
  };
  const evidence = { situation: { mails: [mail] } };

  it('shows above the checks of what failed why it was held, and of what passed only the checks', () => {
    const account = { rehearsed: 0, calls: new Map(), transitions: new Map() };
    const scenario = { name: 'week', about: '' };
    const [good, bad] = [[], ['it is not']].map((contradictions) => {
      const outcomes = [{ claim: 'all is well', contradictions }];
      return summaryOf({ scenario, seed: 7, outcomes, account, figures: [], took: 0, evidence }, []).map(
        stripVTControlCharacters,
      );
    });
    expect(good?.[1]).toBe('  ok  all is well');
    expect(bad?.slice(1, 4)).toEqual([
      '  shop: decision needed',
      '    - Requests on legacy are unknown.',
      '  NO  all is well',
    ]);
  });

  it('is a failure if nothing was played', () => {
    expect(failuresIn({ played: 0, failed: 0 })).toBe(1);
    expect(failuresIn({ played: 2, failed: 0 })).toBe(0);
    expect(failuresIn({ played: 3, failed: 2 })).toBe(2);
  });

  it('says how to play again what failed, that way alone', () => {
    const again = (variant?: Variant, options: readonly string[] = []) => {
      const scenario = { name: 'rolling', about: '', ...(variant && { variant }) };
      const outcomes = [{ claim: 'all is well', contradictions: ['it is not'] }];
      const account = { rehearsed: 0, calls: new Map(), transitions: new Map() };
      return summaryOf({ scenario, seed: 7, outcomes, account, figures: [], took: 0, evidence }, options).at(
        -1,
      );
    };
    expect(again()).toBe('  Play it again: npm start -- rolling --seed 7');
    const variant = { words: 'with etcd 3.7.3', option: '--etcd 3.7' };
    expect(again(variant)).toBe('  Play it again: npm start -- rolling --etcd 3.7 --seed 7');
    expect(again(variant, ['--app "node bin/prod.ts"'])).toBe(
      '  Play it again: npm start -- --app "node bin/prod.ts" rolling --etcd 3.7 --seed 7',
    );
  });

  it('of a scenario says how many transitions each machine took', () => {
    const transitions = new Map([
      ['Migrate', { all: 29, inBranches: 12 }],
      ['RollBack', { all: 7, inBranches: 0 }],
    ]);
    const account = { rehearsed: 0, calls: new Map(), transitions };
    const scenario = { name: 'week', about: '' };
    const lines = summaryOf({ scenario, seed: 7, outcomes: [], account, figures: [], took: 0, evidence }, []);
    expect(lines).toContain('  transitions  Migrate 29, RollBack 7');
  });
});

it('says at the end again what was not played, and why, each reason once', () => {
  const why = 'it needs an alarm that fires: of errors none does';
  const lines = notPlayedLines([
    { title: 'alarm-at-half', why },
    { title: 'rolling', why: 'the app has no masters' },
    { title: 'journal-lost', why },
  ]).map(stripVTControlCharacters);
  expect(lines).toEqual([
    `not played  alarm-at-half, journal-lost: ${why}`,
    'not played  rolling: the app has no masters',
  ]);
  expect(notPlayedLines([])).toEqual([]);
});
