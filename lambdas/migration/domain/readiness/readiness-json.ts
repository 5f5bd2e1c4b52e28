/** The readiness report for programs. `runtime/readiness-schema.ts` has its schema. */

import type { ManualCheckSettings } from '../../contract/settings.ts';
import type { FindingKey } from './comparison.ts';
import type { JudgedFinding } from './judged-finding.ts';
import type { Plan } from './plan.ts';
import { comparisonOf, isReady, type NotAsked, type ReadinessFacts, summaryOf } from './readiness-facts.ts';

/** A field that is taken away, or means something else, makes it `/2`; a field more doesn't. */
export const READINESS_SCHEMA = 'kops-cutover.readiness/1';

export interface ReadinessJson {
  readonly schema: typeof READINESS_SCHEMA;
  readonly migration: string;
  readonly account: string;
  readonly region: string;
  readonly execution: string;
  readonly dryRun: boolean;
  readonly note: string;
  readonly assessedAt: string;
  readonly ready: boolean;
  readonly summary: string;
  readonly findings: readonly JudgedFinding[];
  readonly notAsked: readonly NotAsked[];
  readonly manualChecks: readonly ManualCheckSettings[];
  readonly comparison: ComparisonJson | { readonly notCompared: string };
  readonly plan: Plan | { readonly notMade: string };
}

export interface ComparisonJson {
  readonly execution: string;
  readonly assessedAt: string;
  readonly new: readonly FindingKey[];
  readonly gone: readonly FindingKey[];
  readonly unchanged: number;
}

export function readinessJson(facts: ReadinessFacts): ReadinessJson {
  const { settings, run, dryRun, note, assessedAt, findings, notAsked, plan } = facts;
  const { migration, account, region, manualChecks } = settings;
  return {
    schema: READINESS_SCHEMA,
    migration,
    account,
    region,
    execution: run.arn,
    dryRun,
    note,
    assessedAt,
    ready: isReady(facts),
    summary: summaryOf(facts),
    findings,
    notAsked,
    manualChecks,
    comparison: comparisonJson(facts),
    plan: plan.known ? plan.value : { notMade: plan.why },
  };
}

function comparisonJson(facts: ReadinessFacts): ReadinessJson['comparison'] {
  const comparison = comparisonOf(facts);
  if (!comparison.known) return { notCompared: comparison.why };
  const { execution, assessedAt, new: appeared, gone, unchanged } = comparison.value;
  return {
    execution,
    assessedAt,
    new: appeared.map(keyOf),
    gone: gone.map(keyOf),
    unchanged: unchanged.length,
  };
}

function keyOf({ check, subject, level, code }: JudgedFinding): FindingKey {
  return { check, subject, level, code };
}
