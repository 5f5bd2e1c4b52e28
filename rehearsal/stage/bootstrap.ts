/** Prepares the account for the CDK, as `cdk bootstrap` does: with the CDK's own template, but without its command's start. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';

const TEMPLATE = 'aws-cdk/lib/api/bootstrap/bootstrap-template.yaml';
const STACK = 'CDKToolkit';
const PATIENCE = { maxWaitTime: 60, minDelay: 0.05, maxDelay: 0.2 };

/** The parameters that the command gives by default. */
const PARAMETERS = {
  CloudFormationExecutionPolicies: 'arn:aws:iam::aws:policy/AdministratorAccess',
  FileAssetsBucketKmsKeyId: 'AWS_MANAGED_KEY',
};

/**
 * Makes the stack in which the CDK keeps assets and the roles of a deployment.
 * @param qualifier of its names, if it isn't the CDK's own
 */
export async function bootstrap(client: CloudFormationClient, qualifier?: string): Promise<void> {
  // Not before it is needed: where the CDK's command is missing, it is said plainly by then.
  const template = createRequire(import.meta.url).resolve(TEMPLATE);
  const parameters = { ...PARAMETERS, ...(qualifier !== undefined && { Qualifier: qualifier }) };
  await client.send(
    new CreateStackCommand({
      StackName: STACK,
      TemplateBody: readFileSync(template, 'utf8'),
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }),
  );
  await waitUntilStackCreateComplete({ client, ...PATIENCE }, { StackName: STACK });
}
