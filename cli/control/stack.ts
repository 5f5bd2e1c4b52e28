/** Finds what is deployed by the outputs of its stack. */
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  type Output,
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

/** The masters of a cluster, in the same way. */
export interface DeployedMasters {
  readonly stack: string;
  readonly masters: string;
  readonly status: string | undefined;
}

export interface WantedMasters {
  readonly stack?: string;
  readonly masters?: string;
}

/** @throws CommandFailed unless there is exactly one that may be meant */
export function findMigration(client: CloudFormationClient, wanted: Wanted): Promise<DeployedMigration> {
  return find(client, 'migration', migrationsIn, wanted);
}

/** As `findMigration`. */
export function findMasters(client: CloudFormationClient, wanted: WantedMasters): Promise<DeployedMasters> {
  return find(client, 'masters', mastersIn, wanted);
}

type Kind = 'migration' | 'masters';
type Named<K extends Kind> = { readonly stack: string } & { readonly [key in K]: string };

async function find<K extends Kind, Deployed extends Named<K>>(
  client: CloudFormationClient,
  kind: K,
  foundIn: (stack: Stack) => readonly Deployed[],
  { stack, [kind]: name }: { readonly stack?: string } & { readonly [key in K]?: string },
): Promise<Deployed> {
  const stacks = stack === undefined ? await allStacks(client) : [await oneStack(client, stack)];
  const all = stacks.flatMap(foundIn);
  const fitting = all.filter((each) => name === undefined || each[kind] === name);
  const [found, ...others] = fitting;
  const where = stack === undefined ? 'in this account and region' : `in the stack ${stack}`;
  if (!found && name !== undefined) {
    const names = all.map((each) => each[kind]).join(', ') || 'none';
    throw new CommandFailed(`There is no ${kind} ${name} ${where}. Found: ${names}.`);
  }
  if (!found)
    throw new CommandFailed(
      `There is no stack with ${WITH[kind]} ${where}. Check --region and --profile, or deploy one: npx cdk deploy`,
    );
  if (others.length === 0) return found;
  const list = fitting.map((each) => `  --stack ${each.stack} --${kind} ${each[kind]}`).join('\n');
  throw new CommandFailed(`There are ${fitting.length} ${SEVERAL[kind]}. Say which one:\n${list}`);
}

const WITH: Readonly<Record<Kind, string>> = { migration: 'a migration', masters: 'masters' };
const SEVERAL: Readonly<Record<Kind, string>> = { migration: 'migrations', masters: 'sets of masters' };

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
  const values = valuesOf(Outputs);
  const functions = functionsIn(values, STATUS);
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

const ROLL = /^arn:[^:]+:states:[^:]+:\d{12}:stateMachine:(.+)-RollMasters$/;
const MASTERS_STATUS = /^arn:[^:]+:lambda:[^:]+:\d{12}:function:(.+)-MastersStatus$/;

/** As `migrationsIn`. */
export function mastersIn({ StackName: stack = '', Outputs = [] }: Stack): readonly DeployedMasters[] {
  const values = valuesOf(Outputs);
  const functions = functionsIn(values, MASTERS_STATUS);
  return values.flatMap((value) => {
    const masters = ROLL.exec(value)?.[1];
    return masters === undefined ? [] : { stack, masters, status: functions.get(masters) };
  });
}

function valuesOf(outputs: readonly Output[]): readonly string[] {
  return outputs.map(({ OutputValue = '' }) => OutputValue);
}

/** ARNs by the name of what they tell the status of. @param pattern with that name as its group */
function functionsIn(values: readonly string[], pattern: RegExp): ReadonlyMap<string, string> {
  return new Map(
    values.flatMap((arn) => {
      const name = pattern.exec(arn)?.[1];
      return name === undefined ? [] : [[name, arn] as const];
    }),
  );
}
