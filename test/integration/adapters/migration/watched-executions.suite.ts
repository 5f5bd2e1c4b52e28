import { DescribeExecutionCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { SfnWatchedExecutions } from '../../../../lambdas/migration/adapters/sfn-watched-executions.ts';
import type { RollBackRequest } from '../../../../lambdas/migration/contract/roll-back-payloads.ts';
import { waitingMachine } from '../../emulator/waiting-machine.ts';
import { aws, clientOptions } from '../shared-emulator.ts';

describe('The executions that Watch looks at', () => {
  const request: RollBackRequest = {
    source: 'watch',
    run: 'run-1',
    reason: 'because',
    asOf: '2027-03-01T00:00:00Z',
    cause: 'arn:run-1',
  };
  let sfn: SFNClient;
  let machine: string;
  let executions: SfnWatchedExecutions;

  beforeAll(async () => {
    sfn = new SFNClient(clientOptions());
    machine = await waitingMachine(aws);
    executions = new SfnWatchedExecutions(sfn, { migrate: machine, rollBack: machine });
  });
  afterAll(() => sfn?.destroy());
  beforeEach(() => aws.emulator.clock.hold());
  afterEach(() => aws.emulator.clock.release());

  it('run, have ended at a time, or are gone', async () => {
    const arn = await aws.start(machine, { minutes: 600 });
    expect(await executions.look(arn)).toEqual({ running: true });
    expect(await executions.isMigrateRunning()).toBe(true);
    const { startDate } = await sfn.send(new DescribeExecutionCommand({ executionArn: arn }));
    const sinceBegun = (seconds: number) => new Date(Number(startDate) + seconds * 1000).toISOString();
    expect(await executions.isRollBackRunning(sinceBegun(-1))).toBe(true);
    // One that began before the run is no rollback of it.
    expect(await executions.isRollBackRunning(sinceBegun(1))).toBe(false);
    await sfn.send(new StopExecutionCommand({ executionArn: arn }));
    expect(await executions.look(arn)).toEqual({
      running: false,
      status: 'ABORTED',
      endedAt: expect.any(Number),
    });
    expect(await executions.isRollBackRunning(sinceBegun(-1))).toBe(false);
    expect(await executions.look(arn.replace(/[^:]+$/, 'never'))).toEqual({ running: false, status: 'gone' });
  });

  it('are started with the request, and once: the same name again is harmless', async () => {
    await executions.startRollBack('watch-1', request);
    await executions.startRollBack('watch-1', { ...request, reason: 'later' });
    const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:watch-1`;
    const { input } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(JSON.parse(input ?? '')).toEqual(request);
    await sfn.send(new StopExecutionCommand({ executionArn })).catch(() => {});
  });
});
