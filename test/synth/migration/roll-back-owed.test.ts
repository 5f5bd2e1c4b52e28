import { MOST_LISTED } from '../../../lambdas/migration/contract/payloads.ts';
import type { PendingZone } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { MOST_ROUNDS } from '../../../lib/migration/roll-back/history.ts';
import { HISTORY } from '../../../lib/shared/machines/history.ts';
import { StateError } from '../support/execution.ts';
import { mostEvents } from '../support/history.ts';
import { definition } from '../support/machines.ts';
import { fails, rollBack } from '../support/shop-machines.ts';
import { ALARM_EVENT } from './support/events.ts';
import {
  at,
  type Call,
  restored,
  type Script,
  type ScriptedRun,
  START,
  stopped,
} from './support/scripted-run.ts';

const OUTAGE: PendingZone = { zoneId: 'Z1', why: 'Route 53 cannot be asked: ServiceUnavailable' };

/** Legacy is not restored in so many rounds, then it is. */
const owedFor = (rounds: number, more: Parameters<typeof restored>[1] = { pending: [OUTAGE] }): Script => ({
  RestoreLegacy: (call) =>
    call.visits < rounds ? restored(call, { outcome: 'owed', ...more }) : restored(call),
});
const notified = ({ calls }: ScriptedRun): Call[] =>
  calls.filter(({ state }) => state === 'NotifyRollBackOwed');
const subjects = (run: ScriptedRun): unknown[] => notified(run).map(({ arguments: { Subject } }) => Subject);
const linesOf = (call: Call | undefined): string[] => String(call?.arguments.Message).split('\n');

describe('a rollback that is owed', () => {
  it('stops the migration, notifies people, and is tried again until legacy serves', async () => {
    const { status, path } = await rollBack(ALARM_EVENT, owedFor(2));
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(2)).toEqual([
      'RestoreLegacy',
      'StopMigration',
      'Outcome',
      'DoPeopleKnow',
      'NotifyRollBackOwed',
      'WaitToRestoreAgain',
      'IsHistoryFull',
      'RestoreLegacy',
      'StopMigration',
      'Outcome',
      'DoPeopleKnow',
      'WaitToRestoreAgain',
      'IsHistoryFull',
      'RestoreLegacy',
      'StopMigration',
      'Outcome',
      'WaitForPropagation',
      'ConfirmLegacy',
      'DoesLegacyServe',
      'NotifyRollBack',
      'LegacyServes',
    ]);
  });

  it('is tried again after seconds at first, after five minutes at most', async () => {
    const { calls } = await rollBack({}, owedFor(10));
    const tries = calls.filter(({ state }) => state === 'RestoreLegacy').map(({ now }) => now);
    const pauses = tries.slice(1).map((now, i) => (now - (tries[i] ?? 0)) / 1000);
    expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300, 300]);
  });

  it.each([
    [
      'legacy is not what the zones hold',
      { legacyServes: false, ended: false },
      'shop: ROLLBACK OWED, tried again until legacy serves',
      /^The rollback .* is not done yet: names may still answer with the cluster\./,
    ],
    [
      'the journal does not say so yet',
      { legacyServes: true, ended: false },
      'shop: ROLLBACK OWED, legacy serves but the journal does not say so',
      /^The names .* are back on legacy\. The journal cannot record it yet/,
    ],
  ])('is not done while %s', async (_what, confirmed, subject, first) => {
    const { status, path, calls } = await rollBack(
      {},
      {
        ConfirmLegacy: ({ visits, now }) => ({
          ...(visits < 3 ? confirmed : { legacyServes: true, ended: true }),
          again: true,
          reasons: visits < 3 ? ['www holds 192.0.2.1'] : [],
          inSyncAt: at(now),
          lastTtlRunsOutAt: at(now),
        }),
      },
    );
    expect(status).toBe('SUCCEEDED');
    expect(path.filter((state) => state === 'RestoreLegacy')).toHaveLength(4);
    expect(path.filter((state) => state === 'NotifyRollBack')).toHaveLength(1);
    const mail = calls.find(({ state }) => state === 'NotifyRollBackOwed');
    expect(mail?.arguments.Subject).toBe(subject);
    expect(linesOf(mail)[0]).toMatch(first);
    expect(linesOf(mail)).toContain('Found when reading back: www holds 192.0.2.1');
  });

  it('keeps the times of the round that restored it when a later one found it so', async () => {
    const { calls } = await rollBack(
      {},
      {
        ConfirmLegacy: ({ visits }) => ({ legacyServes: true, ended: visits > 0, again: false, reasons: [] }),
        RestoreLegacy: (call) =>
          restored(call, { outcome: call.visits === 0 ? 'restored' : 'already-restored' }),
      },
    );
    expect(calls.at(-1)?.payload.restore).toMatchObject({ outcome: 'restored', acceptedAt: at(START) });
  });

  it('names every execution that it stopped, in whichever round', async () => {
    const { calls } = await rollBack(
      {},
      {
        ...owedFor(3),
        StopMigration: (call) => stopped(call, ...([['a'], [], ['b', 'c'], []][call.visits] ?? [])),
      },
    );
    expect(calls.at(-1)?.payload.stop).toEqual({ stopped: ['a', 'b', 'c'] });
  });
});

