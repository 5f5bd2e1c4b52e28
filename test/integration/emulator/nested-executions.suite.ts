import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { REGION, until } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';
import { arnOf, machineOf, named } from './templates.ts';

const PLACE = `${REGION}:123456789012`;
const RULE = `arn:aws:events:${PLACE}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`;
const DAY = 86_400;

const RIGHTS = [
  ['states:StartExecution', '*'],
  ['states:DescribeExecution', `arn:aws:states:${PLACE}:execution:*`],
  ['states:StopExecution', `arn:aws:states:${PLACE}:execution:*`],
  ['events:PutTargets', RULE],
  ['events:PutRule', RULE],
  ['events:DescribeRule', RULE],
] as const;

const ANSWERS = { Type: 'Pass', Output: { verdict: 'pass' }, End: true };
const LONG = { Type: 'Wait', Seconds: DAY, End: true };

interface Nesting {
  readonly child: object;
  readonly type?: 'EXPRESS';
  readonly version?: '' | ':2';
  /** Not allowed to the role of the machine that waits. */
  readonly without?: string;
}

/** A machine that runs another one to its end; gives the ARN of the former, and the latter's name. */
async function nested(stack: string, { child, type, version = ':2', without = '' }: Nesting) {
  const runs = {
    Type: 'Task',
    Resource: `arn:aws:states:::states:startExecution.sync${version}`,
    Arguments: { StateMachineArn: named('Child'), Input: {} },
    Output: '{% $states.result.Output %}',
    End: true,
  };
  const may = RIGHTS.filter(([action]) => action !== without).map(([Action, Resource]) => ({
    Effect: 'Allow' as const,
    Action,
    Resource,
  }));
  const inner = machineOf('Child', { StartAt: 'Do', States: { Do: child } });
  Object.assign(inner.Child?.Properties ?? {}, type && { StateMachineType: type });
  const outer = machineOf(
    'Parent',
    { StartAt: 'Run', States: { Run: runs } },
    [],
    { Child: { Ref: 'Child' } },
    may,
  );
  const { Parent = '' } = await aws.deploy(stack, { ...inner, ...outer }, arnOf('Parent'));
  return Parent;
}

const executionsOf = async (stack: string) =>
  (await aws.emulator.executions()).filter(({ machine }) => machine.startsWith(`${stack}-Child`));

describe('a task that runs a state machine', () => {
  it.each([
    [':2', 'sync-two', '{"verdict":"pass"}'],
    ['', 'sync-one', String.raw`"{\"verdict\": \"pass\"}"`],
  ] as const)('Q68: gives what it answered, with .sync%s', async (version, stack, expected) => {
    const parent = await nested(stack, { child: ANSWERS, version });
    const { status, output } = await aws.ended(await aws.start(parent));
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual(JSON.parse(expected));
  });

  it.each(RIGHTS.map(([action]) => action))('Q65: fails without %s, and starts nothing', async (without) => {
    const stack = `lacks-${without.split(':')[1]}`;
    const parent = await nested(stack, { child: ANSWERS, without });
    const { status, error, cause } = await aws.ended(await aws.start(parent));
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'StepFunctions.AccessDeniedException' });
    expect(cause).toContain(`not authorized to perform ${without}`);
    expect(await executionsOf(stack)).toEqual([]);
  });

  it('Q66: is over when its execution is stopped, and so is what it waits for', async () => {
    await aws.emulator.clock.hold();
    const parent = await nested('stopped', { child: LONG });
    const executionArn = await aws.start(parent);
    await until('the other one waits', async () =>
      (await executionsOf('stopped')).find(({ state }) => state === 'Do'),
    );
    await aws.sfn.send(new StopExecutionCommand({ executionArn }));
    expect(await executionsOf('stopped')).toMatchObject([{ status: 'ABORTED' }]);
    expect((await aws.ended(executionArn)).status).toBe('ABORTED');
    await aws.emulator.clock.release();
  });

  it('Q67: refuses an express one', async () => {
    const parent = await nested('express', { child: ANSWERS, type: 'EXPRESS' });
    const { status, error } = await aws.ended(await aws.start(parent));
    expect({ status, error }).toEqual({
      status: 'FAILED',
      error: 'StepFunctions.StateMachineTypeNotSupportedException',
    });
    expect(await executionsOf('express')).toEqual([]);
  });
});
