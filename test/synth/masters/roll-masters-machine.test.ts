import type {
  MasterGroup,
  MasterHealth,
  MasterInstance,
  MastersView,
} from '../../../lambdas/masters/contract/view.ts';
import { HISTORY } from '../../../lib/shared/machines/history.ts';
import { type Script, type ScriptedRun, START } from '../migration/support/scripted-run.ts';
import { definitionOf } from '../support/definition.ts';
import { StateError } from '../support/execution.ts';
import { mostEvents } from '../support/history.ts';
import { shopMastersTemplate } from '../support/shop-templates.ts';
import { PAUSE_SECONDS, runMasters, step, VERSIONS, VIEW } from './support/masters-script.ts';

const template = shopMastersTemplate();
const definition = definitionOf(template, 'RollMasters');
const run = (input: unknown, script?: Script): Promise<ScriptedRun> => runMasters(definition, input, script);

describe('a roll', () => {
  it.each([{}, { groups: ['a.masters.k8s.shop.test'] }, { whatever: 1 }, 'a text'])(
    'of %j hands the input on whole, to be judged by PlanRoll, with what was seen before',
    async (input) => {
      const { calls } = await run(input);
      expect(calls.slice(0, 3)).toMatchObject([
        { state: 'DescribeMasters', payload: { run: { name: 'run-1' }, replacement: null } },
        { state: 'ObserveVersions', payload: { run: { name: 'run-1' }, view: VIEW } },
        { state: 'PlanRoll', payload: { run: { name: 'run-1' }, input, view: VIEW, versions: VERSIONS } },
      ]);
    },
  );

  it('waits for the master that is being replaced, and continues', async () => {
    const { status, path, endedAt } = await run({});
    expect(status).toBe('SUCCEEDED');
    expect(path.filter((state) => !state.startsWith('IsIt'))).toEqual([
      'DescribeMasters',
      'ObserveVersions',
      'PlanRoll',
      'RollNextMaster',
      'WaitForMaster',
      'RollNextMaster',
      'ReportRoll',
      'MastersRolled',
    ]);
    expect(endedAt - START).toBe(PAUSE_SECONDS * 1000);
  });

  describe('that lasts', () => {
    const lasting = async (days: number, pauseSeconds: number): Promise<ScriptedRun> =>
      await run(
        {},
        {
          RollNextMaster: ({ now }) => ({
            ...step<'RollNextMaster'>(now - START < days * 24 * 3_600_000 ? 'waiting' : 'done'),
            pauseSeconds,
            replacing: 'i-0a',
            report: [],
          }),
        },
      );

    it.each([5, 20, 300])(
      'for 14 days does not fill its history, looking every %i s at first',
      async (poll) => {
        const ended = await lasting(14, poll);
        expect(ended.path.at(-1)).toBe('MastersRolled');
        expect(mostEvents(definition, ended)).toBeLessThan(HISTORY.mostEvents);
      },
    );

    it('waits for the poll interval at first, and later for at most a hundredth of all the time', async () => {
      const { calls } = await lasting(1, 20);
      const times = calls
        .filter(({ state }) => state === 'RollNextMaster')
        .map(({ now }) => (now - START) / 1000);
      const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
      expect(waits.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 20));
      expect(waits.filter((wait, i) => wait > 20 + (times[i] ?? 0) / 100)).toEqual([]);
    });
  });

  it('hands on which master is being replaced, from look to look', async () => {
    const { calls } = await run({});
    const looks = calls.filter(({ state }) => state === 'RollNextMaster');
    expect(looks.map(({ payload }) => payload.replacing)).toEqual(['', 'i-0a']);
  });

  it('is given its execution each time', async () => {
    const { calls } = await run({});
    for (const { payload } of calls.slice(2))
      expect(payload.run).toMatchObject({ name: 'run-1', arn: expect.any(String) });
  });

  it.each(['stopped', 'excellent'])('that is %s fails, with the reason', async (outcome) => {
    const report = ['i-0a (a): replaced'];
    const stopped = { ...step<'RollNextMaster'>('stopped'), replacing: '', outcome, report };
    const ended = await run({}, { RollNextMaster: () => stopped });
    expect(ended).toMatchObject({
      status: 'FAILED',
      error: 'RollStopped',
      cause: 'because\ni-0a (a): replaced',
    });
  });

  const failing = (state: string): Promise<ScriptedRun> =>
    run(
      {},
      {
        [state]: () => {
          throw new StateError('InvalidInput', 'groups[0]: no such group');
        },
      },
    );

  it('whose PlanRoll refuses it, fails as that did', async () => {
    const cause = 'groups[0]: no such group';
    expect(await failing('PlanRoll')).toMatchObject({ status: 'FAILED', error: 'InvalidInput', cause });
  });

  it('that has begun is never taken for one that was refused or has stopped, whatever RollNextMaster fails with', async () => {
    const cause = 'RollNextMaster: InvalidInput: groups[0]: no such group';
    expect(await failing('RollNextMaster')).toMatchObject({ status: 'FAILED', error: 'RollFailed', cause });
  });
});

