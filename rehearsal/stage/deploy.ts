import { readdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { DescribeStackResourcesCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { runCdk } from '../app/cdk.ts';
import { environmentOf, type Resource, type SynthesisedStack, type Template } from '../app/synthesise.ts';
import { type AwsClients, awsEnvironment } from './aws-clients.ts';

export interface DeployOptions {
  readonly endpoint: string;
  /** As the synthesis left it. */
  readonly stack: SynthesisedStack;
  /** What gives the CDK's own processes the rehearsal's time: else they take every answer for one from the future. */
  readonly clockEnvironment: Readonly<Record<string, string>>;
  /** For whatever the CDK keeps at home. */
  readonly folder: string;
  readonly clients: AwsClients;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface Deployment {
  readonly stackName: string;
  /** The template as the CDK's synthesis wrote it. */
  readonly template: string;
  /** Names of the files that the template deploys, each of them the hash of its content. */
  readonly assets: readonly string[];
  /** Names or ARNs of what was made, by CloudFormation type. */
  readonly resources: ReadonlyMap<string, readonly string[]>;
  /** The same by the ids that the template gives them. */
  readonly logicalIds: ReadonlyMap<string, string>;
}

/** Deploys a stack by the CDK's own command, as to any account that is prepared for the CDK. */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { stack, folder, log, signal } = options;
  const { NODE_COMPILE_CACHE } = process.env;
  const env = {
    ...awsEnvironment(options.endpoint, stack.region),
    ...options.clockEnvironment,
    // Where each construct was made is kept in the assembly, and read again for each event of the stack: briefly, then.
    NODE_OPTIONS: `${options.clockEnvironment.NODE_OPTIONS} --stack-trace-limit=3`,
    PATH: ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: folder,
    TMPDIR: folder,
    ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
  };
  // Without a change set, which the CDK would compare with its whole description of CloudFormation.
  const how = ['--exclusively', '--method', 'direct', '--require-approval', 'never', '--no-notices'];
  const args = ['deploy', stack.selector, '--app', stack.assembly, ...how];
  await runCdk(args, { cwd: folder, env, log, signal });
  return readDeployment(options);
}

/** A template that was deployed differs from the one that was synthesised. */
export class TemplateDiffers extends Error {
  override readonly name = 'TemplateDiffers';
}

async function readDeployment({ clients, stack }: DeployOptions): Promise<Deployment> {
  const { name: stackName, templateText: template } = stack;
  const deployed = await clients.cloudFormation.send(
    new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' }),
  );
  if (deployed.TemplateBody !== template) {
    throw new TemplateDiffers(`The deployed template of ${stackName} differs from the synthesized one.`);
  }
  return {
    stackName,
    template,
    assets: readdirSync(stack.assembly)
      .flatMap((name) => /^asset\.([0-9a-f]{64})/.exec(name)?.[1] ?? [])
      .filter((hash) => template.includes(hash)),
    ...(await readResources(clients, stackName)),
  };
}

async function readResources(
  { cloudFormation }: AwsClients,
  stackName: string,
): Promise<Pick<Deployment, 'resources' | 'logicalIds'>> {
  const command = new DescribeStackResourcesCommand({ StackName: stackName });
  const { StackResources = [] } = await cloudFormation.send(command);
  const resources = new Map<string, string[]>();
  const logicalIds = new Map<string, string>();
  for (const { ResourceType = '', LogicalResourceId = '', PhysicalResourceId = '' } of StackResources) {
    resources.set(ResourceType, [...(resources.get(ResourceType) ?? []), PhysicalResourceId]);
    logicalIds.set(LogicalResourceId, PhysicalResourceId);
  }
  return { resources, logicalIds };
}

/**
 * What the product's own functions are told of by this environment variable: a stack may have others of its type.
 * @throws where they are told of none
 */
export function toldOf({ template, logicalIds, stackName }: Deployment, variable: string): string {
  const { Resources }: Template = JSON.parse(template);
  const references = Object.values(Resources).flatMap((resource) => referenceIn(resource, variable));
  const found = references.flatMap((logicalId) => logicalIds.get(logicalId) ?? [])[0];
  if (found === undefined) throw new Error(`No function of ${stackName} is told of a ${variable}.`);
  return found;
}

function referenceIn(resource: Resource, variable: string): readonly string[] {
  const variables = environmentOf(resource);
  if (!String(variables.AWS_SDK_UA_APP_ID).startsWith('kops-cutover/')) return [];
  const reference = (variables[variable] as { readonly Ref?: string } | undefined)?.Ref;
  return reference === undefined ? [] : [reference];
}
