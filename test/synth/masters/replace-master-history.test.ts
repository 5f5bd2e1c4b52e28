import { MOST_LOOKS } from '../../../lib/masters/replace-master/history.ts';
import { BETWEEN_HEARTBEATS } from '../../../lib/masters/replace-master/retries.ts';
import { HISTORY } from '../../../lib/shared/machines/history.ts';
import { longestSeconds } from '../../../lib/shared/machines/retries.ts';
import type { Script } from '../migration/support/scripted-run.ts';
import { StateError } from '../support/execution.ts';
import { mostEvents } from '../support/history.ts';
import { PAGE, step } from './support/masters-script.ts';
import { definition, run, settings } from './support/replace-master.ts';

const NONE_PASSED = { passes: 0, passedBy: '' };

describe('an execution that waits for long', () => {
  /** What can come again and again, by the state that begins it. */
  const LOOPS: readonly (readonly [what: string, script: Script])[] = [
    ['the lease', { AcquireLease: () => ({ ...step<'AcquireLease'>('queued'), fencing: 0 }) }],
    ['the gate', { JudgeQuorum: () => step<'JudgeQuorum'>('wait') }],
    ['a fresh word of the gate', { CompleteLifecycle: () => step<'CompleteLifecycle'>('stale') }],
    ['connections to end', { DrainMaster: () => step<'DrainMaster'>('draining') }],
    ['termination', { CompleteLifecycle: () => step<'CompleteLifecycle'>('pending') }],
    ['volumes', { WaitForVolumes: () => step<'WaitForVolumes'>('pending') }],
    ['a launch', { WaitForReplacement: () => step<'WaitForReplacement'>('pending') }],
    ['a member', { VerifyMaster: () => ({ ...step<'VerifyMaster'>('again'), ...NONE_PASSED }) }],
    ['an admission', { VerifyMaster: () => ({ ...step<'VerifyMaster'>('admit'), ...NONE_PASSED }) }],
  ];

  it.each(LOOPS)(
    'for %s ends before its history is full, for the sweep to begin another',
    async (_, script) => {
      const ended = await run(script);
      expect(ended.status).toBe('SUCCEEDED');
      expect(ended.path.at(-1)).toBe('TakenUpBySweep');
      expect(ended.calls.filter(({ state }) => state === 'RecordHeartbeat')).toHaveLength(MOST_LOOKS);
      expect(mostEvents(definition, ended)).toBeLessThan(HISTORY.mostEvents);
    },
  );

  it('counts the looks after which no heartbeat is recorded, too', async () => {
    const { path, calls } = await run({
      WaitForVolumes: () => ({ ...step<'WaitForVolumes'>('pending'), heartbeat: 'not-due' }),
    });
    expect(path.at(-1)).toBe('TakenUpBySweep');
    expect(path.filter((state) => state === 'Pause')).toHaveLength(MOST_LOOKS);
    expect(calls.some(({ state }) => state === 'RecordHeartbeat')).toBe(false);
  });

  it('looks for as long as that allows', async () => {
    const stale = await run({ CompleteLifecycle: () => step<'CompleteLifecycle'>('stale') });
    expect(mostEvents(definition, stale)).toBeGreaterThan(HISTORY.mostEvents * 0.94);
  });

  it('does not fill it with a page at its end', async () => {
    const almost = MOST_LOOKS - 2;
    const ended = await run({
      CompleteLifecycle: ({ visits }) => step<'CompleteLifecycle'>(visits < almost ? 'stale' : 'completed'),
      VerifyMaster: () => ({ ...step<'VerifyMaster'>('stop', PAGE), ...NONE_PASSED }),
      PageOperator: () => {
        throw new StateError('Broken');
      },
    });
    expect(ended.path).toContain('NotifyNotReplaced');
    expect(mostEvents(definition, ended)).toBeLessThan(HISTORY.mostEvents);
  });

  it('never leaves a heartbeat out for longer than a third of the shop’s time-out', () => {
    const slowest = longestSeconds(BETWEEN_HEARTBEATS) + settings.pollSeconds;
    expect(slowest).toBeLessThan(settings.heartbeatSeconds / 3);
  });
});