describe('a dry run', () => {
  const master = (id: string): MasterInstance => ({
    id,
    lifecycle: 'InService',
    state: 'running',
    zone: 'us-west-1a',
    address: '10.0.0.1',
    launchedAt: '2026-11-01T00:00:00Z',
  });
  const group = (name: string, ids: readonly string[]): MasterGroup => ({
    name,
    zones: [],
    desired: 1,
    suspended: [],
    targetGroupArns: [],
    loadBalancers: [],
    instances: ids.map(master),
    volumes: [],
  });
  const view: MastersView = { ...VIEW, groups: [group('b.masters', ['i-0b']), group('a.masters', ['i-0a'])] };
  const well = (instance: string): MasterHealth => ({
    instance,
    answered: true,
    etcd: { etcd: true, 'etcd-override-0': true },
    reason: 'all checks of etcd are ok',
  });
  const look = (
    health: readonly MasterHealth[],
    warnings: readonly string[] = ['old'],
    untagged = '',
  ): Promise<ScriptedRun> =>
    run(
      { dryRun: true },
      {
        PlanRoll: () => ({ summary: 'two', warnings, untagged, dryRun: true }),
        DescribeMasters: () => view,
        ObserveCluster: () => health,
      },
    );

  it('asks every master and says what each answered, in their order, and does nothing else', async () => {
    const { status, path, calls, output } = await look([well('i-0b'), well('i-0a')]);
    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual([
      'DescribeMasters',
      'ObserveVersions',
      'PlanRoll',
      'IsItDryRun',
      'ObserveCluster',
      'IsEverybodyWell',
      'ReportHealth',
      'MastersLookedAt',
    ]);
    expect(calls.at(-1)?.payload).toEqual({ run: expect.objectContaining({ name: 'run-1' }), view });
    expect(output).toEqual({
      summary: 'two',
      warnings: ['old'],
      masters: [
        { group: 'a.masters', ...well('i-0a') },
        { group: 'b.masters', ...well('i-0b') },
      ],
    });
  });

  it.each([[[]], [['one']], [['one', 'two']]])('hands on the warnings %j', async (warnings) => {
    const { output } = await look([well('i-0b'), well('i-0a')], warnings);
    expect(output).toMatchObject({ warnings });
  });

  it.each<[string, Partial<MasterHealth>]>([
    ['does not answer', { answered: false, failure: 'silent', etcd: {} }],
    ['refuses the token', { answered: false, failure: 'refused', etcd: {} }],
    ['says that one etcd is not well', { etcd: { etcd: true, 'etcd-override-0': false } }],
    ['says nothing of etcd', { etcd: {} }],
  ])('fails, and names the master that %s', async (_what, health) => {
    const unwell = { ...well('i-0a'), ...health, reason: 'late' };
    const one = await look([well('i-0b'), unwell]);
    expect(one).toMatchObject({ status: 'FAILED', error: 'MastersNotWell', cause: 'i-0a: late' });
    const both = await look([{ ...unwell, instance: 'i-0b' }, unwell]);
    expect(both.cause).toBe('i-0b: late; i-0a: late');
  });

  it('fails where a master could not be taken out of its load balancers, and says why', async () => {
    const untagged = 'The target group x lacks the tag.';
    const all = await look([well('i-0b'), well('i-0a')], [], untagged);
    expect(all).toMatchObject({ status: 'FAILED', error: 'TargetsUntagged', cause: untagged });
    const unwell = { ...well('i-0a'), answered: false, reason: 'late' };
    const one = await look([well('i-0b'), unwell], [], untagged);
    expect(one).toMatchObject({ error: 'MastersNotWell', cause: `i-0a: late. ${untagged}` });
  });

  it('fails where nobody was asked', async () => {
    expect(await look([])).toMatchObject({ status: 'FAILED', error: 'MastersNotWell' });
  });
});

describe('a decision about a page', () => {
  it('is recorded as it was typed', async () => {
    const input = { decision: 'retry', reason: 'the zone has capacity again' };
    const decide = definitionOf(template, 'Decide');
    const { path, calls } = await runMasters(decide, input, { RecordMastersDecision: () => ({}) });
    expect(path).toEqual(['RecordMastersDecision', 'Decided']);
    expect(calls[0]?.payload).toEqual({ run: expect.objectContaining({ name: 'run-1' }), input });
  });
});
