import { InvokeCommand, type LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { ABOUT } from '../about.ts';
import { CommandFailed } from './trouble.ts';

export interface Answer<Status> {
  readonly status: Status;
  /** What to say of another version; undefined where it is the same. */
  readonly otherVersion: string | undefined;
}

/** What is asked: the masters' part of a stack, or a migration's. */
interface Asked {
  readonly stack: string;
  /** The function's ARN; undefined where the stack has none. */
  readonly status: string | undefined;
}

/** @throws CommandFailed where the function is missing, fails, or answers what this version can't read */
export async function ask<Status>(
  client: LambdaClient,
  { stack, status: FunctionName }: Asked,
  schema: z.ZodMiniType<Status>,
): Promise<Answer<Status>> {
  if (FunctionName === undefined) throw new CommandFailed(withoutStatus(stack));
  const answer = await invoke(client, FunctionName, stack);
  const otherVersion = versionDiffers(versionIn(answer), stack);
  const read = z.safeParse(schema, answer);
  if (read.success) return { status: read.data, otherVersion };
  const [issue] = read.error.issues;
  const where = issue?.path.join('.') || 'the answer';
  throw new CommandFailed(
    otherVersion ??
      `The function ${nameOf(FunctionName)} has answered what this command can't read, at ${where}.`,
  );
}

async function invoke(client: LambdaClient, FunctionName: string, stack: string): Promise<unknown> {
  try {
    const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
    const answer: unknown = JSON.parse(Payload?.transformToString() || 'null');
    if (FunctionError === undefined) return answer;
    const { errorType = FunctionError, errorMessage = '' } = { ...(answer as Record<string, string>) };
    const cause = Object.assign(new Error(errorMessage), { name: errorType });
    const message = `The function ${nameOf(FunctionName)} has failed: ${errorType}: ${errorMessage}`;
    throw new CommandFailed(message, undefined, { cause });
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new CommandFailed(
      `The function ${nameOf(FunctionName)} is gone. Deploy the stack ${stack} again: npx cdk deploy ${stack}`,
      undefined,
      { cause: error },
    );
  }
}

function versionIn(answer: unknown): string {
  const { version } = { ...(answer as { version?: unknown }) };
  return typeof version === 'string' ? version : 'unknown';
}

function versionDiffers(deployed: string, stack: string): string | undefined {
  const { name, version } = ABOUT;
  if (deployed === version) return undefined;
  return (
    `The stack ${stack} was deployed by ${name} ${deployed}, and this command is ${version}. ` +
    `Use the same version (npx ${name}@${deployed} …), or deploy the stack with this one: npx cdk deploy ${stack}`
  );
}

function withoutStatus(stack: string): string {
  const { name, version } = ABOUT;
  return (
    `The stack ${stack} was deployed by a version of ${name} that had no function Status. ` +
    `Deploy it with ${version}: npx cdk deploy ${stack}`
  );
}

function nameOf(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}
