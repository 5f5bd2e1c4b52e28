import { DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import {
  FaultPlan,
  type Gateway,
  route53Service,
  startGateway,
  unusedActions,
} from '../../../rehearsal/gateway/index.ts';
import { createRoute53Handler, Route53Engine } from '../../../rehearsal/route53/index.ts';
import { ACCOUNT, type OfflineAws, REGION, startOfflineAws } from '../emulator/offline-aws.ts';
import { arnOf, functionOf, invoke, machineOf } from '../emulator/templates.ts';

const ZONE = 'arn:aws:route53:::hostedzone/Z1';
const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/journal';
const CHANGE = 'route53:ChangeResourceRecordSets';

/** Creates the A record that its event names, and says what came of it. */
const CREATES_RECORD = `
  const { Route53Client, ChangeResourceRecordSetsCommand } = require('@aws-sdk/client-route-53');
  const client = new Route53Client({ maxAttempts: 1, userAgentAppId: 'kops-cutover-Writer' });
  exports.handler = async ({ name }) => {
    const ResourceRecordSet = { Name: name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] };
    const ChangeBatch = { Changes: [{ Action: 'CREATE', ResourceRecordSet }] };
    try {
      await client.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: 'Z1', ChangeBatch }));
      return { done: true };
    } catch (error) {
      return { done: false, name: error.name, message: error.message };
    }
  };`;

/** Reads an item with its role's key, and the secret of its event in place of its own. */
const READS_ITEM = `
  const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
  exports.handler = async ({ secretAccessKey = process.env.AWS_SECRET_ACCESS_KEY }) => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SESSION_TOKEN: sessionToken } = process.env;
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const client = new DynamoDBClient({ maxAttempts: 1, credentials, userAgentAppId: 'kops-cutover-Reader' });
    try {
      await client.send(new GetItemCommand({ TableName: 'journal', Key: { pk: { S: 'run' } } }));
      return { done: true };
    } catch (error) {
      return { done: false, name: error.name, message: error.message };
    }
  };`;

/** Answers the task token of its event. */
const ANSWERS_TOKEN = `
  const { SFNClient, SendTaskSuccessCommand } = require('@aws-sdk/client-sfn');
  const client = new SFNClient({ maxAttempts: 1, userAgentAppId: 'kops-cutover-Answerer' });
  exports.handler = async ({ taskToken }) => {
    await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"answered":true}' }));
  };`;

/** Route 53 behind the gateway, everything else in the emulator, with the emulator's own policy evaluator. */
describe('the gateway before the real emulator', () => {
  let aws: OfflineAws;
  let gateway: Gateway;
  let engine: Route53Engine;
  let machines: Record<string, string>;
  const faults = new FaultPlan();

  beforeAll(async () => {
    aws = await startOfflineAws();
    engine = new Route53Engine({ now: () => aws.emulator.clock.now(), throttle: false });
    engine.addZone({ id: 'Z1', name: 'shop.test' });
    gateway = await startGateway({
      emulatorUrl: aws.emulator.url,
      account: ACCOUNT,
      authorize: (question) => aws.emulator.authorize(question),
      services: { route53: route53Service(createRoute53Handler(engine)) },
      clock: aws.emulator.clock,
      faults,
      onPark: async ({ accessKeyId }) => void (await aws.emulator.clock.park({ key: accessKeyId })),
      onUnpark: async ({ accessKeyId }) => void (await aws.emulator.clock.unpark({ key: accessKeyId })),
      log: () => {},
    });
    await aws.emulator.sendFunctionsTo(gateway.url);
    const statements = [
      {
        Effect: 'Allow' as const,
        Action: CHANGE,
        Resource: ZONE,
        Condition: {
          'ForAllValues:StringEquals': {
            [`${CHANGE}NormalizedRecordNames`]: ['www.shop.test', '\\052.apps.shop.test'],
            [`${CHANGE}RecordTypes`]: ['A'],
            [`${CHANGE}Actions`]: ['CREATE'],
          },
        },
      },
      { Effect: 'Allow' as const, Action: 'route53:GetChange', Resource: 'arn:aws:route53:::change/*' },
    ];
    const answers = {
      Effect: 'Allow' as const,
      Action: 'states:SendTaskSuccess',
      Resource: 'arn:aws:states:eu-west-1:123456789012:stateMachine:*Hold*',
    };
    const reads = { Effect: 'Allow' as const, Action: 'dynamodb:GetItem', Resource: TABLE };
    machines = await aws.deploy(
      'functions',
      {
        Journal: {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            TableName: 'journal',
            KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
            AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
            BillingMode: 'PAY_PER_REQUEST',
          },
        },
        ...functionOf('Writer', CREATES_RECORD, { statements }),
        ...machineOf('Write', { StartAt: 'Go', States: { Go: invoke('Writer', { End: true }) } }, ['Writer']),
        ...functionOf('Answerer', ANSWERS_TOKEN, { statements: [answers] }),
        ...machineOf('Hold', { StartAt: 'Go', States: { Go: held('Answerer') } }, ['Answerer']),
        ...functionOf('Reader', READS_ITEM, { statements: [reads] }),
        ...machineOf('Read', { StartAt: 'Go', States: { Go: invoke('Reader', { End: true }) } }, ['Reader']),
      },
      { ...arnOf('Write'), ...arnOf('Read'), ...arnOf('Hold') },
    );
  }, 120_000);

  afterAll(async () => {
    await gateway?.stop();
    await aws?.stop();
  });

  async function run(machine: string, input: object): Promise<unknown> {
    const ended = await aws.ended(await aws.start(machines[machine] ?? '', input));
    return JSON.parse(ended.output ?? '');
  }
  const write = (name: string) => run('Write', { name });
  const names = () => engine.listResourceRecordSets('Z1', {}).recordSets.map(({ Name }) => Name);

  it("keeps signatures whole: the emulator checks a function's, and finds a forged one out", async () => {
    expect(await run('Read', {})).toEqual({ done: true });
    expect(await run('Read', { secretAccessKey: 'forged' })).toMatchObject({
      done: false,
      name: expect.stringMatching(/Signature/),
    });
    expect(gateway.calls.by('Reader')).toMatchObject([
      { operation: 'GetItem', outcome: 'ok', permissions: [{ action: 'dynamodb:GetItem', resource: TABLE }] },
      { operation: 'GetItem', outcome: 'error' },
    ]);
  });

  it('carries objects there and back', async () => {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const s3 = new S3Client({ endpoint: gateway.url, region: REGION, credentials });
    const Body = Buffer.alloc(3 * 1024 * 1024, 'x');
    await s3.send(new CreateBucketCommand({ Bucket: 'shop-assets' }));
    await s3.send(new PutObjectCommand({ Bucket: 'shop-assets', Key: 'a/b c', Body }));
    const got = await s3.send(new GetObjectCommand({ Bucket: 'shop-assets', Key: 'a/b c' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
  });

  it("lets a function do what its role's conditions allow", async () => {
    expect(await write('www.shop.test')).toEqual({ done: true });
    expect(await write('*.apps.shop.test.')).toEqual({ done: true });
    expect(names()).toEqual(expect.arrayContaining(['www.shop.test.', '\\052.apps.shop.test.']));
    const [call] = gateway.calls.by('Writer');
    expect(call).toMatchObject({ operation: 'ChangeResourceRecordSets', outcome: 'ok' });
    expect(call?.caller.function).toMatch(/Writer/);
    expect(call?.caller.principal).toMatch(/^arn:aws:iam::123456789012:role\/.*Writer/);
  });

  it('refuses what they do not, and names the condition', async () => {
    expect(await write('api.shop.test')).toMatchObject({
      done: false,
      name: 'AccessDenied',
      message: expect.stringMatching(
        /^Writer's role does not allow route53:ChangeResourceRecordSets on arn:aws:route53:::hostedzone\/Z1 with .*api\.shop\.test/,
      ),
    });
    expect(names()).not.toContain('api.shop.test.');
    expect(gateway.calls.denied()).toHaveLength(1);
  });

  it('judges the answer to a task token on its machine, as the emulator does', async () => {
    expect(await run('Hold', {})).toEqual({ answered: true });
    expect(gateway.calls.by('Answerer')).toMatchObject([
      {
        operation: 'SendTaskSuccess',
        outcome: 'ok',
        permissions: [{ action: 'states:SendTaskSuccess', resource: machines.Hold }],
      },
    ]);
  });

  it('says which of its actions the role never used', async () => {
    const { unused } = unusedActions(gateway.calls, await aws.emulator.roles(), []);
    expect(unused.map(({ action }) => action)).toEqual(['route53:GetChange']);
  });

  it("leaves a deployment's roles to the emulator: they are no functions', whatever they are called", async () => {
    const credentials = await assumedRole(gateway.url, gateway.calls.by('Writer')[0]?.caller.principal ?? '');
    const operator = new DynamoDBClient({ endpoint: gateway.url, region: REGION, credentials });
    await expect(
      operator.send(
        new UpdateTimeToLiveCommand({
          TableName: 'journal',
          TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(gateway.calls.all().at(-1)).toMatchObject({
      operation: 'UpdateTimeToLive',
      outcome: 'error',
      caller: { function: '' },
    });
  });

  it('parks a function before its write while the rehearsal continues, and lets it write late', async () => {
    const park = faults.on({ action: 'ChangeResourceRecordSets', by: 'Writer', nth: 1 }).park();
    await aws.emulator.clock.hold();
    const before = names().length;
    engine.changeResourceRecordSets('Z1', {
      Changes: [
        {
          Action: 'DELETE',
          ResourceRecordSet: {
            Name: 'www.shop.test',
            Type: 'A',
            TTL: 60,
            ResourceRecords: [{ Value: '192.0.2.1' }],
          },
        },
      ],
    });
    const execution = await aws.start(machines.Write ?? '', { name: 'www.shop.test' });
    const caller = await park.whenArrived;
    expect(caller.name).toBe('Writer');
    const status = await aws.sfn.send(new DescribeExecutionCommand({ executionArn: execution }));
    expect(status.status).toBe('RUNNING');
    expect((await aws.emulator.inFlight()).map(({ parked }) => parked)).toEqual([true]);
    expect(names()).toHaveLength(before - 1);

    park.release();
    expect(JSON.parse((await aws.ended(execution)).output ?? '')).toEqual({ done: true });
    expect(names()).toHaveLength(before);
    await aws.emulator.clock.release();
  });
});

/** A state that waits until the function, or somebody who gets its token, answers. */
function held(name: string) {
  return invoke(name, {
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: `\${${name}}`, Payload: { taskToken: '{% $states.context.Task.Token %}' } },
    Output: '{% $states.result %}',
    End: true,
  });
}

/** Takes the role on as a deployment does, under a session name of its own. */
async function assumedRole(
  url: string,
  RoleArn: string,
): Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }> {
  const parameters = { Action: 'AssumeRole', Version: '2011-06-15', RoleArn, RoleSessionName: 'deployment' };
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20261123/eu-west-1/sts/aws4_request, SignedHeaders=host, Signature=0',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(parameters),
  });
  const answer = await response.text();
  const field = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(answer)?.[1] ?? '';
  return {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  };
}
