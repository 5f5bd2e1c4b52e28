import {
  blocks,
  inBrief,
  type JudgedFinding,
} from '../../lambdas/migration/domain/readiness/judged-finding.ts';
import { duration } from '../../lambdas/shared/domain/text.ts';
import type { MigrationPlan, PlanDocument } from '../plan-document.ts';
import { differencesOf } from './differences.ts';
import { stepChanges } from './steps.ts';
import { treeOf } from './tree.ts';
import { inWords } from './words.ts';

/** What changed in meaning of one migration. */
export interface MigrationChanges {
  readonly migration: string;
  readonly changes: readonly string[];
}

/** Of each migration that changed; none where the two plans mean the same. */
export function changesBetween(before: PlanDocument, after: PlanDocument): readonly MigrationChanges[] {
  const names = new Set(
    [...before.migrations, ...after.migrations].map(({ settings }) => settings.migration),
  );
  return [...names].flatMap((migration) => {
    const changes = changesOf(called(migration, before), called(migration, after));
    return changes.length > 0 ? [{ migration, changes }] : [];
  });
}

function called(name: string, { migrations }: PlanDocument): MigrationPlan | undefined {
  return migrations.find(({ settings }) => settings.migration === name);
}

function changesOf(before: MigrationPlan | undefined, after: MigrationPlan | undefined): readonly string[] {
  if (!before) return ['It is new.'];
  if (!after) return ['It is gone.'];
  return [
    ...stepChanges(before.settings.steps, after.settings.steps),
    ...settingChanges(before, after),
    ...lengthChange(before, after),
    ...findingChanges(before.findings, after.findings),
  ];
}

function settingChanges(before: MigrationPlan, after: MigrationPlan): readonly string[] {
  const [old, now] = [before, after].map(({ settings: { steps: _, ...others } }) => treeOf(others));
  return differencesOf(old ?? new Map(), now ?? new Map()).map(inWords);
}

function lengthChange(before: MigrationPlan, after: MigrationPlan): readonly string[] {
  const [old, now] = [secondsOf(before), secondsOf(after)];
  if (old === undefined || now === undefined || old === now) return [];
  return [`It ends ${duration(Math.abs(now - old))} ${now < old ? 'earlier' : 'later'} after its start.`];
}

function secondsOf({ plan }: MigrationPlan): number | undefined {
  if ('notMade' in plan) return undefined;
  const [first] = plan.phases;
  return first && Math.round((Date.parse(plan.endsAt) - Date.parse(first.beginsAt)) / 1000);
}

function findingChanges(
  before: readonly JudgedFinding[],
  after: readonly JudgedFinding[],
): readonly string[] {
  const keys = (findings: readonly JudgedFinding[]) => new Set(findings.map(keyOf));
  const [old, now] = [keys(before), keys(after)];
  return [
    ...after
      .filter((each) => isNews(each) && !old.has(keyOf(each)))
      .map((each) => `new: ${inBrief(each)}: ${each.seen}`),
    ...before.filter((each) => isNews(each) && !now.has(keyOf(each))).map((each) => `gone: ${inBrief(each)}`),
  ];
}

function isNews(finding: JudgedFinding): boolean {
  return finding.level === 'warn' || blocks(finding);
}

function keyOf({ check, subject, code, level }: JudgedFinding): string {
  return JSON.stringify([check, subject, code, level]);
}
