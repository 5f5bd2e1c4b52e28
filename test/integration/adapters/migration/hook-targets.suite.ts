import {
  DeleteFunctionConcurrencyCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { AwsHookTargets } from '../../../../lambdas/migration/adapters/aws-hook-targets.ts';
import { functionOf, named } from '../../emulator/templates.ts';
import { waitingMachine } from '../../emulator/waiting-machine.ts';
import { aws, clientOptions } from '../shared-emulator.ts';

/** Counts its calls. */
const COUNTS = 'let calls = 0; exports.handler = async () => ++calls;';

describe('What AWS says of hooks', () => {
  let lambda: LambdaClient;
  let sfn: SFNClient;
  let targets: AwsHookTargets;
  let hook: string;
  let alias: string;

  beforeAll(async () => {
    lambda = new LambdaClient(clientOptions());
    sfn = new SFNClient(clientOptions());
    targets = new AwsHookTargets(lambda, sfn);
    const version = { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Hook' } } };
    const live = {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Hook' },
        FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
        Name: 'live',
      },
    };
    const outputs = await aws.deploy(
      'hook-targets',
      { ...functionOf('Hook', COUNTS, { timeout: 7 }), Version: version, Live: live },
      { Arn: { Value: { 'Fn::GetAtt': ['Hook', 'Arn'] } }, Alias: { Value: { 'Fn::Sub': named('Live') } } },
    );
    hook = outputs.Arn ?? '';
    alias = outputs.Alias ?? '';
  });
  afterAll(() => {
    lambda?.destroy();
    sfn?.destroy();
  });

  it('of a function, or its alias: its state and its time-out, without calling it', async () => {
    expect(await targets.functionOf(hook)).toEqual({ state: 'Active', timeoutSeconds: 7 });
    expect(alias).toBe(`${hook}:live`);
    expect(await targets.functionOf(alias)).toEqual({ state: 'Active', timeoutSeconds: 7 });
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: hook }));
    expect(Payload?.transformToString()).toBe('1');
  });

  it('that its concurrency is 0, which an alias shares', async () => {
    await lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: hook, ReservedConcurrentExecutions: 0 }),
    );
    expect(await targets.functionOf(alias)).toEqual({ state: 'Active', timeoutSeconds: 7, reserved: 0 });
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: hook }));
    expect(await targets.functionOf(alias)).not.toHaveProperty('reserved');
  });

  it.each([
    ['a function', () => `${hook}-2`],
    ['an alias', () => `${hook}:canary`],
    ['a version', () => `${hook}:42`],
  ])('that there is no such function: %s', async (_what, arn) => {
    expect(await targets.functionOf(arn())).toBeUndefined();
  });

  it('of a machine: what it is; or that there is none', async () => {
    const machine = await waitingMachine(aws);
    expect(await targets.machineOf(machine)).toEqual({ status: 'ACTIVE', type: 'STANDARD' });
    expect(await targets.machineOf(`${machine}-2`)).toBeUndefined();
  });
});
