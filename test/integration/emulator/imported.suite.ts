import type { SynthesisedStack } from '../../../rehearsal/app/synthesise.ts';
import { awsClients } from '../../../rehearsal/stage/aws-clients.ts';
import { putImports } from '../../../rehearsal/stage/imported.ts';
import { ownNameOf } from '../../../rehearsal/values/own-names.ts';
import { aws } from './shared-emulator.ts';

const ALARM = {
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/States',
    MetricName: 'ExecutionsFailed',
    Period: 60,
    Statistic: 'Sum',
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 1,
  },
};

it('a stack finds there what it imports of others', async () => {
  const clients = awsClients(aws.emulator.url, 'eu-west-1');
  const exports = new Map([['dns-zone', 'Z0ZONE']]);
  const outputs = new Map([['Network', new Map([['PublishVpc', 'vpc-1']])]]);
  const parameters = new Map([['/dns/zone', 'Z0SSM']]);
  const topics = new Set(['arn:aws:sns:eu-west-1:123456789012:alerts']);
  await putImports({ exports, outputs, parameters, topics, lacking: [] }, clients);
  const found = await aws.deploy(
    'importing',
    { Alarm: ALARM },
    {
      Export: { Value: { 'Fn::ImportValue': 'dns-zone' } },
      Output: { Value: { 'Fn::GetStackOutput': { StackName: 'Network', OutputName: 'PublishVpc' } } },
    },
  );
  expect(found).toMatchObject({ Export: 'Z0ZONE', Output: 'vpc-1' });
  await expect(aws.emulator.confirmEmails([...topics][0] ?? '')).resolves.toBe(1);
  await aws.remove('importing');
  clients.destroy();
});

it('names an alarm without a name as the rehearsal expects it', async () => {
  const { Name } = await aws.deploy('naming', { Errors: ALARM }, { Name: { Value: { Ref: 'Errors' } } });
  const template = { Resources: { Errors: ALARM } };
  const stack = { name: 'naming', template } as unknown as SynthesisedStack;
  expect(Name).toBe(ownNameOf(stack, 'Errors', true));
  await aws.remove('naming');
});

it('says what CloudFormation can make here', async () => {
  const types = await aws.emulator.resourceTypes();
  expect(types).toContain('AWS::StepFunctions::StateMachine');
  expect(types).not.toContain('AWS::SSM::Document');
});
