import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { DescribeStackResourcesCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { type AwsClients, awsEnvironment } from './aws-clients.ts';
import { runCdk } from './cdk.ts';

const PROJECT = resolve(import.meta.dirname, '../..');

export interface DeployOptions {
  readonly endpoint: string;
  readonly region: string;
  /** What makes the app; without it, `bin/cutover.ts`. Relative to the project. */
  readonly app?: string;
  /** Which of the app's stacks. */
  readonly stackName: string;
  /** What gives the CDK's own processes the rehearsal's time: else they take every answer for one from the future. */
  readonly clockEnvironment: Readonly<Record<string, string>>;
  /** For the assembly and for whatever the CDK keeps at home. */
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
}

/**
 * Deploys a stack of an app of `bin/` by the CDK's own command, as to any account that is prepared for the CDK.
 * @throws ConfigurationRefused when synth refuses the app's configuration
 */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const { region, stackName, folder, log, signal } = options;
  const assembly = join(folder, 'assembly');
  const { NODE_COMPILE_CACHE } = process.env;
  const env = {
    ...awsEnvironment(options.endpoint, region),
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
  const app = options.app === undefined ? [] : ['--app', `node ${options.app}`];
  const args = ['deploy', stackName, ...app, '--output', assembly, ...how];
  await runCdk(args, { cwd: PROJECT, env, log, signal });
  return readDeployment(options, assembly);
}

/** A template that was deployed differs from the one that was synthesised. */
export class TemplateDiffers extends Error {
  override readonly name = 'TemplateDiffers';
}

async function readDeployment({ clients, stackName }: DeployOptions, assembly: string): Promise<Deployment> {
  const template = readFileSync(join(assembly, `${stackName}.template.json`), 'utf8');
  const deployed = await clients.cloudFormation.send(
    new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' }),
  );
  if (deployed.TemplateBody !== template) {
    throw new TemplateDiffers(`The deployed template of ${stackName} differs from the synthesized one.`);
  }
  return {
    stackName,
    template,
    assets: readdirSync(assembly)
      .flatMap((name) => /^asset\.([0-9a-f]{64})/.exec(name)?.[1] ?? [])
      .filter((hash) => template.includes(hash)),
    resources: await readResources(clients, stackName),
  };
}

async function readResources(
  { cloudFormation }: AwsClients,
  stackName: string,
): Promise<Deployment['resources']> {
  const command = new DescribeStackResourcesCommand({ StackName: stackName });
  const { StackResources = [] } = await cloudFormation.send(command);
  const resources = new Map<string, string[]>();
  for (const { ResourceType = '', PhysicalResourceId = '' } of StackResources) {
    resources.set(ResourceType, [...(resources.get(ResourceType) ?? []), PhysicalResourceId]);
  }
  return resources;
}

/** The one resource of a type. @throws when there is none, or more than one. */
export function theResource({ resources, stackName }: Deployment, type: string): string {
  const [only, ...others] = resources.get(type) ?? [];
  if (only === undefined || others.length > 0) {
    throw new Error(
      `${stackName} has ${only === undefined ? 'no' : others.length + 1} ${type}; expected one`,
    );
  }
  return only;
}
