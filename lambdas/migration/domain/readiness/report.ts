/** The readiness report: everything that was found, and what the run will do. */

import type { Run } from '../../../shared/contract/run.ts';
import { readable, type Section } from '../../../shared/domain/compose.ts';
import { countOf, duration } from '../../../shared/domain/text.ts';
import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { Reading } from '../reading.ts';
import type { Report } from '../report.ts';
import type { Plan } from './plan.ts';
import { followersSection, phaseSection, toTheSecond } from './plan-text.ts';

export interface ReadinessFacts {
  readonly settings: Pick<MigrationSettings, 'migration' | 'account' | 'region'>;
  readonly run: Run;
  readonly dryRun: boolean;
  readonly note: string;
  /** ISO 8601. */
  readonly assessedAt: string;
  readonly checks: readonly CheckResult[];
  /** What AssessReadiness itself found. */
  readonly own: readonly Finding[];
  readonly plan: Reading<Plan>;
}

/** A single failing finding is enough not to begin. */
export function isReady(facts: ReadinessFacts): boolean {
  return allFindings(facts).every(({ level }) => level !== 'fail');
}

export function allFindings({ checks, own }: ReadinessFacts): readonly Finding[] {
  return [...checks.flatMap(({ findings }) => findings), ...own];
}

export function ofLevel(facts: ReadinessFacts, level: Finding['level']): readonly Finding[] {
  return allFindings(facts).filter((finding) => finding.level === level);
}

/** `2 of 31 findings fail: VerifyDns www.shop.test (record-missing), …` */
export function summaryOf(facts: ReadinessFacts): string {
  const all = allFindings(facts).length;
  const [failing, warnings] = [ofLevel(facts, 'fail'), ofLevel(facts, 'warn')];
  if (failing.length === 0)
    return `Ready: ${countOf(all, 'finding')}, none fails, ${countOf(warnings.length, 'warning')}.`;
  const verb = failing.length === 1 ? 'fails' : 'fail';
  return `${failing.length} of ${countOf(all, 'finding')} ${verb}: ${failing.slice(0, 5).map(inBrief).join(', ')}${failing.length > 5 ? ', …' : ''}`;
}

export function inBrief({ check, subject, code }: Finding): string {
  return `${check} ${subject} (${code})`;
}

/** What was seen; and of what isn't in order, why it matters and what to do. */
export function inFull({ subject, level, seen, why, toDo }: Finding): string {
  if (level === 'pass') return `${subject}: ${sentence(seen)}`;
  return `${subject}: ${sentence(seen)} ${sentence(why)} To do: ${sentence(toDo)}`;
}

/** Messages of others need not end as sentences do. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function readinessReport(facts: ReadinessFacts): Report {
  const { plan, settings, run, ...rest } = facts;
  const { migration, account, region } = settings;
  const json = {
    migration,
    account,
    region,
    execution: run.arn,
    ...rest,
    ready: isReady(facts),
    summary: summaryOf(facts),
    plan: plan.known ? plan.value : { notMade: plan.why },
  };
  return { json, text: readable(sectionsOf(facts)) };
}

function sectionsOf(facts: ReadinessFacts): Section[] {
  const { settings, run, note, dryRun, assessedAt, plan } = facts;
  const { migration, account, region } = settings;
  const opening = {
    heading: `Migration ${migration} (account ${account}, ${region}): ${isReady(facts) ? 'ready' : 'not ready'}`,
    lines: [
      summaryOf(facts),
      `Run ${run.name}${dryRun ? ' (dry run)' : ''}, assessed at ${assessedAt}.`,
      ...(note === '' ? [] : [`Note: ${note}`]),
    ],
  };
  const levels = (['fail', 'warn', 'pass'] as const).map((level) => ({
    heading: HEADINGS[level],
    lines: ofLevel(facts, level).map((finding) => `${finding.check} ${inFull(finding)}`),
  }));
  return [opening, ...levels, ...planSections(plan)];
}

const HEADINGS = {
  fail: 'What must be fixed first',
  warn: 'Warnings',
  pass: 'What is in order',
} as const;

function planSections(plan: Reading<Plan>): Section[] {
  if (!plan.known) return [{ heading: 'The plan could not be made', lines: [plan.why] }];
  const { phases, followers, endsAt } = plan.value;
  const begins = phases[0]?.beginsAt ?? endsAt;
  const takes = duration((Date.parse(endsAt) - Date.parse(begins)) / 1000);
  const lines = [
    `From ${toTheSecond(begins)} to ${toTheSecond(endsAt)} (${takes}), if every soak passes and no decision is needed.`,
  ];
  return [
    { heading: 'The plan', lines },
    ...followersSection(followers),
    ...phases.map((phase) => phaseSection(phase, followers)),
  ];
}
