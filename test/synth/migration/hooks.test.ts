import { StateError } from '../support/execution.ts';
import { statementsOf } from '../support/policies.ts';
import { LOAD, migrate, PASS, SMOKE, template, WATCHED } from './support/scripted-hooks.ts';
import { callsOf, payloadsOf, STEPS } from './support/scripted-run.ts';

describe('hooks that pass', () => {
  it('are asked in their order around each step, and alarms and legacy are judged after each', async () => {
    const ran = await migrate('all');
    expect(ran.status).toBe('SUCCEEDED');
    const path = ran.path.join();
    expect(path).toContain(
      'JudgeLegacy,IsLegacyReady,BeforeStep,JudgeHook,HookVerdict,JudgePromotion,Promotion,ShiftWeight',
    );
    expect(path).toContain(
      `JudgeSoak,Verdict,${WATCHED},JudgeHook,HookVerdict,JudgePromotion,Promotion,BeforeStep,JudgeHook,HookVerdict,JudgePromotion,Promotion,ShiftWeight`,
    );
    expect(path).toContain(
      'AfterStepAnswered,JudgeHook,HookVerdict,JudgePromotion,Promotion,BeforeRetire,JudgeHook,HookVerdict,JudgePromotion,Promotion,RetireLegacyRecords',
    );
    expect(callsOf(ran, 'BeforeStep')).toHaveLength(STEPS);
    expect(callsOf(ran, 'AfterStep')).toHaveLength(STEPS);
    expect(callsOf(ran, 'BeforeRetire')).toHaveLength(1);
    expect(payloadsOf(ran, 'ShiftWeight').map(({ step, from }) => [step, from])).toEqual([
      [0, -1],
      [1, -1],
      [2, -1],
      [3, -1],
      [4, -1],
    ]);
  });

  it('are given what they are about', async () => {
    const ran = await migrate('all');
    expect(payloadsOf(ran, 'BeforeStep')[1]).toEqual({
      schema: 'kops-cutover.hook/1',
      hook: 'beforeStep',
      key: expect.stringMatching(/^run-1\/beforeStep\/2026-/),
      migration: 'shop',
      zones: ['shop.test', 'shop-cdn.test'],
      run: 'run-1',
      execution: expect.stringContaining(':execution:'),
      step: 2,
      steps: STEPS,
      percent: 25,
    });
    expect(payloadsOf(ran, 'AfterStep')[0]).toMatchObject({ hook: 'afterStep', step: 1, percent: 5 });
    expect(payloadsOf(ran, 'BeforeRetire')).toMatchObject([{ step: STEPS, percent: 100 }]);
    expect(callsOf(ran, 'AfterStep')[0]).toMatchObject({
      resource: expect.stringMatching(/:states:startExecution\.sync:2$/),
      arguments: { StateMachineArn: LOAD },
      timeoutSeconds: 3_600,
    });
    expect(callsOf(ran, 'BeforeRetire')[0]).toMatchObject({
      arguments: { FunctionName: `${SMOKE}:live` },
      timeoutSeconds: 300,
    });
  });

  it('have one key for one question, and another for the next', async () => {
    const ran = await migrate('some', {
      BeforeStep: ({ tries }) => {
        if (tries < 3) throw new StateError('Lambda.TooManyRequestsException', 'Rate Exceeded');
        return PASS;
      },
    });
    const keys = payloadsOf(ran, 'BeforeStep').map(({ key }) => key);
    expect(keys).toHaveLength(8);
    expect(new Set(keys).size).toBe(2);
  });

  it('are asked about their steps only', async () => {
    const ran = await migrate('some');
    expect(ran.status).toBe('SUCCEEDED');
    expect(payloadsOf(ran, 'BeforeStep').map(({ percent }) => percent)).toEqual([25, 100]);
    expect(callsOf(ran, 'ShiftWeight')).toHaveLength(STEPS);
    expect(ran.path).not.toContain('AfterStep');
  });
});

describe('the machine’s role', () => {
  const roleOf = (which: 'all' | 'some') => {
    const machine = template(which)
      .resources('AWS::StepFunctions::StateMachine')
      .find(({ Properties }) => String(Properties?.StateMachineName).endsWith('-Migrate'));
    return statementsOf(template(which), machine?.Properties?.RoleArn);
  };
  const resources = (which: 'all' | 'some', action: string) =>
    roleOf(which)
      .filter(({ Action }) => Action.includes(action))
      .flatMap(({ Resource }) => Resource);

  it('may invoke exactly these functions, and run exactly that machine', () => {
    expect(resources('all', 'lambda:InvokeFunction').filter((arn) => arn.includes('smoke'))).toEqual([
      SMOKE,
      `${SMOKE}:live`,
    ]);
    expect(resources('all', 'states:StartExecution').filter((arn) => !arn.includes('RollBack'))).toEqual([
      LOAD,
    ]);
    const executions = LOAD.replace(':stateMachine:', ':execution:');
    expect(resources('all', 'states:StopExecution')).toEqual([`${executions}:*`]);
    expect(resources('all', 'states:DescribeExecution')).toEqual([`${executions}:*`]);
    expect(resources('all', 'events:PutRule')).toEqual([
      'arn:aws:events:us-west-1:111122223333:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule',
    ]);
  });

  it('may nothing of that without such hooks', () => {
    expect(resources('some', 'states:StopExecution')).toEqual([]);
    expect(resources('some', 'events:PutRule')).toEqual([]);
  });
});
