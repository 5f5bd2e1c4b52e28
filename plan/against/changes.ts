import { MIGRATE } from '../../lambdas/migration/contract/states.ts';
import type { PlannedPhase } from '../../lambdas/migration/domain/readiness/plan.ts';
import type { MigrationPlan, PlanDocument } from '../plan-document.ts';
import { deploymentChanges } from './deployment.ts';
import { findingChanges } from './findings.ts';
import { settingChanges } from './settings.ts';
import { snapshotChanges } from './snapshot.ts';
import { endChange, stepChanges, type TimedStep } from './steps.ts';

/** What changed in meaning of one migration. */
export interface MigrationChanges {
  readonly migration: string;
  readonly changes: readonly string[];
}

export interface Comparison {
  /** Of each migration that changed; none where the two plans mean the same. */
  readonly changes: readonly MigrationChanges[];
  /** Why some of it can't be compared; '' where all can. */
  readonly notCompared: string;
}

export function compare(before: PlanDocument, after: PlanDocument): Comparison {
  const names = new Set(
    [...before.migrations, ...after.migrations].map(({ settings }) => settings.migration),
  );
  const notCompared = whyNotCompared(before, after);
  const changes = [...names].flatMap((migration) => {
    const found = changesOf(called(migration, before), called(migration, after), notCompared === '');
    return found.length > 0 ? [{ migration, changes: found }] : [];
  });
  return { changes, notCompared };
}

function whyNotCompared(before: PlanDocument, after: PlanDocument): string {
  if ((before.snapshot === '') === (after.snapshot === '')) return '';
  const without = before.snapshot === '' ? 'The plan before' : 'This plan';
  return `${without} is without a snapshot, so records, alarms and findings are not compared.`;
}

function called(name: string, { migrations }: PlanDocument): MigrationPlan | undefined {
  return migrations.find(({ settings }) => settings.migration === name);
}

function changesOf(
  before: MigrationPlan | undefined,
  after: MigrationPlan | undefined,
  sameSources: boolean,
): readonly string[] {
  if (!before) return ['It is new.'];
  if (!after) return ['It is gone.'];
  return [
    ...stepChanges(timedSteps(before), timedSteps(after)),
    ...settingChanges(before.settings, after.settings),
    ...deploymentChanges(before, after),
    ...(sameSources ? snapshotChanges(before, after) : []),
    ...endChange(secondsOf(before), secondsOf(after)).map((change) => `The migration ${change}.`),
    ...(sameSources ? findingChanges(before.findings, after.findings) : []),
  ];
}

function timedSteps({ settings, plan }: MigrationPlan): readonly TimedStep[] {
  const phases = 'notMade' in plan ? [] : plan.phases;
  // The others prepare, and retire.
  const shifts = phases.filter(({ state }) => state === MIGRATE.shiftWeight);
  return settings.steps.map((step, i) => {
    const [first, shift] = [phases[0], shifts[i]];
    const endsAfter = first && shift && lasting(phases.slice(0, phases.indexOf(shift) + 1));
    return { ...step, endsAfter };
  });
}

function secondsOf({ plan }: MigrationPlan): number | undefined {
  if ('notMade' in plan) return undefined;
  return plan.phases.length > 0 ? lasting(plan.phases) : undefined;
}

/** From the first one's begin to the last one's end, seconds. Freezes depend on the day of the start, so they don't count. */
function lasting(phases: readonly PlannedPhase[]): number | undefined {
  const [first, last] = [phases[0], phases.at(-1)];
  if (!first || !last) return undefined;
  const frozen = phases.reduce((sum, { frozenSeconds = 0 }) => sum + frozenSeconds, 0);
  return secondsBetween(first.beginsAt, last.endsAt) - frozen;
}

function secondsBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 1000);
}
