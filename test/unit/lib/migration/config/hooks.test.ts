import { App, Duration, Stack } from 'aws-cdk-lib';
import { Alias, Code, type IVersion, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, StateMachine, StateMachineType, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import { problemsOf, resolve, smallest } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const SMOKE = 'arn:aws:lambda:us-west-1:111122223333:function:smoke';
const CHECK = 'arn:aws:states:us-west-1:111122223333:stateMachine:check';
const settings = (hooks: unknown) => resolve({ ...smallest(), hooks } as never).settings.hooks;
const stackOf = (region: string) => new Stack(new App(), 'Own', { env: { account: '111122223333', region } });
const madeFunction = (region = 'us-west-1') =>
  new LambdaFunction(stackOf(region), 'Smoke', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => ({ verdict: "pass" });'),
  });
const madeMachine = (stateMachineType: StateMachineType) => {
  const stack = stackOf('us-west-1');
  const definitionBody = DefinitionBody.fromChainable(new Succeed(stack, 'Done'));
  return new StateMachine(stack, 'Check', { stateMachineType, definitionBody });
};

describe('hooks', () => {
  it('are read with their defaults', () => {
    expect(
      settings({
        beforeStep: { function: SMOKE, steps: [50, 100] },
        afterStep: { function: `${SMOKE}:live`, timeLimit: Duration.minutes(15) },
        beforeRetire: { stateMachine: CHECK },
        afterRollback: { stateMachine: CHECK, timeLimit: Duration.days(1) },
      }),
    ).toEqual({
      beforeStep: { kind: 'function', arn: SMOKE, timeLimitSeconds: 300, steps: [50, 100] },
      afterStep: { kind: 'function', arn: `${SMOKE}:live`, timeLimitSeconds: 900 },
      beforeRetire: { kind: 'stateMachine', arn: CHECK, timeLimitSeconds: 3_600 },
      afterRollback: { kind: 'stateMachine', arn: CHECK, timeLimitSeconds: 86_400 },
    });
    expect(settings({})).toBeUndefined();
    expect(settings(undefined)).toBeUndefined();
  });

  it('may be constructs of CDK, whose ARNs are known at deploy time', () => {
    const made = madeFunction();
    const alias = new Alias(made.stack, 'Live', {
      aliasName: 'live',
      version: made.currentVersion as IVersion,
    });
    const read = settings({
      beforeStep: { function: made },
      afterStep: { function: alias },
      beforeRetire: { stateMachine: madeMachine(StateMachineType.STANDARD) },
    });
    expect(read?.beforeStep?.arn).toBe(made.functionArn);
    expect(read?.afterStep?.arn).toBe(alias.functionArn);
    expect(read?.beforeRetire).toMatchObject({ kind: 'stateMachine', arn: expect.stringContaining('Token') });
  });

  it('are refused as constructs of another region, or of express machines', () => {
    const problems = (hooks: unknown) => problemsOf({ ...smallest(), hooks });
    expect(problems({ beforeStep: { function: madeFunction('eu-west-1') } })).toMatchObject([
      { path: 'hooks.beforeStep.function', expected: expect.stringContaining("the stack's region") },
    ]);
    expect(problems({ beforeRetire: { stateMachine: madeMachine(StateMachineType.EXPRESS) } })).toMatchObject(
      [
        {
          path: 'hooks.beforeRetire.stateMachine',
          value: 'an express state machine',
          expected: expect.stringContaining('a standard state machine'),
          fix: expect.stringContaining('STANDARD'),
        },
      ],
    );
  });

  const ONE = ['hooks'];
  const wrongIn = (hook: object, moment = 'beforeStep') => ({
    put: ONE,
    value: { [moment]: hook },
    shows: '',
  });
  itRefuses([
    {
      wrong: 'a moment that there is not',
      at: 'hooks.beforeSoak',
      put: ONE,
      shows: '',
      value: { beforeSoak: { function: SMOKE } },
      expects: 'beforeStep, afterStep, beforeRetire, afterRollback',
      advises: 'beforeStep',
    },
    {
      wrong: 'neither function nor machine',
      at: 'hooks.beforeStep',
      ...wrongIn({ timeLimit: Duration.minutes(1) }),
      expects: 'either `function` or `stateMachine`',
      advises: 'function: smokeTest',
    },
    {
      wrong: 'both',
      at: 'hooks.beforeStep',
      ...wrongIn({ function: SMOKE, stateMachine: CHECK }),
      expects: 'either `function` or `stateMachine`',
      advises: 'one of the two',
    },
    {
      wrong: "a function's name alone",
      at: 'hooks.beforeStep.function',
      ...wrongIn({ function: 'smoke' }),
      expects: 'the ARN of a Lambda function',
      advises: 'arn:aws:lambda:',
    },
    {
      wrong: 'a function of another account',
      at: 'hooks.beforeStep.function',
      ...wrongIn({ function: SMOKE.replace('111122223333', '444455556666') }),
      expects: "a Lambda function in the stack's account",
      advises: '111122223333',
    },
    {
      wrong: 'a machine of another region',
      at: 'hooks.beforeRetire.stateMachine',
      ...wrongIn({ stateMachine: CHECK.replace('us-west-1', 'eu-west-1') }, 'beforeRetire'),
      expects: "a state machine in the stack's region",
      advises: 'us-west-1',
    },
    {
      wrong: 'an alias of a machine',
      at: 'hooks.beforeRetire.stateMachine',
      ...wrongIn({ stateMachine: `${CHECK}:live` }, 'beforeRetire'),
      expects: 'the ARN of a state machine',
      advises: 'without a version or an alias',
    },
    {
      wrong: 'more time than Lambda gives',
      at: 'hooks.beforeStep.timeLimit',
      ...wrongIn({ function: SMOKE, timeLimit: Duration.minutes(16) }),
      expects: 'a state machine may take longer',
      advises: 'Duration.minutes(15) or less',
    },
    {
      wrong: 'more time than a machine may have',
      at: 'hooks.beforeRetire.timeLimit',
      ...wrongIn({ stateMachine: CHECK, timeLimit: Duration.days(15) }, 'beforeRetire'),
      expects: '1 s to 14 days',
      advises: 'Duration.days(14) or less',
    },
    {
      wrong: 'more time than RollBack waits',
      at: 'hooks.afterRollback.timeLimit',
      ...wrongIn({ stateMachine: CHECK, timeLimit: Duration.days(2) }, 'afterRollback'),
      expects: 'an execution of RollBack waits for it',
      advises: 'Duration.hours(24) or less',
    },
    {
      wrong: 'a step that there is not',
      at: 'hooks.afterStep.steps[0]',
      ...wrongIn({ function: SMOKE, steps: [7] }, 'afterStep'),
      expects: 'the share of a step',
      advises: 'or a step of 7 in `steps`',
    },
    {
      wrong: 'a step twice',
      at: 'hooks.afterStep.steps[1]',
      ...wrongIn({ function: SMOKE, steps: [100, 100] }, 'afterStep'),
      expects: 'each share once',
      advises: 'remove it',
    },
    {
      wrong: 'steps of a hook that is asked once',
      at: 'hooks.beforeRetire.steps',
      ...wrongIn({ function: SMOKE, steps: [100] }, 'beforeRetire'),
      expects: 'a key of a hook',
      advises: 'remove it',
    },
  ]);

  it('count for the longest that a migration may take: once about each of their steps, and held once', () => {
    const hold = Duration.days(30);
    const value = (hooks: unknown) =>
      problemsOf({ ...smallest(), holdTimeout: hold, hooks }).map(({ path, expected }) => ({
        path,
        expected,
      }));
    expect(value({ beforeStep: { stateMachine: CHECK, timeLimit: Duration.days(14), steps: [5] } })).toEqual(
      [],
    );
    expect(value({ beforeStep: { stateMachine: CHECK, timeLimit: Duration.days(14) } })).toMatchObject([
      { path: 'steps', expected: expect.stringContaining('hook') },
    ]);
  });
});
