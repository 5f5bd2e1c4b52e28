/** Puts what a stack imports into the offline AWS, as the deployments of others would have left it. */
import {
  type CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import type { Imports } from '../values/imports.ts';
import type { AwsClients } from './aws-clients.ts';

const PATIENCE = { maxWaitTime: 60, minDelay: 0.05, maxDelay: 0.2 };
/** Exports are found by their own names, whichever stack has them. */
const EXPORTING = 'Exporting';
/** Who reads the mails of a topic that others have made. */
const READER = 'subscriber@rehearsal.test';

/** What the deployment finds there. */
export async function putImports(
  { exports, outputs, parameters, topics }: Imports,
  { cloudFormation, ssm, sns }: AwsClients,
): Promise<void> {
  for (const [Name, Value] of parameters)
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String' }));
  const exported = [...exports].map(
    ([Name, Value], i) => [`Export${i}`, { Value, Export: { Name } }] as const,
  );
  if (exported.length > 0) await makeStackOf(cloudFormation, EXPORTING, Object.fromEntries(exported));
  for (const [stackName, values] of outputs)
    await makeStackOf(
      cloudFormation,
      stackName,
      Object.fromEntries([...values].map(([key, Value]) => [key, { Value }])),
    );
  for (const TopicArn of topics) {
    await sns.send(new CreateTopicCommand({ Name: TopicArn.split(':').at(-1) }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: READER }));
  }
}

/** A stack of outputs alone. */
async function makeStackOf(client: CloudFormationClient, name: string, Outputs: object): Promise<void> {
  const Resources = { Nothing: { Type: 'AWS::CloudFormation::WaitConditionHandle' } };
  await makeStack(client, name, { Resources, Outputs });
}

export async function makeStack(
  client: CloudFormationClient,
  StackName: string,
  template: object,
): Promise<void> {
  const TemplateBody = JSON.stringify(template);
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }));
  await waitUntilStackCreateComplete({ client, ...PATIENCE }, { StackName });
}
