import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { until, useOfflineAws } from './offline-aws.ts';
import { invoke } from './templates.ts';

const DAY = 86_400;

const aws = useOfflineAws();

afterEach(() => aws.emulator.clock.release());

describe('what AWS does and MiniStack does not', () => {
  it('gives the running execution when it is started again with the same name and input', async () => {
    await aws.emulator.clock.hold();
    const stateMachineArn = await aws.machine({
      StartAt: 'Soak',
      States: { Soak: { Type: 'Wait', Seconds: DAY, End: true } },
    });
    const started = { stateMachineArn, name: 'once', input: '{"a":1}' };
    const first = await aws.sfn.send(new StartExecutionCommand(started));
    const second = await aws.sfn.send(new StartExecutionCommand(started));
    expect(second.executionArn).toBe(first.executionArn);
    expect(second.startDate).toEqual(first.startDate);
    await expect(
      aws.sfn.send(new StartExecutionCommand({ ...started, input: '{"a":2}' })),
    ).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
    await aws.emulator.clock.release();
    await aws.ended(first.executionArn ?? '');
    await expect(aws.sfn.send(new StartExecutionCommand(started))).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
    });
  });

  it('ends an execution whose state grows beyond 256 KiB, whatever it would catch', async () => {
    const { status, error } = await aws.run(
      {
        StartAt: 'Large',
        States: {
          Large: {
            ...invoke('Large'),
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
            Next: 'Caught',
          },
          Caught: { Type: 'Pass', End: true },
        },
      },
      { Large: "exports.handler = async () => 'x'.repeat(262_143);" },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });

  it('waits for a started machine with startExecution.sync, and takes it along when it is stopped', async () => {
    await aws.emulator.clock.hold();
    const child = await aws.machine({
      StartAt: 'Soak',
      States: { Soak: { Type: 'Wait', Seconds: DAY, End: true } },
    });
    const parent = await aws.machine({
      StartAt: 'Child',
      States: {
        Child: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Arguments: { StateMachineArn: child },
          End: true,
        },
      },
    });
    const executionArn = await aws.start(parent);
    await until('the child waits', async () =>
      (await aws.emulator.executions()).find(
        ({ machine, state }) => child.endsWith(machine) && state === 'Soak',
      ),
    );
    await aws.sfn.send(new StopExecutionCommand({ executionArn }));
    await until('nothing waits', async () =>
      (await aws.emulator.clock.status()).pending === 0 ? true : undefined,
    );
    await aws.emulator.clock.release();
    expect((await aws.ended(executionArn)).status).toBe('ABORTED');
  });
});
