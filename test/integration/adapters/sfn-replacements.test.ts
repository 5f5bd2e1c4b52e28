import { SFNClient } from '@aws-sdk/client-sfn';
import { SfnReplacements } from '../../../lambdas/shared/adapters/sfn-replacements.ts';
import type { ReplacementRef } from '../../../lambdas/shared/contract/masters/payloads.ts';
import { JsonServer, type Operation, Refusal } from '../../support/json-server.ts';
import { useOfflineAws } from '../emulator/offline-aws.ts';

const REF: ReplacementRef = { id: 'i-1', group: 'a.masters.k8s.shop.test', instance: 'i-1', attempt: 2 };

describe('Executions of ReplaceMaster', () => {
  const aws = useOfflineAws();
  const waiting = {
    QueryLanguage: 'JSONata',
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', Timestamp: '2999-01-01T00:00:00Z', End: true } },
  };

  it('begin with who is replaced, and nothing else', async () => {
    const executions = new SfnReplacements(
      await aws.machine({ StartAt: 'End', States: { End: { Type: 'Succeed' } } }),
      aws.sfn,
    );
    expect(await executions.isRunning(executions.arnOf(REF))).toBe(false);
    const kept = { ...REF, status: 'open', marks: {} };
    expect(await executions.start(kept)).toBe('started');
    const { name, input } = await aws.ended(executions.arnOf(REF));
    expect(name).toBe('i-1-2');
    expect(JSON.parse(input ?? '')).toEqual(REF);
    expect(await executions.isRunning(executions.arnOf(REF))).toBe(false);
    expect(await executions.start(REF)).toBe('exists');
  });

  it('run on when they are started again', async () => {
    const executions = new SfnReplacements(await aws.machine(waiting), aws.sfn);
    expect(await executions.start(REF)).toBe('started');
    expect(['started', 'exists']).toContain(await executions.start(REF));
    expect(await executions.isRunning(executions.arnOf(REF))).toBe(true);
    expect(await executions.isRunning(executions.arnOf({ ...REF, attempt: 1 }))).toBe(false);
  });
});

describe('What Step Functions says of one', () => {
  let server: JsonServer | undefined;
  afterEach(() => server?.stop());

  async function scripted(operations: Readonly<Record<string, Operation>>) {
    server = await JsonServer.start(operations);
    const machine = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-masters-ReplaceMaster';
    return new SfnReplacements(machine, new SFNClient(server.client));
  }
  const refusing = (code: string, status = 400): Operation => {
    return () => {
      throw new Refusal(code, 'no', status);
    };
  };
  const EXECUTION = 'arn:aws:states:us-west-1:111122223333:execution:shop-masters-ReplaceMaster:i-1-2';

  it('that it has started it again, which it says too when it runs already', async () => {
    const executions = await scripted({ StartExecution: () => ({ executionArn: EXECUTION, startDate: 1 }) });
    expect(await executions.start(REF)).toBe('started');
  });

  it('that one of that name exists, and nothing else is asked', async () => {
    const executions = await scripted({ StartExecution: refusing('ExecutionAlreadyExists') });
    expect(await executions.start(REF)).toBe('exists');
    expect(server?.calls).toHaveLength(1);
  });

  it.each([
    ['RUNNING', true],
    ['PENDING_REDRIVE', true],
    ['SUCCEEDED', false],
    ['FAILED', false],
    ['TIMED_OUT', false],
    ['ABORTED', false],
  ])('whether it runs: %s', async (status, runs) => {
    const executions = await scripted({ DescribeExecution: () => ({ executionArn: EXECUTION, status }) });
    expect(await executions.isRunning(executions.arnOf(REF))).toBe(runs);
    expect(server?.calls[0]?.input).toEqual({ executionArn: EXECUTION });
  });

  it.each([
    ['StateMachineDoesNotExist', 400, 'StateMachineDoesNotExist'],
    ['InvalidName', 400, 'InvalidName'],
    ['ExecutionLimitExceeded', 400, 'ExecutionLimitExceeded'],
    ['ThrottlingException', 400, 'TransientFailure'],
    ['InternalFailure', 500, 'TransientFailure'],
  ])('that it could not start it: %s', async (code, status, name) => {
    const executions = await scripted({ StartExecution: refusing(code, status) });
    await expect(executions.start(REF)).rejects.toMatchObject({ name });
  });
});
