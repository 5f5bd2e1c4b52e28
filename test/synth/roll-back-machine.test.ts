import { ALARM_EVENT, EXECUTION_EVENT, MIGRATION_REQUEST } from './support/events.ts';
import { at, MINUTE, restored, type Script, START } from './support/scripted-run.ts';
import { rollBack } from './support/shop-machines.ts';

const outcome =
  (name: 'nothing-to-restore' | 'refused' | 'already-restored', reason = 'so it is'): Script[string] =>
  ({ now }) =>
    restored(now, { outcome: name, reason });

describe('the way of a rollback', () => {
  it('puts DNS back before anything else, and ends when legacy serves', async () => {
    const { status, path } = await rollBack();
    expect(status).toBe('SUCCEEDED');
    expect(path).toEqual([
      'WhoAsks',
      'AskedByPerson',
      'RestoreLegacy',
      'StopMigration',
      'Outcome',
      'WaitForPropagation',
      'ConfirmLegacy',
      'DoesLegacyServe',
      'NotifyRollBack',
      'IsRolledBack',
      'LegacyServes',
    ]);
  });

  it('waits for propagation, no longer', async () => {
    const { endedAt } = await rollBack();
    expect(endedAt - START).toBe(MINUTE);
  });

  it('goes the same way when everything was back already', async () => {
    const { status, path } = await rollBack({}, { RestoreLegacy: outcome('already-restored') });
    expect(status).toBe('SUCCEEDED');
    expect(path).toContain('ConfirmLegacy');
    expect(path.at(-1)).toBe('LegacyServes');
  });

  it('hands on what was measured', async () => {
    const { calls } = await rollBack(ALARM_EVENT, { StopMigration: () => ({ stopped: ['arn'] }) });
    const notified = calls.find(({ state }) => state === 'NotifyRollBack')?.payload;
    expect(notified).toMatchObject({
      run: { name: 'run-1' },
      request: { source: 'alarm' },
      restore: { outcome: 'restored', acceptedAt: at(START) },
      stop: { stopped: ['arn'] },
      confirm: { legacyServes: true, inSyncAt: at(START + MINUTE) },
    });
  });
});

describe('the request', () => {
  const requestOf = async (input: unknown): Promise<unknown> =>
    (await rollBack(input)).calls.find(({ state }) => state === 'RestoreLegacy')?.payload.request;

  it('of an alarm says which one, why and when', async () => {
    expect(await requestOf(ALARM_EVENT)).toEqual({
      source: 'alarm',
      run: '',
      reason: 'Alarm shop-cluster-5xx: Threshold Crossed: 1 "datapoint" [12.0] was greater',
      asOf: '2026-11-04T10:20:30.123Z',
      cause: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:shop-cluster-5xx',
    });
  });

  it('of an alarm that gives no reason and no time is still a request', async () => {
    const event = { ...ALARM_EVENT, detail: { alarmName: 'shop-cluster-5xx', state: { value: 'ALARM' } } };
    expect(await requestOf(event)).toMatchObject({
      reason: 'Alarm shop-cluster-5xx: no reason given',
      asOf: '2026-11-04T10:20:31Z',
    });
  });

  it('of an ended execution names the run', async () => {
    expect(await requestOf(EXECUTION_EVENT)).toEqual({
      source: 'execution',
      run: 'run-7',
      reason: 'The execution run-7 ended: ABORTED',
      asOf: '2026-11-04T10:20:31Z',
      cause: 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-7',
    });
  });

  it.each(['2028-02-29T23:59:59Z', '2026-12-31T00:00:00Z', '2027-04-30T10:20:31.5Z'])(
    'of an execution that ended at %s says when',
    async (time) => {
      expect(await requestOf({ ...EXECUTION_EVENT, time })).toMatchObject({
        source: 'execution',
        asOf: time,
      });
    },
  );

  it('of the migration is taken as it is', async () => {
    expect(await requestOf(MIGRATION_REQUEST)).toEqual(MIGRATION_REQUEST);
  });

  it.each([
    ['{}', {}, 'Asked for in the console; no reason was given.'],
    ['a reason', { reason: 'error rate' }, 'error rate'],
    ['a reason that is a number', { reason: 42 }, '42'],
    ['a text in place of an object', 'please', 'Asked for in the console; no reason was given.'],
    ['null', null, 'Asked for in the console; no reason was given.'],
    [
      'a source that nobody knows',
      { source: 'me', run: 'x' },
      'Asked for in the console; no reason was given.',
    ],
  ])('of a person, %s, is always one', async (_what, input, reason) => {
    expect(await requestOf(input)).toEqual({ source: 'person', run: '', reason, asOf: at(START), cause: '' });
  });

  const LONG = 'x'.repeat(100_000);

  it.each([
    ['an alarm', { source: 'aws.cloudwatch' }],
    ['an alarm without a time', { ...ALARM_EVENT, detail: {}, time: undefined }],
    ['an alarm with a number for a time', { ...ALARM_EVENT, detail: {}, time: 5 }],
    ['an alarm with no time at all', { ...ALARM_EVENT, detail: { state: { timestamp: 'now' } } }],
    ['an alarm that isn’t named', { ...ALARM_EVENT, resources: [] }],
    ['an execution', { source: 'aws.states' }],
    ['an execution with a number for a name', { ...EXECUTION_EVENT, detail: { name: 7 } }],
    ['an execution of no time', { ...EXECUTION_EVENT, time: '2026-11-04' }],
    ['an execution at no hour', { ...EXECUTION_EVENT, time: '2026-11-04T25:00:00Z' }],
    ['an execution on no day', { ...EXECUTION_EVENT, time: '2026-02-29T10:20:31Z' }],
    ['an execution in no zone of time', { ...EXECUTION_EVENT, time: '2026-11-04T10:20:31+24:00' }],
    ['a migration', { source: 'migration' }],
    ['a migration without a time', { ...MIGRATION_REQUEST, asOf: undefined }],
    ['a migration with a list for its run', { ...MIGRATION_REQUEST, run: ['a', 'b'] }],
    ['a migration with an object for its execution', { ...MIGRATION_REQUEST, cause: {} }],
    ['a migration with no execution', { ...MIGRATION_REQUEST, cause: null }],
  ])('of %s in name only is a person’s', async (_what, input) => {
    const { status, path } = await rollBack(input);
    expect({ status, asked: path[1] }).toEqual({ status: 'SUCCEEDED', asked: 'AskedByPerson' });
    expect(await requestOf(input)).toMatchObject({ source: 'person', run: '', asOf: at(START), cause: '' });
  });

  it.each([
    ['a person', { reason: LONG }, 1_300],
    ['a person, with an object,', { reason: { long: LONG } }, 1_300],
    ['an alarm', { ...ALARM_EVENT, detail: { ...ALARM_EVENT.detail, alarmName: LONG } }, 1_300],
    ['an execution', { ...EXECUTION_EVENT, detail: { ...EXECUTION_EVENT.detail, status: LONG } }, 1_300],
    ['the migration', { ...MIGRATION_REQUEST, reason: LONG }, 33_100],
  ])('of %s is cut where it is too long to be handed on', async (_who, input, most) => {
    expect(((await requestOf(input)) as { reason: string }).reason).toHaveLength(most);
  });
});

