import { shop } from '../../../bin/shop.ts';
import { ENV as VARIABLES } from '../../../lambdas/migration/contract/environment.ts';
import { FUNCTION_STATES, type FunctionState } from '../../../lambdas/migration/contract/states.ts';
import { CATALOG } from '../../../lib/migration/functions/catalog.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import type { Value } from '../support/template.ts';

const template = shopTemplate();
/** The shop has no signals, no hooks, and no made alarms on a network load balancer. */
const NOT_NEEDED: readonly string[] = [
  'FollowSignals',
  'JudgeHook',
  'NotifyHook',
  'ProbeNames',
  'VerifyHooks',
  'WatchHook',
];
const MADE = FUNCTION_STATES.filter((state) => !NOT_NEEDED.includes(state));
/** One, or one for each of the shop's two subnets. */
const namesOf = (state: FunctionState): readonly string[] =>
  (CATALOG[state].inEachPlace ? ['1', '2'] : ['']).map((ending) => `shop-${state}${ending}`);
const functionOf = (state: FunctionState) => template.functionNamed(namesOf(state).at(-1) ?? '');
const document = (policy: Value | undefined): { Statement: Record<string, unknown>[] } =>
  policy as unknown as { Statement: Record<string, unknown>[] };
/** A statement that refuses everything that comes without TLS. */
const TLS_ONLY = expect.objectContaining({
  Effect: 'Deny',
  Principal: expect.anything(),
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});

describe('the journal', () => {
  const table = template.only('AWS::DynamoDB::Table');

  it('is paid by use, can be restored to any second, and survives the stack unless its creation fails', () => {
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(table).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    // A protected table would stop the rollback of a first deployment.
    expect(table.Properties).not.toHaveProperty('DeletionProtectionEnabled');
  });

  it('has the keys that the functions use', () => {
    expect(table.Properties.KeySchema).toEqual([
      { AttributeName: 'migration', KeyType: 'HASH' },
      { AttributeName: 'item', KeyType: 'RANGE' },
    ]);
  });

  it('expires no item', () => {
    expect(table.Properties).not.toHaveProperty('TimeToLiveSpecification');
  });
});

describe('the reports', () => {
  const bucket = template.only('AWS::S3::Bucket');

  it('are encrypted, versioned, private and survive the stack unless its creation fails', () => {
    expect(bucket.Properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(bucket.DeletionPolicy).toBe('RetainExceptOnCreate');
  });

  it('travel by TLS only', () => {
    const { PolicyDocument } = template.only('AWS::S3::BucketPolicy').Properties;
    expect(document(PolicyDocument).Statement).toContainEqual(TLS_ONLY);
  });
});

describe('the notifications', () => {
  const key = template.only('AWS::KMS::Key');

  it('are encrypted by a key of their own, which is rotated', () => {
    const topic = template.only('AWS::SNS::Topic');
    expect(topic.Properties.KmsMasterKeyId).toBe(`arn:aws:kms:us-west-1:111122223333:key/${key.id}`);
    expect(key.Properties.EnableKeyRotation).toBe(true);
  });

  it('can be published by whoever may publish, through SNS alone, and by alarms of this account', () => {
    const { Statement } = document(key.Properties.KeyPolicy);
    const uses = Statement.filter(({ Action }) => JSON.stringify(Action).includes('GenerateDataKey'));
    expect(uses.map(({ Principal, Condition }) => ({ Principal, Condition }))).toEqual([
      {
        Principal: { AWS: '*' },
        Condition: {
          StringEquals: {
            'kms:CallerAccount': '111122223333',
            'kms:ViaService': ['sns.us-west-1.amazonaws.com'],
          },
        },
      },
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      },
    ]);
  });

  it('travel by TLS only, and alarms may publish them', () => {
    const { Statement } = document(template.only('AWS::SNS::TopicPolicy').Properties.PolicyDocument);
    expect(Statement).toContainEqual(TLS_ONLY);
    expect(Statement.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      }),
    ]);
  });

  it('go to the addresses of the configuration', () => {
    const subscribed = template.resources('AWS::SNS::Subscription').map(({ Properties }) => Properties);
    expect(subscribed).toEqual([
      expect.objectContaining({ Protocol: 'email', Endpoint: 'oncall@shop.test' }),
    ]);
  });
});

describe('undelivered events', () => {
  it('are kept for as long as SQS keeps anything, encrypted, by TLS only', () => {
    expect(template.only('AWS::SQS::Queue').Properties).toMatchObject({
      MessageRetentionPeriod: 14 * 24 * 3600,
      SqsManagedSseEnabled: true,
    });
    const { PolicyDocument } = template.only('AWS::SQS::QueuePolicy').Properties;
    expect(document(PolicyDocument).Statement).toContainEqual(TLS_ONLY);
  });
});

