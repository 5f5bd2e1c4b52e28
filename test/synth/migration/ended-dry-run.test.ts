import { fails, rollBack } from '../support/shop-machines.ts';
import { EXECUTION_EVENT, MIGRATION_REQUEST } from './support/events.ts';
import { restored, type Script, type ScriptedRun } from './support/scripted-run.ts';

const NOTHING: Script = {
  RestoreLegacy: (call) => restored(call, { outcome: 'nothing-to-restore' }),
};

/** The end of an execution of Migrate, as Step Functions says it. */
const ended = (detail: object): unknown => ({
  ...EXECUTION_EVENT,
  detail: { ...EXECUTION_EVENT.detail, input: '{"dryRun":true,"notify":"changes"}', ...detail },
});

const TIMED_OUT = { status: 'TIMED_OUT' };
const TOO_LONG = { status: 'FAILED', error: 'States.DataLimitExceeded', cause: 'The result is too long.' };

const notices = ({ calls }: ScriptedRun) => calls.filter(({ state }) => state === 'NotifyDryRunEnded');

describe('A repeated dry run that ends where no Catch sees it', () => {
  it.each([
    ['its time-out', TIMED_OUT, 'States.Timeout: it did not end in time'],
    ['the data limit', TOO_LONG, 'States.DataLimitExceeded: The result is too long.'],
    ['an error of the machine', { status: 'FAILED', error: 'States.Runtime' }, 'States.Runtime: '],
    ['a time-out, written by hand', { ...TIMED_OUT, input: '{ "notify" : "changes" }' }, 'States.Timeout: '],
  ])('is reported: %s', async (_end, detail, why) => {
    const run = await rollBack(ended(detail), NOTHING);
    expect(run.status).toBe('SUCCEEDED');
    expect(run.path.slice(-3)).toEqual(['IsItNews', 'NotifyDryRunEnded', 'NothingToRollBack']);
    const [{ Subject, Message } = {}] = notices(run).map((call) => call.arguments);
    expect(Subject).toBe('shop: the repeated dry run has failed');
    expect(String(Message).split('\n').slice(0, 4)).toEqual([
      'The repeated dry run of the migration shop has failed, so nobody knows whether anything blocks it. Nothing was changed.',
      expect.stringContaining(`Why: ${why}`),
      'Which: the execution run-7 of the machine shop-Migrate.',
      'What to do: fix what it says, then start the machine shop-Migrate with {"dryRun": true}.',
    ]);
  });

  it('is reported as soon as people can be notified', async () => {
    const run = await rollBack(ended(TIMED_OUT), {
      ...NOTHING,
      NotifyDryRunEnded: (call) => (call.visits < 2 ? fails('SNS.InternalError')(call) : {}),
    });
    expect(notices(run)).toHaveLength(3);
    expect(run.path.at(-1)).toBe('NothingToRollBack');
  });

  it('says so in few words', async () => {
    const run = await rollBack(ended({ ...TOO_LONG, cause: 'x'.repeat(100_000) }), NOTHING);
    expect(String(notices(run)[0]?.arguments.Message).length).toBeLessThan(4000);
  });
});

describe('Nobody is notified of the end', () => {
  it.each([
    ['that Migrate has reported itself', ended({ status: 'FAILED', error: 'TypeError', cause: 'x' })],
    ['that a person made', ended({ status: 'ABORTED' })],
    ['of a dry run that a person started', ended({ ...TIMED_OUT, input: '{"dryRun":true}' })],
    ['of which the input is not known', ended({ ...TIMED_OUT, input: null })],
    [
      'of another machine',
      ended({ ...TIMED_OUT, stateMachineArn: 'arn:aws:states:us-west-1:1:stateMachine:x' }),
    ],
    ['that is in no form', { source: 'aws.states', detail: 'TIMED_OUT' }],
    ['that is a list', { source: 'aws.states', detail: [TIMED_OUT] }],
  ])('%s', async (_which, event) => {
    const run = await rollBack(event, NOTHING);
    expect(run.path.slice(-2)).toEqual(['IsItNews', 'NothingToRollBack']);
  });

  it('where the migration itself ended: that is said', async () => {
    const run = await rollBack(MIGRATION_REQUEST, NOTHING);
    expect(notices(run)).toEqual([]);
  });
});
