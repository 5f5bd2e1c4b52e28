import fc from 'fast-check';
import { MOST_LISTED } from '../../../lambdas/migration/contract/payloads.ts';
import { readRequest } from '../../../lambdas/migration/domain/roll-back-request.ts';
import { rollBack } from '../support/shop-machines.ts';
import { ALARM_EVENT, EXECUTION_EVENT, endedRollBack, MIGRATION_REQUEST } from './support/events.ts';
import { at, type Call, START } from './support/scripted-run.ts';

/** What RestoreLegacy is handed first. */
const handed = async (input: unknown): Promise<Call['payload']> =>
  (await rollBack(input)).calls.find(({ state }) => state === 'RestoreLegacy')?.payload;

describe('the input', () => {
  it.each([
    ['an alarm', ALARM_EVENT],
    ['the end of an execution', EXECUTION_EVENT],
    ['the end of a rollback', endedRollBack('ABORTED')],
    ['the migration', MIGRATION_REQUEST],
    ['a person', { reason: 'error rate', more: [1, [2, { three: null }], []] }],
    ['a person who wrote nothing', {}],
    ['a person who wrote a text', 'please'],
    ['a person who wrote a number', 42],
    ['a person who wrote null', null],
    ['a person who wrote a list', [{ reason: 'error rate' }]],
    ['a person who wrote an empty list', []],
  ])('of %s is handed on as it is', async (_who, input) => {
    expect(await handed(input)).toEqual({
      run: { name: 'run-1', arn: expect.stringMatching(/:run-1$/), startedAt: at(START) },
      event: input,
      round: 0,
    });
  });

  it.each([[[]], [[[]]], [[null]], [''], [{ source: [] }], [{ source: ['aws.states', 'aws.states'] }]])(
    '%j rolls back',
    async (input) => {
      const { status, path } = await rollBack(input);
      expect({ status, end: path.at(-1) }).toEqual({ status: 'SUCCEEDED', end: 'LegacyServes' });
    },
  );

  it('whatever it is rolls back, and RestoreLegacy can read it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (input) => {
        const { status, path, calls } = await rollBack(input);
        expect({ status, end: path.at(-1) }).toEqual({ status: 'SUCCEEDED', end: 'LegacyServes' });
        const { event, run } = calls[0]?.payload ?? {};
        expect(readRequest(event, run)).toMatchObject({ asOf: expect.any(String) });
      }),
      { numRuns: 200 },
    );
  });

  const LONG = '😀'.repeat(60_000);

  it.each([
    ['a text', LONG],
    ['an object', { reason: LONG }],
    ['a list', [LONG]],
    ['no event', { ...ALARM_EVENT, detail: { ...ALARM_EVENT.detail, alarmName: LONG } }],
  ])('of 240 kB, %s, is cut, and rolls back', async (_what, input) => {
    const { status, path, calls } = await rollBack(input);
    expect({ status, end: path.at(-1) }).toEqual({ status: 'SUCCEEDED', end: 'LegacyServes' });
    for (const call of calls)
      expect(Buffer.byteLength(JSON.stringify(call.arguments))).toBeLessThan(256 * 1024);
    expect(calls[1]?.payload.restore.request).toMatchObject({ source: 'person', reason: expect.any(String) });
  });

  it.each([
    ['an alarm', ALARM_EVENT, { source: 'alarm', cause: ALARM_EVENT.resources[0] }],
    ['an execution’s end', EXECUTION_EVENT, { source: 'execution', run: 'run-7' }],
    ['a rollback’s end', endedRollBack('ABORTED'), { cause: endedRollBack('ABORTED').detail.executionArn }],
  ])('that is the event of %s is read as that, however much it carries', async (_what, event, read) => {
    const { calls } = await rollBack({ ...event, detail: { ...event.detail, input: LONG } });
    expect(readRequest(calls[0]?.payload.event, calls[0]?.payload.run)).toMatchObject(read);
  });

  it('of the migration fits as it is, with the longest cause that Step Functions keeps', async () => {
    const reason = `ForeignWrite: ${JSON.stringify({ errorMessage: '"quoted" '.repeat(3_600) }).slice(0, 32_768)}`;
    expect((await handed({ ...MIGRATION_REQUEST, reason })).event).toEqual({ ...MIGRATION_REQUEST, reason });
  });

  it('is handed on as the request that it was read to, once it was read', async () => {
    const { calls } = await rollBack({ ...MIGRATION_REQUEST, reason: 'x'.repeat(40_000) });
    const stop = calls.find(({ state }) => state === 'StopMigration')?.payload;
    expect(stop.event).toEqual(stop.restore.request);
    expect(stop.event.reason.length).toBeLessThan(MOST_LISTED.cause + 50);
  });
});