describe('nothing to restore', () => {
  const nothing = { RestoreLegacy: outcome('nothing-to-restore') };

  it.each([
    ['a person', {}],
    ['an alarm', ALARM_EVENT],
    ['an ended execution', EXECUTION_EVENT],
  ])('for %s ends well, and tells nobody', async (_who, input) => {
    const { status, path } = await rollBack(input, nothing);
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-2)).toEqual(['IsItNews', 'NothingToRollBack']);
  });

  it('is told when the migration asked, which has ended then', async () => {
    const { status, path, calls } = await rollBack(MIGRATION_REQUEST, nothing);
    expect(status).toBe('SUCCEEDED');
    expect(path.slice(-2)).toEqual(['TellNothingChanged', 'NothingToRollBack']);
    const { Message, Subject, TopicArn } = calls.at(-1)?.arguments ?? {};
    expect(Subject).toBe('shop: ended before any record was changed');
    expect(String(Message).split('\n')).toEqual([
      'The migration shop has ended before it changed a record. Legacy serves, as before.',
      'Why: SoakFailed: alarm fired',
      expect.stringContaining('What to do: '),
      'Execution: https://us-west-1.console.aws.amazon.com/states/home?region=us-west-1#/v2/executions/details/arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:run-1',
      'Runbook: docs/runbook.md, heading TellNothingChanged (set runbookUrl to get a link here)',
    ]);
    expect(TopicArn).toMatch(/^arn:aws:sns:/);
  });

  it('is told when a running migration was stopped by it', async () => {
    const { path } = await rollBack(ALARM_EVENT, { ...nothing, StopMigration: () => ({ stopped: ['arn'] }) });
    expect(path).toContain('TellNothingChanged');
  });
});

describe('a refusal', () => {
  const refused = { RestoreLegacy: outcome('refused', 'The migration was closed.') };

  it('is a failure for the person who asked', async () => {
    const { status, error, cause } = await rollBack({}, refused);
    expect({ status, error, cause }).toEqual({
      status: 'FAILED',
      error: 'RollBackRefused',
      cause: 'The migration was closed.',
    });
  });

  it.each([
    ['an alarm', ALARM_EVENT],
    ['an ended execution', EXECUTION_EVENT],
    ['the migration', MIGRATION_REQUEST],
  ])('is no failure for %s, which came too late', async (_who, input) => {
    const { status, path } = await rollBack(input, refused);
    expect(status).toBe('SUCCEEDED');
    expect(path.at(-1)).toBe('TooLate');
  });
});
