import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../rehearsal/emulator/emulator.ts';
import { arnOf, functionOf, machineOf } from './templates.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

/** An emulator for one test file, with the clients and the shorthands that its tests need. */
export interface OfflineAws {
  readonly emulator: Emulator;
  readonly region: string;
  readonly sfn: SFNClient;
  readonly log: readonly string[];
  /** Makes what a template says; gives the outputs. */
  deploy(name: string, resources: object, outputs?: object): Promise<Record<string, string>>;
  /** Changes what was deployed into what a template says; gives the outputs. */
  change(name: string, resources: object, outputs?: object): Promise<Record<string, string>>;
  /** What has happened to the resources of a stack, latest first, as `<logical id> <status>`. */
  events(name: string): Promise<string[]>;
  /** Takes a stack away. */
  remove(name: string): Promise<void>;
  /** Makes one machine in JSONata with the functions that it names as `${Name}`; gives its ARN. */
  machine(definition: object, functions?: Record<string, string>): Promise<string>;
  start(machineArn: string, input?: object): Promise<string>;
  /** Makes a machine, runs it once and waits for its end. */
  run(definition: object, functions?: Record<string, string>, input?: object): Promise<Outcome>;
  /** Waits until the execution has ended, however. */
  ended(executionArn: string): Promise<DescribeExecutionCommandOutput>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  stop(): Promise<void>;
}

export interface Outcome {
  readonly executionArn: string;
  readonly status: string | undefined;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** How long it took, on the rehearsal's clock. */
  readonly seconds: number;
}

/** The emulator of a test file: started before its tests, stopped after them. */
export function useOfflineAws(options: Partial<EmulatorOptions> = {}): OfflineAws {
  const aws = {} as OfflineAws;
  beforeAll(async () => {
    Object.assign(aws, await startOfflineAws(options));
  });
  afterAll(() => aws.stop());
  return aws;
}

export async function startOfflineAws(options: Partial<EmulatorOptions> = {}): Promise<OfflineAws> {
  const tmpDir = mkdtempSync(join(tmpdir(), 'emulator-test-'));
  const log: string[] = [];
  const emulator = await startEmulator({
    account: ACCOUNT,
    region: REGION,
    tmpDir,
    log: (line) => log.push(line),
    ...options,
  });
  const region = options.region ?? REGION;
  const client = {
    region,
    endpoint: emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  let machines = 0;
  const sfn = new SFNClient(client);
  const cloudformation = new CloudFormationClient(client);
  const ended = (executionArn: string) =>
    until(`${executionArn} ends`, async () => {
      const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      return execution.status === 'RUNNING' ? undefined : execution;
    });
  const machine: OfflineAws['machine'] = async (definition, functions = {}) => {
    const bodies = Object.entries(functions).map(([name, body]) => functionOf(name, body));
    const resources = Object.assign({}, ...bodies, machineOf('Machine', definition, Object.keys(functions)));
    const name = `machine-${++machines}`;
    return (await deploy(cloudformation, 'CREATE', name, resources, arnOf('Machine'))).Machine ?? '';
  };
  const start: OfflineAws['start'] = async (stateMachineArn, input = {}) => {
    const asked = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
    return (await sfn.send(asked)).executionArn ?? '';
  };
  return {
    emulator,
    region,
    sfn,
    log,
    machine,
    start,
    ended,
    run: async (definition, functions, input) =>
      outcomeOf(await ended(await start(await machine(definition, functions), input))),
    deploy: (name, resources, outputs = {}) => deploy(cloudformation, 'CREATE', name, resources, outputs),
    change: (name, resources, outputs = {}) => deploy(cloudformation, 'UPDATE', name, resources, outputs),
    events: async (StackName) => {
      const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName }));
      return StackEvents.map(
        ({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`,
      );
    },
    remove: (name) => remove(cloudformation, name),
    history: async (executionArn) => {
      const page = await sfn.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      return page.events ?? [];
    },
    stop: async () => {
      sfn.destroy();
      cloudformation.destroy();
      await emulator.stop();
      rmSync(tmpDir, { recursive: true });
    },
  };
}

function outcomeOf(execution: DescribeExecutionCommandOutput): Outcome {
  const { executionArn = '', status, output, error, cause, startDate, stopDate } = execution;
  const milliseconds = (stopDate?.getTime() ?? Number.NaN) - (startDate?.getTime() ?? Number.NaN);
  return {
    executionArn,
    status,
    output: output === undefined ? undefined : JSON.parse(output),
    error,
    cause,
    seconds: milliseconds / 1000,
  };
}

async function deploy(
  client: CloudFormationClient,
  how: 'CREATE' | 'UPDATE',
  name: string,
  resources: object,
  outputs: object,
) {
  const input: CreateStackCommandInput = {
    StackName: name,
    TemplateBody: JSON.stringify({ Resources: resources, Outputs: outputs }),
    Capabilities: ['CAPABILITY_IAM'],
  };
  await (how === 'CREATE'
    ? client.send(new CreateStackCommand(input))
    : client.send(new UpdateStackCommand(input)));
  const stack = await until(`stack ${name} is made`, async () => {
    const described = await client.send(new DescribeStacksCommand({ StackName: name }));
    return described.Stacks?.find((found) => !found.StackStatus?.endsWith('_IN_PROGRESS'));
  });
  if (stack.StackStatus !== `${how}_COMPLETE`) {
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
    const reasons = StackEvents.map(
      ({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`,
    );
    throw new Error(`stack ${name} is ${stack.StackStatus}:\n${reasons.join('\n')}`);
  }
  return Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue ?? '']),
  );
}

async function remove(client: CloudFormationClient, StackName: string): Promise<void> {
  await client.send(new DeleteStackCommand({ StackName }));
  await until(`stack ${StackName} is gone`, async () => {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
    const status = Stacks.find((stack) => stack.StackName === StackName)?.StackStatus ?? 'DELETE_COMPLETE';
    if (status === 'DELETE_FAILED') throw new Error(`stack ${StackName} can't be deleted`);
    return status === 'DELETE_COMPLETE' ? true : undefined;
  });
}

/** Asks until there is an answer; jest's own time-out ends what never comes. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const asked = Date.now();
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    const waited = Date.now() - asked;
    if (waited > 20_000) throw new Error(`waited in vain until ${what}`);
    // Asking costs time too, which what is waited for would need: the longer it takes, the less often.
    await new Promise((next) => setTimeout(next, Math.max(50, waited / 8)));
  }
}
