import { CloudFormationClient, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { REGION, until, useOfflineAws } from './offline-aws.ts';
import { named } from './templates.ts';

const aws = useOfflineAws();

function errors(threshold: number) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: 1,
      Threshold: threshold,
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Dimensions: [{ Name: 'LoadBalancer', Value: 'app/shop/0123456789abcdef' }],
      Period: 60,
      Statistic: 'Sum',
    },
  };
}

const RATIO = {
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    Threshold: 0.01,
    Metrics: [{ Id: 'ratio', Expression: 'errors / requests' }],
  },
};
const EITHER = {
  Type: 'AWS::CloudWatch::CompositeAlarm',
  Properties: {
    AlarmName: 'either',
    AlarmRule: { 'Fn::Sub': `ALARM("${named('Errors')}") OR ALARM("${named('Ratio')}")` },
    AlarmActions: [{ Ref: 'Topic' }],
  },
};

it('makes every kind of alarm, and tells how they were deployed', async () => {
  const outputs = {
    Either: { Value: { 'Fn::GetAtt': ['Either', 'Arn'] } },
    Ratio: { Value: { Ref: 'Ratio' } },
  };
  const resources = { Errors: errors(5), Ratio: RATIO, Either: EITHER, Topic: { Type: 'AWS::SNS::Topic' } };
  const made = await aws.deploy('alarms', resources, outputs);
  expect(made.Either).toBe('arn:aws:cloudwatch:eu-west-1:123456789012:alarm:either');
  const alarms = await aws.emulator.alarms();
  const byId = Object.fromEntries(alarms.map((alarm) => [alarm.logicalId, alarm]));
  expect(byId.Errors).toMatchObject({
    type: 'metric',
    stack: 'alarms',
    properties: { Threshold: 5, Period: 60 },
  });
  expect(byId.Ratio).toMatchObject({
    type: 'metric',
    name: made.Ratio,
    properties: { DatapointsToAlarm: 2 },
  });
  expect(byId.Either).toMatchObject({
    type: 'composite',
    name: 'either',
    arn: made.Either,
    properties: {
      AlarmRule: `ALARM("${byId.Errors?.name}") OR ALARM("${made.Ratio}")`,
      AlarmActions: [expect.stringMatching(/^arn:aws:sns:eu-west-1:123456789012:alarms-Topic-/)],
    },
  });

  const client = new CloudFormationClient({
    region: REGION,
    endpoint: aws.emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const changed = JSON.stringify({ Resources: { Errors: errors(7), Topic: resources.Topic } });
  await client.send(new UpdateStackCommand({ StackName: 'alarms', TemplateBody: changed }));
  const left = await until('the update is done', async () => {
    const found = await aws.emulator.alarms();
    return found.length === 1 ? found : undefined;
  });
  client.destroy();
  expect(left[0]).toMatchObject({ name: byId.Errors?.name, properties: { Threshold: 7 } });
});

it('makes what else the emulator refuses by itself: event archives and saved log queries', async () => {
  const made = await aws.deploy(
    'others',
    {
      Archive: {
        Type: 'AWS::Events::Archive',
        Properties: {
          SourceArn: 'arn:aws:events:eu-west-1:123456789012:event-bus/default',
          EventPattern: { source: ['aws.cloudwatch'] },
          RetentionDays: 7,
        },
      },
      Query: {
        Type: 'AWS::Logs::QueryDefinition',
        Properties: { Name: 'decisions', QueryString: 'fields @message' },
      },
    },
    {
      Archive: { Value: { 'Fn::GetAtt': ['Archive', 'Arn'] } },
      Query: { Value: { 'Fn::GetAtt': ['Query', 'QueryDefinitionId'] } },
    },
  );
  expect(made.Archive).toMatch(/^arn:aws:events:eu-west-1:123456789012:archive\/others-Archive-/);
  expect(made.Query).toMatch(/^[0-9a-f-]{36}$/);
});
