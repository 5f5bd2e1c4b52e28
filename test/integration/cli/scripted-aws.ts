/** CloudFormation, Lambda and Step Functions for the command, which it reaches by `AWS_ENDPOINT_URL_…`, as strict as a test scripts them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CommanderError } from 'commander';
import { program } from '../../../cli/program.ts';
import { JsonServer, type Operation, Refusal } from '../../support/json-server.ts';
import { QueryServer } from '../../support/query-server.ts';
import type { ScriptedServer } from '../../support/scripted-server.ts';

const PROGRAM = join(import.meta.dirname, '../../../cli/main.ts');
const MACHINE = 'arn:aws:states:us-west-1:111122223333:stateMachine';

export const OUTPUTS = {
  RollBackByHand: `${MACHINE}:shop-RollBack`,
  DecideByHand: `${MACHINE}:shop-Decide`,
  StatusFunction: 'arn:aws:lambda:us-west-1:111122223333:function:shop-Status',
};

export const stackOf = (StackName: string, outputs: Readonly<Record<string, string>>) => ({
  StackName,
  CreationTime: '2027-01-01T00:00:00Z',
  StackStatus: 'CREATE_COMPLETE',
  Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
});

export interface Script {
  readonly stacks?: readonly object[];
  readonly describeStacks?: Operation;
  /** What a call of Status comes to. */
  readonly status?: () => { readonly body: unknown; readonly code?: number; readonly error?: string };
  readonly states?: Readonly<Record<string, Operation>>;
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class ScriptedAws {
  readonly cloudFormation: ScriptedServer;
  readonly states: ScriptedServer;
  readonly #lambda: Server;
  /** Paths and bodies. */
  readonly invoked: string[];

  private constructor(
    cloudFormation: ScriptedServer,
    states: ScriptedServer,
    lambda: Server,
    invoked: string[],
  ) {
    this.cloudFormation = cloudFormation;
    this.states = states;
    this.#lambda = lambda;
    this.invoked = invoked;
  }

  static async start({ stacks = [stackOf('Shop', OUTPUTS)], ...script }: Script): Promise<ScriptedAws> {
    const invoked: string[] = [];
    const lambda = createServer(async (request, response) => {
      invoked.push(`${request.method} ${decodeURIComponent(request.url ?? '')} ${await text(request)}`);
      const { body, code = 200, error } = script.status?.() ?? { code: 404, body: {} };
      response.writeHead(code, {
        'content-type': 'application/json',
        ...(error && { 'x-amz-function-error': error }),
        ...(code >= 400 && { 'x-amzn-errortype': error ?? 'ResourceNotFoundException' }),
      });
      response.end(JSON.stringify(body));
    });
    lambda.listen(0, '127.0.0.1');
    await once(lambda, 'listening');
    const describe: Operation = ({ StackName }) => {
      const found = stacks.filter(
        (stack) => StackName === undefined || ('StackName' in stack && stack.StackName === StackName),
      );
      if (found.length === 0 && StackName !== undefined)
        throw new Refusal('ValidationError', `Stack with id ${StackName} does not exist`);
      return { Stacks: found };
    };
    return new ScriptedAws(
      await QueryServer.start({ DescribeStacks: script.describeStacks ?? describe }),
      await JsonServer.start(script.states ?? {}),
      lambda,
      invoked,
    );
  }

  /** The command in this process, which is faster than one of its own. */
  async run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const before = { ...process.env };
    const written = { stdout: '', stderr: '' };
    const write = (stream: keyof typeof written) => (text: string | Uint8Array) => {
      written[stream] += text;
      return true;
    };
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      jest.spyOn(process[stream], 'write').mockImplementation(write(stream)),
    );
    const all = program();
    for (const each of [all, ...all.commands]) each.exitOverride();
    replaceEnv({ ...this.#env(), ...env });
    try {
      await all.parseAsync(args, { from: 'user' });
      return { code: Number(process.exitCode ?? 0), ...written };
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      return { code: error.exitCode, ...written };
    } finally {
      process.exitCode = undefined;
      replaceEnv(before);
      for (const spy of spies) spy.mockRestore();
    }
  }

  /** The real program, as a user starts it. */
  spawn(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...this.#env(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  #env(): NodeJS.ProcessEnv {
    const { port } = this.#lambda.address() as AddressInfo;
    return {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL_CLOUDFORMATION: this.cloudFormation.client.endpoint,
      AWS_ENDPOINT_URL_SFN: this.states.client.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 's',
      AWS_REGION: 'us-west-1',
      AWS_MAX_ATTEMPTS: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  async stop(): Promise<void> {
    this.#lambda.closeAllConnections();
    this.#lambda.close();
    await Promise.all([this.cloudFormation.stop(), this.states.stop(), once(this.#lambda, 'close')]);
  }
}

function replaceEnv(by: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (by[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(by)) if (value !== undefined) process.env[name] = value;
}

export function refusing(code: string, message: string) {
  return () => {
    throw new Refusal(code, message);
  };
}