describe('people', () => {
  it('are notified once that it is owed: which zones, why, and what to do', async () => {
    const run = await rollBack(ALARM_EVENT, owedFor(20));
    expect(subjects(run)).toEqual(['shop: ROLLBACK OWED, tried again until legacy serves']);
    expect(linesOf(notified(run)[0])).toEqual([
      'The rollback of the migration shop is not done yet: names may still answer with the cluster. It is retried automatically until legacy serves.',
      'Why it is rolled back: Alarm shop-cluster-5xx: Threshold Crossed: 1 "datapoint" [12.0] was greater',
      'Not back yet: zone Z1: Route 53 cannot be asked: ServiceUnavailable',
      expect.stringMatching(/^What to do: check which AWS service is unavailable/),
      expect.stringMatching(/^Execution: /),
      'Runbook: docs/runbook.md, heading NotifyRollBackOwed (set runbookUrl to get a link here)',
    ]);
  });

  const notRestored = ['www.shop.test', 'img.cdn.test'].map((name) => ({ zoneId: 'Z1', name, why: 'No.' }));

  it('are asked to act if Route 53 refuses names, which are named', async () => {
    const run = await rollBack(ALARM_EVENT, owedFor(20, { notRestored }));
    expect(subjects(run)).toEqual(['shop: ROLLBACK INCOMPLETE, act now']);
    const lines = linesOf(notified(run)[0]);
    expect(lines).toContain(
      'NOT restored, because Route 53 refuses it: www.shop.test: No.; img.cdn.test: No.',
    );
    expect(lines.join('\n')).toContain('What to do: for each name, remove what Route 53 names');
  });

  it('are asked to act even if they know that it takes longer, but not again if it takes longer still', async () => {
    const run = await rollBack(ALARM_EVENT, {
      RestoreLegacy: (call) => {
        const refused = call.visits === 2 || call.visits === 5;
        if (call.visits > 8) return restored(call);
        return restored(call, { outcome: 'owed', ...(refused ? { notRestored } : { pending: [OUTAGE] }) });
      },
    });
    expect(subjects(run)).toEqual([
      'shop: ROLLBACK OWED, tried again until legacy serves',
      'shop: ROLLBACK INCOMPLETE, act now',
    ]);
  });

  it('are notified in the next round if that failed', async () => {
    const run = await rollBack(ALARM_EVENT, {
      ...owedFor(5),
      NotifyRollBackOwed: ({ visits }) => {
        if (visits < 2) throw new StateError('SNS');
        return {};
      },
    });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.path.filter((state) => state === 'NotifyRollBackOwed')).toHaveLength(3);
  });
});

