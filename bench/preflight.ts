/**
 * What a dry run takes in the offline AWS, with the deployed machine and functions: its time in a large world, and the functions'
 * memory in the largest. Each call of AWS takes a while, as within a region; each function begins cold.
 *
 * Functions share the processors of this machine, and have their own in Lambda. So the whole is compared with the slowest check of
 * the same run, which what runs beside it has slowed down, too.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeStateMachineForExecutionCommand,
  type HistoryEvent,
  paginateGetExecutionHistory,
} from '@aws-sdk/client-sfn';
import { MIGRATE } from '../lambdas/migration/contract/states.ts';
import { countOf } from '../lambdas/shared/domain/text.ts';
import { CHECKS } from '../lib/migration/migrate/preflight.ts';
import { migrationsIn } from '../rehearsal/app/migration/migrations.ts';
import { synthesise, type Template } from '../rehearsal/app/synthesise.ts';
import { type Machine, machineArn } from '../rehearsal/estate/home.ts';
import { FaultPlan } from '../rehearsal/gateway/index.ts';
import { migrates } from '../rehearsal/people/migration/habits.ts';
import { Person } from '../rehearsal/people/person.ts';
import { openMigration } from '../rehearsal/products/migration/open-migration.ts';
import { openStage } from '../rehearsal/products/open-stage.ts';
import { SHOP_APP, SHOP_WORLD } from '../rehearsal/shop/shop.ts';
import type { Patch } from '../rehearsal/snapshot/patch-file.ts';
import { Chronicle } from '../rehearsal/text/chronicle.ts';
import { DATABASES, KEYS, largestWorld, largeWorld } from './large-world.ts';
import { peaksOfFunctions } from './peak-memory.ts';
import { countRow, type Row } from './row.ts';

const CALL_MS = 50;
/** That a function of preflight may take, whatever it has. */
const MOST_MIB = 256;

type MigrationStage = Awaited<ReturnType<typeof openStageOf>>;

export async function preflightTimeRows(): Promise<Row[]> {
  return [await inWorld('bench/large-shop.ts', largeWorld(), timeRow)];
}

export function preflightMemoryRows(): Promise<Row[]> {
  return inWorld('bench/largest-shop.ts', largestWorld(), memoryRows);
}

/** What comes of a dry run of an app in its world. */
async function inWorld<T>(
  app: string,
  world: Patch,
  look: (stage: MigrationStage, execution: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-preflight-'));
  try {
    const stage = await openStageOf(app, world, folder);
    try {
      return await look(stage, await dryRun(stage));
    } finally {
      await stage.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openStageOf(app: string, world: Patch, folder: string) {
  const signal = AbortSignal.timeout(900_000);
  const [migration] = migrationsIn(
    await synthesise({ app: `node ${app}`, cwd: SHOP_APP.cwd, folder, signal }),
  );
  if (!migration) throw new Error(`${app} has no migration.`);
  return openStage(openMigration, {
    stack: migration.stack,
    world: SHOP_WORLD,
    patches: [world],
    log: () => {},
    progress: () => {},
    signal,
  });
}

/** @returns the execution */
async function dryRun({ aws, clients, home, product, ...stage }: MigrationStage): Promise<string> {
  const now = () => aws.now();
  const chronicle = new Chronicle(now);
  await stage.setScene('a dry run', undefined, 1, chronicle);
  const faults = new FaultPlan();
  faults.on({}).delay(CALL_MS);
  aws.gateway.useFaults(faults);
  return await aws.director.act('on call', async (actor) => {
    const arnOf = (machine: Machine) => machineArn(home, machine, product.machines);
    const onCall = new Person(actor, clients, chronicle, { now, arnOf });
    const execution = await migrates(onCall, { dryRun: true });
    const { status, error, cause } = await onCall.seesTheEndOf(execution);
    if (status !== 'SUCCEEDED') throw new Error(`A dry run ended as ${status}: ${error}: ${cause}`);
    return execution;
  });
}

async function timeRow({ clients: { sfn } }: MigrationStage, executionArn: string): Promise<Row> {
  const events: HistoryEvent[] = [];
  for await (const page of paginateGetExecutionHistory({ client: sfn, pageSize: 1000 }, { executionArn }))
    events.push(...(page.events ?? []));
  const described = await sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
  const { Branches }: Parallel = JSON.parse(described.definition ?? '').States[MIGRATE.preflight];
  const checks = Branches.map((branch) => {
    const states = statesIn(branch);
    return { states, seconds: secondsOf(events.filter((event) => states.has(stateOf(event)))) };
  });
  const [slowest] = checks.toSorted((a, b) => b.seconds - a.seconds);
  const [whole, most] = [secondsOf(events), slowest?.seconds ?? Number.NaN];
  const names = [...(slowest?.states ?? [])].filter((state) => CHECKS.some((check) => check === state));
  return {
    what: `a cold dry run of ${KEYS.length} keys, ${DATABASES.length} databases and 50 names, ${CALL_MS} ms a call / its slowest check`,
    measured: `${whole.toFixed(1)} s`,
    against: `${most.toFixed(1)} s (${names})`,
    value: whole / most,
    bound: 1.2,
  };
}

interface Branch {
  readonly States: Readonly<Record<string, { readonly Branches?: readonly Branch[] }>>;
}
type Parallel = Required<Branch['States'][string]>;

/** With those of branches in it. */
function statesIn({ States }: Branch): ReadonlySet<string> {
  return new Set(
    Object.entries(States).flatMap(([name, { Branches = [] }]) => [
      name,
      ...Branches.flatMap((branch) => [...statesIn(branch)]),
    ]),
  );
}

function stateOf({ stateEnteredEventDetails, stateExitedEventDetails }: HistoryEvent): string {
  return stateEnteredEventDetails?.name ?? stateExitedEventDetails?.name ?? '';
}

/** From the first to the last. */
function secondsOf(events: readonly HistoryEvent[]): number {
  const times = events.map(({ timestamp }) => timestamp?.getTime() ?? Number.NaN);
  return (Math.max(...times) - Math.min(...times)) / 1000;
}

/** Of the functions that the last dry run ran: by what the template gives them, the one that came to most. */
function memoryRows({ aws, deployment }: MigrationStage): Row[] {
  const given = memoryIn(deployment.template);
  const peaks = peaksOfFunctions(aws.emulator.pid).flatMap(({ name, mebibytes }) => {
    const megabytes = given.get(name);
    return megabytes ? [{ name, mebibytes, megabytes }] : [];
  });
  const groups = [...Map.groupBy(peaks, ({ megabytes }) => megabytes)].toSorted(([a], [b]) => a - b);
  return groups.flatMap(([megabytes, group]) => {
    const [worst] = group.toSorted((a, b) => b.mebibytes - a.mebibytes);
    if (!worst) return [];
    const of = new Set(group.map(({ name }) => name)).size;
    const what = `MiB at the peak in a dry run of 10,000 names, worst of ${countOf(of, 'function')} with ${megabytes} MB`;
    const measured = `${worst.mebibytes.toFixed(0)} MiB (${worst.name})`;
    return [countRow(what, measured, worst.mebibytes, Math.min(megabytes / 2, MOST_MIB))];
  });
}

/** By the functions' names. */
function memoryIn(template: string): ReadonlyMap<string, number> {
  const { Resources }: Template = JSON.parse(template);
  const functions = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  return new Map(
    functions.map(({ Properties = {} }) => [String(Properties.FunctionName), Number(Properties.MemorySize)]),
  );
}
