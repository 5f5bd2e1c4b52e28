import { DescribeExecutionCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';
import { arnOf, functionOf, invoke, machineOf } from './templates.ts';

const ZONE = 'arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ';
const TABLE = `arn:aws:dynamodb:${REGION}:123456789012:table/mine`;
const NAMES = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
const CHANGE = 'route53:ChangeResourceRecordSets';

const READS = `const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');
exports.handler = async ({ table }) => {
  const credentials = {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  };
  try {
    await new DynamoDBClient({ maxAttempts: 1 }).send(new GetItemCommand({ TableName: table, Key: { id: { S: 'x' } } }));
    return { credentials, read: true };
  } catch (error) {
    return { read: false, error: error.name, message: error.message };
  }
};`;

let machine: string;
let tables: { mine: string; other: string };
let key: string;

beforeAll(async () => {
  const reads = functionOf('Reads', READS, {
    statements: [
      {
        Effect: 'Allow',
        Action: 'dynamodb:GetItem',
        Resource: TABLE,
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
      {
        Effect: 'Allow',
        Action: CHANGE,
        Resource: ZONE,
        Condition: { 'ForAllValues:StringEquals': { [NAMES]: ['www.example.com', 'api.example.com'] } },
      },
      { Effect: 'Deny', Action: 'route53:DeleteHostedZone', Resource: '*' },
    ],
  });
  const definition = { StartAt: 'Read', States: { Read: { ...invoke('Reads'), End: true } } };
  const resources = {
    ...reads,
    ...machineOf('Machine', definition, ['Reads']),
    ...table('mine'),
    ...table('other'),
  };
  machine = (await aws.deploy('access', resources, arnOf('Machine'))).Machine ?? '';
  tables = { mine: 'mine', other: 'other' };
  key = (await read(tables.mine)).credentials.accessKeyId;
});

function table(name: string) {
  return {
    [name]: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
  };
}

async function read(name: string) {
  const execution = await aws.ended(await aws.start(machine, { table: name }));
  return JSON.parse(execution.output ?? '{}');
}

describe('a call to the emulator', () => {
  it('is allowed where the role of the function allows it (over TLS only), although it is dated years ahead', async () => {
    expect(await read(tables.mine)).toMatchObject({ read: true });
  });

  it('may be signed with the real time too', async () => {
    const { credentials } = await read(tables.mine);
    // One attempt: the SDK would set its clock right and try again.
    const sfn = new SFNClient({ region: REGION, endpoint: aws.emulator.url, credentials, maxAttempts: 1 });
    // The signature is accepted: what is refused is the action.
    await expect(sfn.send(new ListStateMachinesCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    sfn.destroy();
  });

  it('is refused where the role does not', async () => {
    expect(await read(tables.other)).toMatchObject({
      read: false,
      error: 'AccessDeniedException',
      message: expect.stringContaining('not authorized to perform: dynamodb:GetItem'),
    });
  });

  it.each([
    ['a key that nobody has', () => 'AKIAIOSFODNN7EXAMPLE'],
    ["a function's key without its session token", () => key],
  ])('with %s is refused', async (_, accessKeyId) => {
    const credentials = { accessKeyId: accessKeyId(), secretAccessKey: 'x' };
    const sfn = new SFNClient({ region: REGION, endpoint: aws.emulator.url, credentials });
    const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:x`;
    await expect(sfn.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    sfn.destroy();
  });
});

describe('authorize', () => {
  const authorize = (action: string, resource: string, names?: string[]) =>
    aws.emulator.authorize({
      accessKeyId: key,
      action,
      resource,
      ...(names && { context: { [NAMES]: names } }),
    });

  it('allows what the role of the function allows, and says whose role it is', async () => {
    const decision = await authorize(CHANGE, ZONE, ['www.example.com', 'api.example.com']);
    expect(decision).toMatchObject({ allowed: true, function: expect.stringContaining('Reads') });
    expect(decision.principal).toMatch(/^arn:aws:iam::123456789012:role\/access-ReadsRole-/);
    expect(await authorize(CHANGE, ZONE, ['api.example.com'])).toMatchObject({ allowed: true });
  });

  it('refuses when one of several values of a condition key is not in the policy', async () => {
    const { allowed, reason } = await authorize(CHANGE, ZONE, ['www.example.com', 'mail.example.com']);
    expect(allowed).toBe(false);
    expect(reason).toContain(`allows ${CHANGE} on ${ZONE} only if ForAllValues:StringEquals ${NAMES}`);
    expect(reason).toContain('mail.example.com');
  });

  it('takes every call for one over TLS, as it will be in production', async () => {
    expect(await authorize('dynamodb:GetItem', TABLE)).toMatchObject({ allowed: true });
  });

  it.each([
    ['another zone', CHANGE, 'arn:aws:route53:::hostedzone/ZOTHER', 'no statement of'],
    ['an action that no statement names', 'route53:ListHostedZones', '*', 'no statement of'],
    ['an action that is denied', 'route53:DeleteHostedZone', ZONE, 'explicitly denies'],
  ])('refuses %s', async (_, action, resource, reason) => {
    const decision = await authorize(action, resource, ['www.example.com']);
    expect(decision).toMatchObject({ allowed: false, reason: expect.stringContaining(reason) });
    expect(decision.reason).toContain(action);
  });

  it('refuses a key that nobody has', async () => {
    const decision = await aws.emulator.authorize({
      accessKeyId: 'ASIANOBODY',
      action: CHANGE,
      resource: ZONE,
    });
    expect(decision).toMatchObject({ allowed: false, principal: null, function: null });
  });

  it("allows everything to the account's root, which is no function", async () => {
    const decision = await aws.emulator.authorize({ accessKeyId: 'test', action: CHANGE, resource: ZONE });
    expect(decision).toMatchObject({
      allowed: true,
      principal: 'arn:aws:iam::123456789012:root',
      function: null,
    });
  });

  it('refuses a question that is not one', async () => {
    const wrong = {
      accessKeyId: key,
      action: CHANGE,
      resource: ZONE,
      context: { [NAMES]: 'www.example.com' },
    };
    await expect(aws.emulator.authorize(wrong as never)).rejects.toThrow(
      'each condition key has a list of values',
    );
  });
});

it('shows which functions have which role, and what it allows', async () => {
  const [role, ...more] = await aws.emulator.roles();
  expect(more).toEqual([]);
  expect(role).toMatchObject({
    role: expect.stringContaining('ReadsRole'),
    functions: [expect.stringContaining('Reads')],
    policies: [{ name: 'Inline', document: { Statement: [{ Action: 'dynamodb:GetItem' }, {}, {}] } }],
  });
});
