import { freezesFrom } from '../../lambdas/migration/adapters/freeze-calendar.ts';
import { MIGRATE } from '../../lambdas/migration/contract/states.ts';
import { beginOf } from '../../lambdas/migration/domain/freeze.ts';
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
  const start = startOf(after) ?? startOf(before) ?? 0;
  return [
    ...stepChanges(timedSteps(before, start), timedSteps(after, start)),
    ...settingChanges(before.settings, after.settings),
    ...deploymentChanges(before, after),
    ...(sameSources ? snapshotChanges(before, after) : []),
    ...endChange(secondsOf(before, start), secondsOf(after, start)).map(
      (change) => `The migration ${change}.`,
    ),
    ...(sameSources ? findingChanges(before.findings, after.findings) : []),
  ];
}

/** Freezes delay by the day of the start: both plans are calculated as if they began when the later one does. Epoch milliseconds. */
function startOf({ plan }: MigrationPlan): number | undefined {
  const [first] = 'notMade' in plan ? [] : plan.phases;
  return first && Date.parse(first.beginsAt);
}

function timedSteps(migration: MigrationPlan, start: number): readonly TimedStep[] {
  const ends = endsFrom(migration, start);
  // The others prepare, and retire.
  const shifts = ends.filter(({ state }) => state === MIGRATE.shiftWeight);
  return migration.settings.steps.map((step, i) => ({ ...step, endsAfter: shifts[i]?.after }));
}

function secondsOf(migration: MigrationPlan, start: number): number | undefined {
  return endsFrom(migration, start).at(-1)?.after;
}

/** When each phase ends, seconds after `start`; none where no plan was made. */
function endsFrom({ plan, settings }: MigrationPlan, start: number) {
  const freezes = freezesFrom(settings.freeze, start);
  let at = start;
  return ('notMade' in plan ? [] : plan.phases).map(({ state, beginsAt, endsAt }) => {
    at = beginOf(state, freezes, at) + Date.parse(endsAt) - Date.parse(beginsAt);
    return { state, after: Math.round((at - start) / 1000) };
  });
}
