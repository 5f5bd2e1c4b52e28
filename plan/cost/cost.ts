/** What a migration asks of AWS and what that costs, estimated: phase by phase, as a rehearsed week counts it. */
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../lambdas/migration/contract/states.ts';
import { allMilestones, shapeOf } from '../../lambdas/migration/domain/milestones.ts';
import type { Plan, PlannedPhase } from '../../lambdas/migration/domain/readiness/plan.ts';
import type { ResourceRecordSet } from '../../lambdas/migration/domain/record-set.ts';
import { callsOfStep } from '../../lambdas/migration/domain/writing-time.ts';
import { TRANSITIONS } from '../../rehearsal/checks/migration/budget.ts';
import { dollarsOf, itemsOf, NO_USAGE, ofTransitions, PRICE_LIST, READ_UNITS, type Usage } from './prices.ts';
import { type WatchCost, watchCost } from './watch.ts';

export interface PhaseCost {
  /** The state that makes the change; `Preflight` for all before the first. */
  readonly state: string;
  /** Of the cluster. */
  readonly percent: number;
  readonly transitions: number;
  /** Absent without a snapshot: they depend on the records. */
  readonly route53Calls?: number;
  /** Metrics that CloudWatch is asked for. */
  readonly metrics: number;
  readonly dollars: number;
}

export interface Cost {
  readonly phases: readonly PhaseCost[];
  /** Of Watch, from the first phase that changes records on. */
  readonly watch: WatchCost;
  readonly dollars: number;
  readonly prices: typeof PRICE_LIST;
}

/** What the estimate is made of. */
export interface CostInput {
  readonly settings: MigrationSettings;
  readonly plan: Plan;
  /** Of each zone what legacy answers with; undefined without a snapshot. */
  readonly zones: readonly (readonly ResourceRecordSet[])[] | undefined;
  readonly follows: readonly { readonly name: string }[];
  /** Metrics that one look at legacy's hosts reads. */
  readonly hostMetrics: number;
  /** Load balancers or metrics by which legacy and the cluster are counted. */
  readonly counted: { readonly legacy: number; readonly cluster: number };
  /** That the alarms read, all of them together. */
  readonly alarmMetrics: number;
}

/** Between the first state and the first change, and of Preflight's checks, each of which is one or two states. */
const PREFLIGHT = { around: TRANSITIONS.around - 8, checks: 19 } as const;
/** Of the soak, and eight before the migration. */
const WEEKS = 9;
/** An approval: the machine waits, `Decide` answers, legacy is looked at again. */
const DECIDE = 2;

export function costOf(input: CostInput): Cost {
  const calls = route53Calls(input);
  const phases = [
    phaseCost({ state: 'Preflight', percent: 0 }, preflightUsage(input), undefined),
    ...input.plan.phases.map((phase, i) => phaseCost(phase, usageOf(phase, input), calls?.[i])),
  ];
  const { settings, plan, counted } = input;
  const measured = counted.legacy + counted.cluster;
  const watch = watchCost(settings, measured, plan.phases[0]?.beginsAt ?? plan.endsAt, plan.endsAt);
  const dollars = phases.reduce((sum, phase) => sum + phase.dollars, watch.dollars);
  return { phases, watch, dollars, prices: PRICE_LIST };
}

function phaseCost(
  { state, percent }: Pick<PlannedPhase, 'state' | 'percent'>,
  usage: Usage,
  route53: number | undefined,
): PhaseCost {
  const { transitions, metrics } = usage;
  const dollars = dollarsOf(itemsOf(usage, READ_UNITS));
  return {
    state,
    percent,
    transitions,
    ...(route53 !== undefined && { route53Calls: route53 }),
    metrics,
    dollars,
  };
}

function preflightUsage({ settings, hostMetrics, alarmMetrics, counted }: CostInput): Usage {
  const { keys, databases, cluster, stateBucket } = settings;
  return {
    ...NO_USAGE,
    ...ofTransitions(PREFLIGHT.around + PREFLIGHT.checks),
    metrics: alarmMetrics + hostMetrics + (settings.ingress ? counted.legacy : 0),
    // The report, and what is read of the state store and its bucket.
    s3: 4 + (cluster ? 12 : 0) + (stateBucket ? 11 : 0),
    kms: 9 * keys.length,
    secrets: databases.filter(({ login }) => login).length + (settings.workloads ? 1 : 0),
  };
}

/** Of a soak's end: both sides are counted, the cluster once more for its last minutes, legacy also in the weeks before. */
function soakMetrics(percent: number, { settings: { compare, soak }, counted }: CostInput): number {
  const both = counted.legacy + counted.cluster;
  const past = soak.minimumShareSeen > 0 ? 2 * WEEKS * counted.legacy : 0;
  const compared = percent < 100 ? compare : undefined;
  // Requests, and errors of targets and of load balancers.
  const errors = compared?.errorRate ? 3 * both : 0;
  // With the number of samples.
  const latency = compared?.latency ? 2 * 2 : 0;
  const others = 2 * 2 * (compared?.metrics.length ?? 0);
  return both + counted.cluster + past + errors + latency + others;
}

function usageOf({ state, percent, approval }: PlannedPhase, input: CostInput): Usage {
  const { hostMetrics } = input;
  const soak = soakMetrics(percent, input);
  switch (state) {
    case MIGRATE.lowerTtl:
      return { ...NO_USAGE, ...ofTransitions(2), reads: 5, writes: 5, s3: 3 };
    case MIGRATE.adoptRecords:
      return { ...NO_USAGE, ...ofTransitions(1), reads: 3, writes: 2 };
    case MIGRATE.retireLegacyRecords:
      return {
        ...NO_USAGE,
        ...ofTransitions(5),
        reads: 10,
        writes: 7,
        metrics: hostMetrics + 1,
        s3: 2,
        mails: 1,
      };
    default: {
      const asked = approval ? TRANSITIONS.approval + DECIDE : 0;
      return {
        ...NO_USAGE,
        ...ofTransitions(TRANSITIONS.step + asked),
        reads: 6 + (approval ? 3 : 0),
        writes: 2 + (approval ? 4 : 0),
        metrics: hostMetrics + soak + (approval ? hostMetrics : 0),
        mails: approval ? 1 : 0,
      };
    }
  }
}

/** Of each phase of the plan, which goes from one milestone to the next. */
function route53Calls({ settings, zones, follows }: CostInput): readonly number[] | undefined {
  if (!zones) return undefined;
  const shape = shapeOf(settings, follows);
  const milestones = allMilestones(settings);
  return milestones.slice(1).flatMap((to, i) => {
    const from = milestones[i];
    return from ? [callsOfStep(zones, from, to, shape).length] : [];
  });
}
