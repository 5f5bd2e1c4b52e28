import { MIGRATE, WATCH } from '../../lambdas/migration/contract/states.ts';
import { findingSections, planSections } from '../../lambdas/migration/domain/readiness/report.ts';
import type { Section } from '../../lambdas/shared/domain/compose.ts';
import { countOf, duration, percent } from '../../lambdas/shared/domain/text.ts';
import { notSureLine } from '../../rehearsal/trials/migration/first-step.ts';
import type { Comparison } from '../against/changes.ts';
import { comparedLines } from '../compared.ts';
import type { MigrationPlan, PlanDocument } from '../plan-document.ts';

export interface PlanSection extends Section {
  /** Of a configuration, ready to copy. */
  readonly code?: string;
}

/** A plan for people: what changed comes first. */
export function sectionsOf(
  document: PlanDocument,
  comparison: Comparison | undefined,
): readonly PlanSection[] {
  return [
    ...(comparison ? changeSections(comparison) : []),
    { heading: 'The snapshot', lines: document.notes ?? [] },
    { heading: 'What the migrations have in common', lines: document.overlaps },
    ...document.migrations.flatMap((migration) => migrationSections(migration, document.snapshot)),
  ];
}

function changeSections({ changes, notCompared }: Comparison): readonly PlanSection[] {
  const gap = { heading: 'Not compared', lines: notCompared === '' ? [] : [notCompared] };
  if (changes.length === 0) return [{ heading: 'What changed', lines: ['Nothing changed in meaning.'] }, gap];
  return [
    ...changes.map(({ migration, changes: lines }) => ({ heading: `What changed of ${migration}`, lines })),
    gap,
  ];
}

function migrationSections(migration: MigrationPlan, snapshot: string): readonly PlanSection[] {
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
    ...alarmSections(migration),
    ...comparedSections(migration),
    ...terraformSections(migration),
    ...planSections(
      'notMade' in plan ? { known: false, why: plan.notMade } : { known: true, value: plan },
      snapshot !== '',
    ),
    ...costSections(migration),
  ];
}

function comparedSections({ compared }: MigrationPlan): readonly PlanSection[] {
  return compared ? [{ heading: 'How long a soak must be to compare', lines: comparedLines(compared) }] : [];
}

function alarmSections({ notSure }: MigrationPlan): readonly PlanSection[] {
  return notSure ? [{ heading: 'What alarms may miss', lines: [notSureLine(notSure, notSure.options)] }] : [];
}

function costSections({ cost }: MigrationPlan): readonly PlanSection[] {
  if (!cost) return [];
  const { region, asOf } = cost.prices;
  return [
    {
      heading: 'What it costs, estimated',
      lines: [
        ...alike(cost.phases, ({ state, percent: share, transitions, route53Calls, metrics, dollars }) => {
          const which = state === MIGRATE.shiftWeight ? `${state} ${percent(share)}` : state;
          const calls =
            route53Calls === undefined
              ? []
              : [countOf(route53Calls, 'call of Route 53', 'calls of Route 53')];
          const counts = [
            countOf(transitions, 'state transition'),
            ...calls,
            ...(metrics === 0 ? [] : [countOf(metrics, 'metric of CloudWatch', 'metrics of CloudWatch')]),
          ];
          return [which, `${counts.join(', ')}: ${inDollars(dollars)}.`];
        }),
        `${WATCH.watch}: ${countOf(cost.watch.minutes, 'call', 'calls')}, one each minute: ${inDollars(cost.watch.dollars)}.`,
        `Together ${inDollars(cost.dollars)}, by AWS's list prices of ${region} (${asOf}), if every soak passes. Every transition is counted as an invocation of Lambda. What the stack costs while nothing runs is not in it.`,
      ],
    },
  ];
}

/** What costs the same stands in one line. @param words of one: its name, and what it costs */
function alike<T>(all: readonly T[], words: (one: T) => readonly [string, string]): readonly string[] {
  const byCost = Map.groupBy(all.map(words), ([, cost]) => cost);
  return [...byCost].map(
    ([cost, phases]) =>
      `${phases.map(([which]) => which).join(', ')}: ${phases.length > 1 ? 'each ' : ''}${cost}`,
  );
}

function inDollars(dollars: number): string {
  return `$${dollars.toFixed(4)}`;
}

function terraformSections({ terraform }: MigrationPlan): readonly PlanSection[] {
  if (!terraform) return [];
  return [
    {
      heading: 'Terraform, before the migration',
      lines: ['Add this to the blocks that are there. It takes effect without an apply.'],
      code: terraform.before,
    },
    {
      heading: 'Terraform, after the migration',
      lines: [
        'Write the records as the migration leaves them, and take ignore_changes out again. Then terraform plan has nothing to change.',
        'The import blocks (Terraform 1.5 or newer) go into the root module. They change nothing if the state has the record, and bring it back if the state has forgotten it.',
      ],
      code: terraform.after,
    },
  ].filter(({ code }) => code !== '');
}
