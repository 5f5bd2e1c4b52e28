import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../snapshot/json.ts';
import { CommandFailed } from '../tools/command.ts';
import { runCdk } from './cdk.ts';
import { failureIn } from './synth-failure.ts';

/** A stack as the synthesis left it. */
export interface SynthesisedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  /** As the synthesis wrote it. */
  readonly templateText: string;
  /** The assembly's folder, which has the assets. */
  readonly folder: string;
  /** The whole assembly, of which that may be a part. */
  readonly assembly: string;
  /** How the CDK's commands call the stack: `Stage/Stack` within a stage. */
  readonly selector: string;
  /** In the names of what the CDK deploys with; undefined: none is needed. */
  readonly qualifier: string | undefined;
  /** All stacks of the app, this one too. */
  readonly app: readonly SynthesisedStack[];
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, Parameter>>;
  readonly Mappings?: JsonObject;
  readonly Conditions?: JsonObject;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}

export interface Parameter {
  readonly Type: string;
  readonly Default?: Json;
}

export interface Output {
  readonly Value: Json;
  readonly Export?: { readonly Name: Json };
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** What a function gets in its environment; nothing of any other resource. */
export function environmentOf({ Type, Properties }: Resource): Readonly<Record<string, unknown>> {
  if (Type !== 'AWS::Lambda::Function') return {};
  const { Variables = {} } = (Properties?.Environment ?? {}) as {
    Variables?: Readonly<Record<string, unknown>>;
  };
  return Variables;
}

export interface AppCommand {
  /** How the app is started: `node bin/prod.ts`. */
  readonly app: string;
  /** Where from: its `cdk.json` is read there. */
  readonly cwd: string;
}

export interface SynthOptions extends AppCommand {
  /** Gets the assembly. */
  readonly folder: string;
  readonly log?: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The app could not be synthesised; the message is what it wrote. */
export class AppFailed extends Error {
  override readonly name = 'AppFailed';
}

/**
 * Synthesises an app by the CDK's own command.
 * @throws ConfigurationRefused when a configuration of it is refused @throws AppFailed
 */
export async function synthesise({
  app,
  cwd,
  folder,
  log = () => {},
  signal,
}: SynthOptions): Promise<readonly SynthesisedStack[]> {
  const args = ['synth', '--app', app, '--output', folder, '--quiet', '--no-notices'];
  try {
    await runCdk(args, { cwd, env: process.env, log, signal });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new AppFailed(failureIn(error.lines, app), { cause: error });
  }
  const stacks: SynthesisedStack[] = [];
  stacks.push(...stacksIn(folder, { assembly: folder, app: stacks }));
  return stacks;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly directoryName?: string;
    readonly bootstrapStackVersionSsmParameter?: string;
  };
}

type Whole = Pick<SynthesisedStack, 'assembly' | 'app'>;

/** The stacks of an assembly, also those of its stages. */
function stacksIn(folder: string, whole: Whole): readonly SynthesisedStack[] {
  const { artifacts = {} }: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    const { type, properties = {} } = artifact;
    if (type === 'cdk:cloud-assembly' && properties.directoryName)
      return stacksIn(join(folder, properties.directoryName), whole);
    return type === 'aws:cloudformation:stack' ? [stackOf(id, artifact, { folder, ...whole })] : [];
  });
}

function stackOf(
  id: string,
  { environment = '', displayName, properties = {} }: Artifact,
  { folder, assembly, app }: Whole & Pick<SynthesisedStack, 'folder'>,
): SynthesisedStack {
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
  const templateText = readFileSync(join(folder, properties.templateFile ?? ''), 'utf8');
  return {
    name: properties.stackName ?? id,
    account,
    region,
    template: JSON.parse(templateText),
    templateText,
    folder,
    assembly,
    selector: displayName ?? id,
    qualifier: /^\/cdk-bootstrap\/(.+)\/version$/.exec(
      properties.bootstrapStackVersionSsmParameter ?? '',
    )?.[1],
    app,
  };
}
