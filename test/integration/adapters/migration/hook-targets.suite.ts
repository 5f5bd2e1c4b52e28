import {
  DeleteFunctionConcurrencyCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { AwsHookTargets } from '../../../../lambdas/migration/adapters/aws-hook-targets.ts';
import { readingOf } from '../../../../lambdas/migration/domain/reading.ts';
import { functionOf, named, role } from '../../emulator/templates.ts';
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

  describe('with the rights of a role', () => {
    const LOOK = [
      'lambda:GetFunctionConfiguration',
      'lambda:GetFunctionConcurrency',
      'lambda:InvokeFunction',
    ];

    /** Asks with the rights to these actions on the hook alone. */
    async function askWith(stack: string, actions: readonly string[]) {
      const statements = [{ Effect: 'Allow' as const, Action: actions, Resource: hook }];
      const made = { Looks: role('sts.amazonaws.com', statements) };
      Object.assign(made.Looks.Properties.AssumeRolePolicyDocument.Statement[0] ?? {}, {
        Principal: { AWS: '*' },
      });
      const { Arn } = await aws.deploy(stack, made, {
        Arn: { Value: { 'Fn::GetAtt': ['Looks', 'Arn'] } },
      });
      const sts = new STSClient(clientOptions());
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({ RoleArn: Arn, RoleSessionName: 'looks' }),
      );
      sts.destroy();
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
      const credentials = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      const client = new LambdaClient({ ...clientOptions(), credentials });
      const seen = await readingOf(() => new AwsHookTargets(client, sfn).functionOf(hook));
      const reserve = new PutFunctionConcurrencyCommand({
        FunctionName: hook,
        ReservedConcurrentExecutions: 1,
      });
      const reserved = await readingOf(() => client.send(reserve));
      client.destroy();
      return { seen, reserved };
    }

    it('Q64: to look at it doesn’t include to reserve anything', async () => {
      const { seen, reserved } = await askWith('looks', LOOK);
      expect(seen).toEqual({ known: true, value: { state: 'Active', timeoutSeconds: 7 } });
      expect(reserved).toMatchObject({
        known: false,
        why: expect.stringContaining('lambda:PutFunctionConcurrency'),
      });
    });

    it('that it may not be called', async () => {
      const { seen } = await askWith('looks-only', LOOK.slice(0, 2));
      expect(seen).toMatchObject({
        known: true,
        value: { refused: expect.stringContaining('lambda:InvokeFunction') },
      });
    });

    it('nothing, if one of the three is missing', async () => {
      const { seen } = await askWith('looks-less', [...LOOK.slice(0, 1), ...LOOK.slice(2)]);
      expect(seen).toMatchObject({
        known: false,
        why: expect.stringContaining('lambda:GetFunctionConcurrency'),
      });
    });
  });
});