describe('an outage of days', () => {
  const ARN = expect.stringMatching(/:run-1$/);
  const OUTAGES = {
    'Route 53 is away': owedFor(Number.POSITIVE_INFINITY),
    'no function can be run': {
      RestoreLegacy: fails('Lambda.Unknown'),
      StopMigration: fails('Lambda.Unknown'),
    },
    'Route 53 says PENDING all the time': { ConfirmLegacy: fails('NotInSync') },
    'legacy never serves': { ConfirmLegacy: () => ({ legacyServes: false, ended: false, reasons: [] }) },
    'nobody can be notified that legacy serves': { NotifyRollBack: fails('TransientFailure') },
    'nobody can be notified at all': {
      ...owedFor(Number.POSITIVE_INFINITY),
      NotifyRollBackOwed: fails('SNS'),
    },
  } satisfies Record<string, Script>;
  const outages = Object.keys(OUTAGES) as (keyof typeof OUTAGES)[];
  const runs = {} as Record<keyof typeof OUTAGES, ScriptedRun>;
  // Each once: it takes hundreds of calls.
  beforeAll(async () => {
    for (const what of outages) runs[what] = await rollBack(ALARM_EVENT, OUTAGES[what]);
  });

  it('is gone through by one execution after the other', () => {
    const { status, path, calls, endedAt } = runs['Route 53 is away'];
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-3)).toEqual(['IsHistoryFull', 'HandOn', 'HandedOn']);
    expect(path.filter((state) => state === 'RestoreLegacy')).toHaveLength(MOST_ROUNDS);
    expect((endedAt - START) / 3_600_000).toBeCloseTo(6, 0);
    const [first] = calls.filter(({ state }) => state === 'RestoreLegacy');
    expect(calls.at(-1)?.payload).toEqual({
      source: 'roll-back',
      predecessor: ARN,
      request: restored(first as Call).request,
    });
    expect(calls.at(-1)?.arguments.StateMachineArn).toBe(
      'arn:aws:states:us-west-1:111122223333:stateMachine:shop-RollBack',
    );
  });

  it('… also where no function could ever read the input: it is handed on as it came', () => {
    const { path, calls } = runs['no function can be run'];
    expect(path.at(-1)).toBe('HandedOn');
    expect(calls.at(-1)?.payload).toEqual({ source: 'roll-back', predecessor: ARN, request: ALARM_EVENT });
  });

  it('is reported again by each', async () => {
    const next = { source: 'roll-back', predecessor: 'arn', request: ALARM_EVENT };
    const run = await rollBack(next, owedFor(3));
    expect(subjects(run)).toHaveLength(1);
    expect(run.path.slice(0, 3)).toEqual(['Begin', 'WhoBegins', 'RestoreLegacy']);
    expect(linesOf(notified(run)[0])[1]).toMatch('Why it is rolled back: Alarm shop-cluster-5xx:');
  });

  it('continues if the next execution can’t be started, which is tried again each round', async () => {
    const { status, path } = await rollBack(ALARM_EVENT, {
      ...owedFor(MOST_ROUNDS + 2),
      HandOn: fails('States.TaskFailed'),
    });
    expect({ status, end: path.at(-1) }).toEqual({ status: 'SUCCEEDED', end: 'LegacyServes' });
    expect(path.filter((state) => state === 'HandOn')).toHaveLength(3);
  });

  it.each(outages)('does not fill its history while %s', (what) => {
    expect(runs[what].path.at(-1)).toBe('HandedOn');
    expect(mostEvents(definition('RollBack'), runs[what])).toBeLessThan(HISTORY.mostEvents);
  });

  it('has more time than all its rounds take', () => {
    const ended = runs['Route 53 says PENDING all the time'];
    const { TimeoutSeconds = 0 } = definition('RollBack');
    expect(TimeoutSeconds).toBeGreaterThan((2 * (ended.endedAt - START)) / 1000);
    expect(TimeoutSeconds).toBeLessThan(365 * 24 * 3600);
  });
});

describe('the largest lists', () => {
  const texts = (most: number): string[] => Array.from({ length: most / 100 }, () => 'x'.repeat(100));

  it('are handed on in every round', async () => {
    const notRestored = texts(MOST_LISTED.result).map((text) => ({
      zoneId: 'Z1',
      name: text.slice(40),
      why: '',
    }));
    const run = await rollBack(
      { ...ALARM_EVENT, detail: { ...ALARM_EVENT.detail, more: 'x'.repeat(45_000) } },
      {
        ...owedFor(3, {
          outcome: 'owed',
          reason: 'x'.repeat(2 * MOST_LISTED.cause),
          overwritten: texts(MOST_LISTED.result),
          notRestored,
          pending: texts(MOST_LISTED.cause).map((why) => ({ zoneId: 'Z1', why })),
          changes: Array.from({ length: 100 }, (_, i) => ({
            zoneId: `Z${i}`.padEnd(20, 'X'),
            changeIds: Array.from({ length: 3 }, (_, j) => `C${j}`.padEnd(20, 'X')),
            acceptedAt: at(START),
            epoch: 9,
          })),
        }),
        ConfirmLegacy: ({ visits, now }) => ({
          legacyServes: visits > 0,
          ended: visits > 0,
          again: true,
          reasons: texts(MOST_LISTED.cause),
          inSyncAt: at(now),
          lastTtlRunsOutAt: at(now),
        }),
      },
    );
    expect({ status: run.status, end: run.path.at(-1) }).toEqual({
      status: 'SUCCEEDED',
      end: 'LegacyServes',
    });
    const sizes = run.calls.map(({ arguments: given }) => Buffer.byteLength(JSON.stringify(given)));
    expect(Math.max(...sizes)).toBeGreaterThan(2 * MOST_LISTED.result);
    expect(Math.max(...sizes)).toBeLessThan(256 * 1024);
  });
});
