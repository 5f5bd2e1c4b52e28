import * as z from 'zod/mini';
import type { Outcomes, Phase, StepResult } from '../../../lambdas/masters/contract/payloads.ts';
import { REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import {
  healthSchema,
  pageSchema,
  replaceFields,
  viewSchema,
} from '../../../lambdas/masters/runtime/payloads.ts';
import { instant, parserFor, runSchema } from '../../../lambdas/shared/runtime/parse.ts';
import { type Call, type Script, type ScriptedRun, START } from '../migration/support/scripted-run.ts';
import { allStates } from '../support/definition.ts';
import { FENCING, HEALTH, PAGE, PAUSE_SECONDS, REPLACEMENT, step, VIEW } from './support/masters-script.ts';
import { definition, run, settings } from './support/replace-master.ts';

const types = new Map(allStates(definition).map(([name, { Type }]) => [name, Type]));

/** What a run did: its functions with the phase that each was given, and its waits. */
function deeds({ path, calls }: ScriptedRun): string[] {
  const called = calls.filter(({ tries }) => tries === 0);
  return path
    .filter((state) => ['Task', 'Wait', 'Succeed', 'Fail'].includes(types.get(state) ?? ''))
    .map((state) => {
      if (types.get(state) !== 'Task') return state;
      const call = called.shift();
      return call?.payload.phase === undefined ? state : `${state}:${call.payload.phase}`;
    });
}

/** What followed the first call of a state that `script` names. */
async function followed(state: string, script: Script): Promise<string[]> {
  const done = deeds(await run(script));
  return done.slice(done.findIndex((deed) => deed.startsWith(state)) + 1);
}

/** Once this outcome, then as it goes well. */
const once =
  (result: StepResult, otherwise: string) =>
  ({ visits }: Call): unknown =>
    visits === 0 ? result : { ...result, outcome: otherwise };

const FUNCTIONS = allStates(definition).flatMap(([name, { Resource = '' }]) =>
  Resource.endsWith(':lambda:invoke') ? [name] : [],
);

describe('a successful replacement', () => {
  it('leads from taking the lease to releasing it', async () => {
    const ended = await run();
    expect(ended.status).toBe('SUCCEEDED');
    expect(deeds(ended)).toEqual([
      'AcquireLease:lease',
      'DescribeMasters:gate',
      'ObserveCluster',
      'JudgeQuorum:gate',
      'DrainMaster:gate',
      'DescribeMasters:confirm',
      'ObserveCluster',
      'CompleteLifecycle:confirm',
      'WaitForVolumes:volumes',
      'WaitForReplacement:replacement',
      'DescribeMasters:verify',
      'ObserveCluster',
      'VerifyMaster:verify',
      'Pause',
      'RecordHeartbeat:verify',
      'DescribeMasters:verify',
      'ObserveCluster',
      'VerifyMaster:verify',
      'Settle',
      'ReleaseLease:verify',
      'MasterReplaced',
    ]);
  });

  it('waits for one pause and for the cluster to settle, and for nothing else', async () => {
    const { endedAt } = await run();
    expect(endedAt - START).toBe((PAUSE_SECONDS + settings.settleSeconds) * 1000);
  });

  it('calls every function but PageOperator', async () => {
    const { calls } = await run();
    const called = new Set(calls.map(({ state }) => state));
    expect(FUNCTIONS.filter((state) => !called.has(state))).toEqual(['PageOperator']);
  });
});

describe('what functions are handed', () => {
  const SCHEMAS: Readonly<Record<string, z.ZodMiniType>> = {
    ObserveCluster: z.strictObject({ run: runSchema, view: viewSchema }),
    JudgeQuorum: z.strictObject({ ...replaceFields, view: viewSchema, health: healthSchema }),
    DrainMaster: z.strictObject({ ...replaceFields, seenAt: instant }),
    CompleteLifecycle: z.strictObject({ ...replaceFields, view: viewSchema, health: healthSchema }),
    VerifyMaster: z.strictObject({
      ...replaceFields,
      view: viewSchema,
      health: healthSchema,
      passes: z.number(),
      passedBy: z.string(),
    }),
    PageOperator: z.strictObject({ ...replaceFields, page: pageSchema }),
  };

  it.each(FUNCTIONS)('%s: what its parser takes, and nothing else', async (state) => {
    const { calls } = await run(
      state === 'PageOperator' ? { JudgeQuorum: () => step<'JudgeQuorum'>('stop', PAGE) } : {},
    );
    const handed = calls.filter((call) => call.state === state).map(({ payload }) => payload);
    const parse = parserFor(SCHEMAS[state] ?? z.strictObject(replaceFields));
    expect(handed.length).toBeGreaterThan(0);
    for (const payload of handed) expect(() => parse(payload)).not.toThrow();
  });

  it('is the replacement, the fencing of the lease, and what was just seen', async () => {
    const { calls } = await run();
    const judged = calls.find(({ state }) => state === 'JudgeQuorum')?.payload;
    expect(judged).toMatchObject({
      run: { name: 'run-1' },
      replacement: REPLACEMENT,
      fencing: FENCING,
      view: VIEW,
      health: HEALTH,
    });
  });

  it('counts the good looks in a row from a new replacement on', async () => {
    const { calls } = await run();
    const looks = calls.filter(({ state }) => state === 'VerifyMaster').map(({ payload }) => payload);
    expect(looks.map(({ passes, passedBy }) => [passes, passedBy])).toEqual([
      [0, ''],
      [1, 'i-0d'],
    ]);
  });
});

describe('each outcome leads where it should', () => {
  type Row = readonly [state: keyof Outcomes, outcome: string, otherwise: string, follows: readonly string[]];
  const waits = (phase: Phase, ...then: string[]): string[] => ['Pause', `RecordHeartbeat:${phase}`, ...then];
  const ROWS: readonly Row[] = [
    ['AcquireLease', 'acquired', 'acquired', ['DescribeMasters:gate']],
    ['AcquireLease', 'recovering', 'acquired', ['WaitForVolumes:volumes']],
    ['AcquireLease', 'queued', 'acquired', waits('lease', 'AcquireLease:lease', 'DescribeMasters:gate')],
    ['AcquireLease', 'over', 'over', ['AlreadyReplaced']],
    ['JudgeQuorum', 'proceed', 'proceed', ['DrainMaster:gate']],
    ['JudgeQuorum', 'gone', 'proceed', ['WaitForVolumes:volumes']],
    [
      'JudgeQuorum',
      'wait',
      'proceed',
      waits('gate', 'DescribeMasters:gate', 'ObserveCluster', 'JudgeQuorum:gate', 'DrainMaster:gate'),
    ],
    [
      'DrainMaster',
      'drained',
      'drained',
      ['DescribeMasters:confirm', 'ObserveCluster', 'CompleteLifecycle:confirm'],
    ],
    ['DrainMaster', 'draining', 'drained', waits('drain', 'DrainMaster:drain', 'DescribeMasters:confirm')],
    [
      'DrainMaster',
      'stale',
      'drained',
      waits('gate', 'DescribeMasters:gate', 'ObserveCluster', 'JudgeQuorum:gate', 'DrainMaster:gate'),
    ],
    [
      'CompleteLifecycle',
      'completed',
      'completed',
      ['WaitForVolumes:volumes', 'WaitForReplacement:replacement'],
    ],
    [
      'CompleteLifecycle',
      'pending',
      'completed',
      waits('confirm', 'DescribeMasters:confirm', 'ObserveCluster', 'CompleteLifecycle:confirm'),
    ],
    [
      'CompleteLifecycle',
      'stale',
      'completed',
      waits('gate', 'DescribeMasters:gate', 'ObserveCluster', 'JudgeQuorum:gate', 'DrainMaster:gate'),
    ],
    ['WaitForVolumes', 'free', 'free', ['WaitForReplacement:replacement']],
    [
      'WaitForVolumes',
      'pending',
      'free',
      waits('volumes', 'WaitForVolumes:volumes', 'WaitForReplacement:replacement'),
    ],
    ['WaitForVolumes', 'running', 'free', waits('lease', 'AcquireLease:lease', 'DescribeMasters:gate')],
    [
      'WaitForReplacement',
      'ready',
      'ready',
      ['DescribeMasters:verify', 'ObserveCluster', 'VerifyMaster:verify'],
    ],
    [
      'WaitForReplacement',
      'pending',
      'ready',
      waits('replacement', 'WaitForReplacement:replacement', 'DescribeMasters:verify'),
    ],
    ['VerifyMaster', 'verified', 'verified', ['Settle', 'ReleaseLease:verify', 'MasterReplaced']],
    [
      'VerifyMaster',
      'admit',
      'verified',
      [
        'CompleteLifecycle:launch',
        ...waits('verify', 'DescribeMasters:verify', 'ObserveCluster', 'VerifyMaster:verify'),
      ],
    ],
    [
      'VerifyMaster',
      'again',
      'verified',
      waits('verify', 'DescribeMasters:verify', 'ObserveCluster', 'VerifyMaster:verify', 'Settle'),
    ],
  ];

  it.each(ROWS)('%s: %s', async (state, outcome, otherwise, follows) => {
    const result = { ...step(outcome as Outcomes[typeof state]), fencing: FENCING, passes: 0, passedBy: '' };
    const done = await followed(state, { [state]: once(result, otherwise) });
    expect(done.slice(0, follows.length)).toEqual(follows);
  });

  it('and the outcomes are all that the contract names', () => {
    const named: Readonly<Record<string, readonly string[]>> = {
      AcquireLease: ['acquired', 'recovering', 'queued', 'over'],
      JudgeQuorum: ['proceed', 'gone', 'wait'],
      DrainMaster: ['drained', 'draining', 'stale'],
      CompleteLifecycle: ['completed', 'pending', 'stale'],
      WaitForVolumes: ['free', 'pending', 'running'],
      WaitForReplacement: ['ready', 'pending'],
      VerifyMaster: ['verified', 'admit', 'again'],
    } satisfies {
      [State in Exclude<keyof Outcomes, 'RecordHeartbeat' | 'RollNextMaster'>]: readonly Outcomes[State][];
    };
    for (const [state, outcomes] of Object.entries(named)) {
      const tried = ROWS.filter(([one]) => one === state).map(([, outcome]) => outcome);
      expect(tried).toEqual(outcomes);
    }
  });

  it.each([
    ['pending', 'verify'],
    ['completed', 'verify'],
  ] as const)('a launch that is %s is looked at again', async (outcome, phase) => {
    const done = await followed('VerifyMaster', {
      VerifyMaster: once({ ...step<'VerifyMaster'>('admit'), ...{ passes: 0, passedBy: '' } }, 'verified'),
      CompleteLifecycle: ({ payload }) =>
        step<'CompleteLifecycle'>(payload.phase === 'launch' ? outcome : 'completed'),
    });
    expect(done.slice(0, 3)).toEqual(['CompleteLifecycle:launch', 'Pause', `RecordHeartbeat:${phase}`]);
  });

  it('pauses for as long as the step says', async () => {
    const pauses = [45, 1, 300];
    const { calls } = await run({
      AcquireLease: ({ visits }) => ({
        ...step<'AcquireLease'>(visits < pauses.length ? 'queued' : 'acquired'),
        pauseSeconds: pauses[visits] ?? 1,
        fencing: FENCING,
      }),
    });
    const times = calls.filter(({ state }) => state === 'AcquireLease').map(({ now }) => now);
    expect(times.slice(1).map((time, i) => (time - (times[i] ?? 0)) / 1000)).toEqual(pauses);
  });
});

it('has the states of the plan, each once', () => {
  const names = new Set(types.keys());
  for (const state of Object.values(REPLACE_MASTER)) expect(names).toContain(state);
});
