import { findingSections, planSections } from '../../lambdas/migration/domain/readiness/report.ts';
import type { Section } from '../../lambdas/shared/domain/compose.ts';
import { countOf, duration, percent } from '../../lambdas/shared/domain/text.ts';
import type { Comparison } from '../against/changes.ts';
import type { MigrationPlan, PlanDocument } from '../plan-document.ts';

/** A plan for people: what changed comes first. */
export function sectionsOf(document: PlanDocument, comparison: Comparison | undefined): readonly Section[] {
  return [
    ...(comparison ? changeSections(comparison) : []),
    { heading: 'What the migrations have in common', lines: document.overlaps },
    ...document.migrations.flatMap((migration) => migrationSections(migration, document.snapshot)),
  ];
}

function changeSections({ changes, notCompared }: Comparison): readonly Section[] {
  const gap = { heading: 'Not compared', lines: notCompared === '' ? [] : [notCompared] };
  if (changes.length === 0) return [{ heading: 'What changed', lines: ['Nothing changed in meaning.'] }, gap];
  return [
    ...changes.map(({ migration, changes: lines }) => ({ heading: `What changed of ${migration}`, lines })),
    gap,
  ];
}

function migrationSections(migration: MigrationPlan, snapshot: string): readonly Section[] {
  const { settings, stack, findings, notAsked, plan } = migration;
  const { migration: name, account, region, steps } = settings;
  const moved = settings.zones.reduce((sum, { records }) => sum + records.length, 0);
  const opening = {
    heading: `Migration ${name} (account ${account}, ${region}), stack ${stack}`,
    lines: [
      `Moves ${countOf(moved, 'name')} of ${countOf(settings.zones.length, 'zone')} in ${countOf(steps.length, 'step')}: ${steps.map((step) => `${percent(step.percent)} for ${duration(step.soakSeconds)}`).join(', ')}.`,
      snapshot === ''
        ? 'No snapshot was given: what the zones hold, and how long their old TTLs are, is not in this plan.'
        : `By the snapshot ${snapshot}.`,
    ],
  };
  return [
    opening,
    ...findingSections({
      findings,
      manualChecks: findings.filter(({ code }) => code.startsWith('manual-check')),
      notAsked,
    }),
    ...planSections('notMade' in plan ? { known: false, why: plan.notMade } : { known: true, value: plan }),
  ];
}