describe('the functions', () => {
  it('are those of the contract, one each or one for each subnet, and CDK’s own that asks GuardNames', () => {
    const names = template
      .resources('AWS::Lambda::Function')
      .map(({ Properties }) => Properties.FunctionName);
    const own = MADE.flatMap(namesOf);
    expect([...names].sort()).toEqual([...own, 'Shop-GuardNames-AnswerCloudFormation'].sort());
  });

  it.each(MADE)('%s runs on Node 24 on ARM, as its entry says', (state) => {
    const { timeoutSeconds, memoryMb, comment } = CATALOG[state];
    expect(functionOf(state).Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: timeoutSeconds,
      MemorySize: memoryMb,
      Description: comment,
    });
  });

  it.each(MADE)('%s gets the variables of its entry, and its name for CloudTrail', (state) => {
    const { Variables } = functionOf(state).Properties.Environment as { Variables: Record<string, string> };
    // The shop has no chat.
    const names = CATALOG[state].environment
      .filter((key) => key !== 'chatTopicArn')
      .map((key) => VARIABLES[key]);
    expect(Object.keys(Variables).sort()).toEqual(['AWS_SDK_UA_APP_ID', ...names].sort());
    expect(Variables.AWS_SDK_UA_APP_ID).toMatch(new RegExp(`^kops-cutover/${state}/`));
    for (const name of names) expect(Variables[name]).toMatch(/\S/);
  });

  describe('give the SDK a name that it takes, with what Powertools makes of it', () => {
    const before = process.env;
    afterEach(() => {
      process.env = before;
    });

    it.each(MADE)('%s', async (state) => {
      const { Variables } = functionOf(state).Properties.Environment as { Variables: Record<string, string> };
      process.env = { ...before, ...Variables, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
      await jest.isolateModulesAsync(async () => {
        await import('@aws-lambda-powertools/logger');
      });
      const appId = process.env.AWS_SDK_UA_APP_ID ?? '';
      expect(appId).toMatch(new RegExp(`^kops-cutover/${state}/`));
      expect(appId.length).toBeLessThanOrEqual(50);
    });
  });

  it('know the machines by their ARNs', () => {
    const { Variables } = functionOf('HoldForDecision').Properties.Environment as {
      Variables: Record<string, string>;
    };
    expect(Variables.DECIDE_ARN).toBe('arn:aws:states:us-west-1:111122223333:stateMachine:shop-Decide');
  });

  it('are out of every network, but those that probe the databases, each in one subnet, who logs in, and who asks the API', () => {
    const functions = template.resources('AWS::Lambda::Function');
    const inside = functions.filter(({ Properties }) => Properties.VpcConfig !== undefined);
    const { subnetIds = [], securityGroupIds: SecurityGroupIds } = shop.clusterNetwork ?? {};
    expect(inside.map(({ Properties }) => [Properties.FunctionName, Properties.VpcConfig])).toEqual([
      ...subnetIds.map((subnet, index) => [
        `shop-ProbeDatabases${index + 1}`,
        { SubnetIds: [subnet], SecurityGroupIds },
      ]),
      ['shop-LogInToDatabases', { SubnetIds: subnetIds, SecurityGroupIds }],
      ['shop-VerifyWorkloads', { SubnetIds: subnetIds, SecurityGroupIds }],
    ]);
  });
});

describe('the machines', () => {
  it.each(template.resources('AWS::StepFunctions::StateMachine'))(
    '$Properties.StateMachineName log everything and are traced',
    ({ Properties }) => {
      expect(Properties).toMatchObject({
        LoggingConfiguration: {
          Level: 'ALL',
          IncludeExecutionData: true,
          Destinations: [
            {
              CloudWatchLogsLogGroup: {
                LogGroupArn: `arn:aws:logs:us-west-1:111122223333:log-group:/aws/vendedlogs/states/${String(Properties.StateMachineName)}:*`,
              },
            },
          ],
        },
        TracingConfiguration: { Enabled: true },
      });
    },
  );
});

describe('the alarms about this software', () => {
  const alarms = new Map(
    template
      .resources('AWS::CloudWatch::Alarm')
      .map(({ Properties }) => [String(Properties.AlarmName), Properties]),
  );
  const machine = (name: string): Value => [
    { Name: 'StateMachineArn', Value: `arn:aws:states:us-west-1:111122223333:stateMachine:shop-${name}` },
  ];

  it.each([
    ['shop-RollBackFailed', 'AWS/States', 'ExecutionsFailed', 'Sum', machine('RollBack')],
    ['shop-RollBackTimedOut', 'AWS/States', 'ExecutionsTimedOut', 'Sum', machine('RollBack')],
    ['shop-MigrateFailed', 'AWS/States', 'ExecutionsFailed', 'Sum', machine('Migrate')],
    [
      'shop-RollBackNotStarted',
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      'Maximum',
      [{ Name: 'QueueName', Value: `Shop-${template.only('AWS::SQS::Queue').id}-1ABCDEFGHIJKL` }],
    ],
  ])('%s watches %s %s', (name, Namespace, MetricName, Statistic, Dimensions) => {
    expect(alarms.get(name)).toMatchObject({
      Namespace,
      MetricName,
      Statistic,
      Dimensions,
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('are all of them', () => {
    expect(alarms.size).toBe(6 + 3 * 3);
  });

  it.each([...alarms.keys()])('%s say what is wrong, where to look and what to do', (name) => {
    const [says, console, runbook] = String(alarms.get(name)?.AlarmDescription).split('\n');
    expect(says).toMatch(/^.{20,}\.$/);
    expect(console).toMatch(
      /^Console: https:\/\/us-west-1\.console\.aws\.amazon\.com\/states\/home\?region=us-west-1#\/statemachines\/view\//,
    );
    expect(runbook).toContain(`Runbook: docs/runbook.md, heading ${name.split('-')[1]} (`);
  });

  it('notify people, but for what the rollback reports anyway', () => {
    const silent = [...alarms]
      .filter(([, { AlarmActions }]) => AlarmActions === undefined)
      .map(([name]) => name);
    expect(silent).toEqual(['shop-MigrateFailed']);
  });
});
