/** Finds what is deployed by the outputs of its stack. */
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStacks,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { CommandFailed } from './trouble.ts';

/** A migration, as the outputs of its stack name it. ARNs. */
export interface DeployedMigration {
  readonly stack: string;
  readonly migration: string;
  readonly rollBack: string;
  readonly decide: string;
  /** Undefined: deployed by a version that had no Status. */
  readonly status: string | undefined;
}

/** Which is meant, where there are several. */
export interface Wanted {
  readonly stack?: string;
  readonly migration?: string;
}

/** @throws CommandFailed unless there is exactly one that may be meant */
export async function findMigration(
  client: CloudFormationClient,
  wanted: Wanted,
): Promise<DeployedMigration> {
  const stacks =
    wanted.stack === undefined ? await allStacks(client) : [await oneStack(client, wanted.stack)];
  const all = stacks.flatMap(migrationsIn);
  const fitting = all.filter(
    ({ migration }) => wanted.migration === undefined || migration === wanted.migration,
  );
  const [found, ...others] = fitting;
  if (!found) throw nothingFound(wanted, all);
  if (others.length === 0) return found;
  const list = fitting
    .map(({ stack, migration }) => `  --stack ${stack} --migration ${migration}`)
    .join('\n');
  throw new CommandFailed(`There are ${fitting.length} migrations. Say which one:\n${list}`);
}

function nothingFound({ stack, migration }: Wanted, all: readonly DeployedMigration[]): CommandFailed {
  const where = stack === undefined ? 'in this account and region' : `in the stack ${stack}`;
  if (migration === undefined)
    return new CommandFailed(
      `There is no stack with a migration ${where}. Check --region and --profile, or deploy one: npx cdk deploy`,
    );
  const names = all.map((each) => each.migration).join(', ') || 'none';
  return new CommandFailed(`There is no migration ${migration} ${where}. Found: ${names}.`);
}

async function oneStack(client: CloudFormationClient, StackName: string): Promise<Stack> {
  try {
    const { Stacks: [found] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    if (found) return found;
  } catch (error) {
    // CloudFormation has no error of its own for it.
    if (!(error instanceof Error && /does not exist/.test(error.message))) throw error;
  }
  throw new CommandFailed(
    `There is no stack ${StackName} in this account and region. Check --region and --profile.`,
  );
}

async function allStacks(client: CloudFormationClient): Promise<readonly Stack[]> {
  const found: Stack[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) found.push(...Stacks);
  return found;
}

const ROLL_BACK = /^(arn:[^:]+:states:[^:]+:\d{12}:stateMachine:)(.+)-RollBack$/;
const STATUS = /^arn:[^:]+:lambda:[^:]+:\d{12}:function:(.+)-Status$/;

/** A stack may contain several. Their outputs' keys then begin differently, so they are known by their values. */
export function migrationsIn({ StackName: stack = '', Outputs = [] }: Stack): readonly DeployedMigration[] {
  const values = Outputs.flatMap(({ OutputValue: value = '' }) => value);
  const functions = new Map(values.flatMap((value) => pairOf(STATUS.exec(value))));
  return values.flatMap((rollBack) => {
    const [, machines = '', migration = ''] = ROLL_BACK.exec(rollBack) ?? [];
    if (migration === '') return [];
    return {
      stack,
      migration,
      rollBack,
      decide: `${machines}${migration}-Decide`,
      status: functions.get(migration),
    };
  });
}

function pairOf(match: RegExpExecArray | null): readonly (readonly [name: string, arn: string])[] {
  const [arn = '', name = ''] = match ?? [];
  return name === '' ? [] : [[name, arn]];
}
