/**
 * What a whole migration of the shop costs: the scenario `week` is rehearsed, and its transitions, invocations and calls
 * are counted and priced. Prices are AWS's public on-demand ones of us-east-1, US dollars.
 */
import { FUNCTION_STATES } from '../lambdas/shared/contract/states.ts';
import { CATALOG } from '../lib/functions/catalog.ts';
import { CHECKS } from '../lib/migration/preflight.ts';
import { openMigration } from '../rehearsal/productions/migration.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { transitionsOf } from '../rehearsal/report/transitions.ts';
import { week } from '../rehearsal/scenarios/week.ts';
import { openStage } from '../rehearsal/stage/stage.ts';
import type { Row } from './row.ts';

const STEPS = 5;

interface Item {
  readonly item: string;
  readonly count: number;
  readonly dollarsEach: number;
}

/** Gigabytes × seconds of one invocation, bounded from above: 512 MB for 3 s, which includes a cold start. */
const GB_SECONDS = 1.5;

export async function costRows(): Promise<{ rows: Row[]; items: Item[] }> {
  const stage = await openStage(openMigration, {
    log: () => {},
    progress: () => {},
    signal: AbortSignal.timeout(600_000),
  });
  try {
    const { evidence, outcomes } = await rehearse(stage, week, { seed: 1 });
    const wrong = outcomes.flatMap(({ contradictions }) => contradictions);
    if (wrong.length > 0) throw new Error(`The rehearsed week did not go as it should: ${wrong.join('; ')}`);
    const entered = await transitionsOf(stage.clients.sfn, evidence.situation.executions);
    const migrate = (entered.get('Migrate') ?? Number.NaN) + statesInBranches();
    const others = [...entered].reduce((sum, [machine, n]) => sum + (machine === 'Migrate' ? 0 : n), 0);
    const functions = evidence.calls.filter(({ caller }) => caller.function !== '');
    const items = itemsOf(
      migrate + others,
      (service, operation) =>
        functions.filter((call) => call.service === service && (!operation || operation.test(call.operation)))
          .length,
    );
    const dollars = items.reduce((sum, { count, dollarsEach }) => sum + count * dollarsEach, 0);
    const count = (what: string, measured: string, value: number, bound: number): Row => ({
      what,
      measured,
      against: '',
      value,
      bound,
    });
    return {
      items,
      rows: [
        count(`transitions of Migrate, ${STEPS} steps, one approval`, `${migrate}`, migrate, 30 + 6 * STEPS),
        count('dollars for a week-long migration of five steps', `$${dollars.toFixed(4)}`, dollars, 0.01),
      ],
    };
  } finally {
    await stage.close();
  }
}

/** The emulator's histories leave out what is inside a Parallel state. */
function statesInBranches(): number {
  return CHECKS.length + FUNCTION_STATES.filter((state) => CATALOG[state].check?.after).length;
}

function itemsOf(transitions: number, calls: (service: string, operation?: RegExp) => number): Item[] {
  const reads = calls('dynamodb', /^(Get|Query)/);
  return [
    { item: 'Step Functions transitions', count: transitions, dollarsEach: 25e-6 },
    { item: 'Lambda invocations (every transition counted as one)', count: transitions, dollarsEach: 0.2e-6 },
    { item: 'Lambda GB-seconds', count: transitions * GB_SECONDS, dollarsEach: 13.3334e-6 },
    { item: 'Lambda log lines (4 KB each)', count: transitions, dollarsEach: (4 / 1024 / 1024) * 0.5 },
    // One unit is 4 KB read or 1 KB written; a before-image of a few names is one or two.
    { item: 'DynamoDB reads (2 units each)', count: reads, dollarsEach: 2 * 0.125e-6 },
    { item: 'DynamoDB writes (4 units each)', count: calls('dynamodb') - reads, dollarsEach: 4 * 0.625e-6 },
    { item: 'CloudWatch calls (10 metrics each)', count: calls('monitoring'), dollarsEach: 10 * 10e-6 },
    { item: 'S3 calls', count: calls('s3'), dollarsEach: 5e-6 },
    { item: 'KMS calls', count: calls('kms'), dollarsEach: 3e-6 },
    { item: 'SNS e-mails', count: calls('sns'), dollarsEach: 20e-6 },
    {
      item: 'Route 53, ELB, RDS and Step Functions API calls',
      count: calls('route53') + calls('elasticloadbalancing') + calls('rds') + calls('states'),
      dollarsEach: 0,
    },
    { item: 'S3 and DynamoDB storage (1 MB for a month)', count: 1, dollarsEach: 0.25 / 1024 },
  ];
}
