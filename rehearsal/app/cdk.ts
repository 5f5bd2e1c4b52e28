import { delimiter, dirname } from 'node:path';
import { cdkProgram } from '#own';
import { CommandFailed, type CommandOptions, runCommand } from '../tools/command.ts';
import { startedIn } from '../tools/started-in.ts';
import { ConfigurationRefused, refusalIn } from './refused-configuration.ts';

/** Nothing is asked, coloured or told home; CI validates the templates, which takes much longer than all else. */
const QUIET = {
  CI: 'true',
  NO_COLOR: '1',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CDK_VALIDATION: 'false',
};

/**
 * Runs the CDK's own command.
 * @param options `env` with the PATH that the app needs beside the project's programs
 * @throws ConfigurationRefused when synth refuses the app's configuration @throws CommandFailed
 */
export async function runCdk(args: readonly string[], { env, ...options }: CommandOptions): Promise<void> {
  const cdk = cdkProgram(startedIn());
  if (cdk === undefined) {
    const missing = `The project has no CDK command. Install it: npm install --save-dev aws-cdk`;
    throw new CommandFailed(missing, [missing]);
  }
  const path = [dirname(cdk), env.PATH ?? ''].join(delimiter);
  try {
    await runCommand(cdk, args, { ...options, env: { ...env, ...QUIET, PATH: path } });
  } catch (error) {
    const refusal = error instanceof CommandFailed ? refusalIn(error.lines) : undefined;
    throw refusal === undefined ? error : new ConfigurationRefused(refusal, { cause: error });
  }
}
