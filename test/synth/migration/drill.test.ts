import { shop } from '../../../bin/shop.ts';
import type { DrillReported } from '../../../lambdas/migration/contract/drill.ts';
import { ERRORS } from '../../../lambdas/migration/contract/errors.ts';
import { DRILL } from '../../../lambdas/migration/contract/states.ts';
import { StateError } from '../support/execution.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { fails } from '../support/shop-machines.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import { changed, MINUTE, run, type Script } from './support/scripted-run.ts';

const template = shopTemplate();
const without = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  without: synthesize({ ...shop, drill: false }),
}))('without');

const REMOVED = { summary: 'Nothing is left.', left: [], others: [], unread: [] };
const reported = (verdict: DrillReported['verdict']) => ({
  verdict,
  summary: `It was ${verdict}.`,
  slower: [],
  left: [],
  report: 's3://reports/drill',
});

/** In sync at the second look. */
const GOOD: Script = {
  BeginDrill: () => ({ summary: 'Made.', note: 'n', zones: ['Z1', 'Z2'], percent: 5 }),
  MoveDrillName: ({ now }) => changed(now),
  ConfirmDrill: ({ payload }) => {
    const known = payload.seen.length;
    const seen = ['Z1', 'Z2'].slice(0, known + 1).map((zoneId) => ({ zoneId, inSyncAt: `${payload.phase}` }));
    return { summary: 'Looked.', done: known === 1, seen };
  },
  RestoreDrillName: ({ now }) => changed(now),
  RemoveDrillName: () => REMOVED,
  'RemoveDrillName early': () => REMOVED,
  ReportDrill: () => reported('as-predicted'),
  'ReportDrill early': () => reported('failed'),
};

const drill = (script: Script = {}, input: unknown = {}) =>
  run(template, 'Drill', input, { ...GOOD, ...script });

describe('a drill', () => {
  it('moves, confirms, rolls back, confirms, removes and reports', async () => {
    const { status, path, calls } = await drill();
    const looks = ['WaitForInSync', 'ConfirmDrill', 'IsInSync'];
    expect([status, path]).toEqual([
      'SUCCEEDED',
      [
        'BeginDrill',
        'MoveDrillName',
        ...looks,
        ...looks,
        'RestoreDrillName',
        ...looks,
        ...looks,
        'RemoveDrillName',
        'ReportDrill',
        'DrillOutcome',
        'AsPredicted',
      ],
    ]);
    const report = calls.find(({ state }) => state === 'ReportDrill')?.payload;
    expect(report).toEqual({
      run: expect.objectContaining({ name: 'run-1' }),
      zones: ['Z1', 'Z2'],
      note: 'n',
      percent: 5,
      moved: expect.objectContaining({
        seen: [expect.objectContaining({ inSyncAt: 'moved' }), expect.anything()],
      }),
      restored: expect.objectContaining({
        seen: [expect.objectContaining({ inSyncAt: 'restored' }), expect.anything()],
      }),
      removed: REMOVED,
    });
  });

  it('is measured from the moment at which a state was entered, with every try', async () => {
    let tries = 0;
    const { calls } = await drill({
      RestoreDrillName: ({ now }) => {
        if (++tries < 3) throw new StateError(ERRORS.transient);
        return changed(now);
      },
    });
    const tried = calls.filter(({ state }) => state === 'RestoreDrillName').map(({ now }) => now);
    const report = calls.find(({ state }) => state === 'ReportDrill')?.payload;
    expect(tried).toHaveLength(3);
    expect(Date.parse(report.restored.since)).toBe(tried[0]);
  });

  it('that is slower than predicted ends in a state of its own', async () => {
    const { status, path } = await drill({ ReportDrill: () => reported('slower') });
    expect([status, path.at(-1)]).toEqual(['SUCCEEDED', 'SlowerThanPredicted']);
  });

  it('of which the report says that it has failed is no success', async () => {
    expect(await drill({ ReportDrill: () => reported('failed') })).toMatchObject({
      status: 'FAILED',
      error: ERRORS.drillFailed,
      cause: 'It was failed. Report: s3://reports/drill',
    });
  });

  it.each([ERRORS.invalidInput, ERRORS.migrationInProgress, ERRORS.drillRefused])(
    'that is refused with %s makes and reports nothing',
    async (name) => {
      const ended = await drill({ BeginDrill: fails(name, 'somebody else') });
      expect(ended).toMatchObject({ status: 'FAILED', error: ERRORS.drillRefused });
      expect(ended.path).toEqual(['BeginDrill', 'DrillRefused']);
      expect(ended.cause).toContain('somebody else');
    },
  );

  it.each(['BeginDrill', 'MoveDrillName', 'ConfirmDrill', 'RestoreDrillName', 'RemoveDrillName'])(
    'that breaks in %s removes what it has made, reports why, and fails',
    async (state) => {
      const { status, path, error, calls } = await drill({ [state]: fails('AccessDenied', 'not you') });
      expect([status, error]).toEqual(['FAILED', ERRORS.drillFailed]);
      expect(calls.map((call) => call.state)).toContain(
        state === 'RemoveDrillName' ? 'RemoveDrillName' : 'RemoveDrillName early',
      );
      expect(path.slice(-2)).toEqual(['ReportDrill early', 'DrillFailed']);
      const { payload } = calls.findLast((call) => call.state === 'ReportDrill early') ?? {};
      expect(payload.failure).toBe(`${state}: AccessDenied: not you`);
      expect(payload.zones).toEqual(state === 'BeginDrill' ? [] : ['Z1', 'Z2']);
    },
  );

  it('says both failures if it can’t remove anything either', async () => {
    const { status, calls } = await drill({
      MoveDrillName: fails('ForeignWrite', 'a'),
      'RemoveDrillName early': fails('AccessDenied', 'b'),
    });
    expect(status).toBe('FAILED');
    const { payload } = calls.at(-1) ?? {};
    expect(payload.failure).toBe('MoveDrillName: ForeignWrite: a; RemoveDrillName early: AccessDenied: b');
    expect(payload).not.toHaveProperty('removed');
  });

  it('waits for more than an hour while a rollback of the migration is owed', async () => {
    const { calls } = await drill({ RemoveDrillName: fails(ERRORS.rollBackFirst) });
    const tries = calls.filter(({ state }) => state === 'RemoveDrillName').map(({ now }) => now);
    expect((tries.at(-1) ?? 0) - (tries[0] ?? 0)).toBeGreaterThan(60 * MINUTE);
  });
});

describe('without drills', () => {
  it('nothing of them is deployed, and everything else is', () => {
    const text = JSON.stringify(without.json);
    for (const word of [...Object.values(DRILL), 'shop-Drill', '_drill', 'shop.drill'])
      expect(text).not.toContain(word);
    const [fewer, all] = [without, template].map(({ json }) => Object.keys(json.Resources));
    expect(all?.length).toBe((fewer?.length ?? 0) + 22);
  });
});
