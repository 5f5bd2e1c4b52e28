/** The readiness report: everything that was found, and what the run will do. */

import type { Run } from '../../../shared/contract/run.ts';
import { readable, type Section } from '../../../shared/domain/compose.ts';
import { countOf, duration, shortened } from '../../../shared/domain/text.ts';
import type { Finding, Level } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { Reading } from '../reading.ts';
import type { Report } from '../report.ts';
import { blocks, inBrief, inFull, type JudgedFinding } from './judged-finding.ts';
import type { Plan } from './plan.ts';
import { followersSection, phaseSection, toTheSecond } from './plan-text.ts';

/** Findings that the summary names. */
const MOST_NAMED = 5;

export interface ReadinessFacts {
  readonly settings: Pick<MigrationSettings, 'migration' | 'account' | 'region'>;
  readonly run: Run;
  readonly dryRun: boolean;
  readonly note: string;
  /** ISO 8601. */
  readonly assessedAt: string;
  /** Of all checks, and of AssessReadiness itself. */
  readonly findings: readonly JudgedFinding[];
  /** Those of `findings` that are about what only people can check. */
  readonly manualChecks: readonly Finding[];
  readonly notAsked: readonly NotAsked[];
  readonly plan: Reading<Plan>;
}

/** A check that had nothing to ask. */
export interface NotAsked {
  readonly check: string;
  readonly why: string;
}

export function isReady({ findings }: Pick<ReadinessFacts, 'findings'>): boolean {
  return !findings.some(blocks);
}

/** `2 of 31 findings block the start: VerifyDns www.shop.test (record-missing), …` */
export function summaryOf({ findings }: ReadinessFacts): string {
  const all = countOf(findings.length, 'finding');
  const blocking = findings.filter(blocks);
  if (blocking.length === 0) {
    const accepted = findings.filter((finding) => finding.accepted).length;
    const warnings = findings.filter(({ level }) => level === 'warn').length;
    return `Ready: ${all}, none blocks, ${accepted} accepted, ${countOf(warnings, 'warning')}.`;
  }
  const verb = blocking.length === 1 ? 'blocks' : 'block';
  const named = shortened(blocking.map(inBrief), MOST_NAMED, 'findings').join(', ');
  return `${blocking.length} of ${all} ${verb} the start: ${named}`;
}

export function readinessReport(facts: ReadinessFacts): Report {
  const { plan, settings, run, manualChecks: _, ...rest } = facts;
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
  return [opening, ...findingSections(facts), ...planSections(plan)];
}

/** What blocks comes first. */
function findingSections({ findings, manualChecks, notAsked }: ReadinessFacts): Section[] {
  const lines = (which: (finding: JudgedFinding) => boolean) => findings.filter(which).map(inFull);
  return [
    ...blockingSections(findings),
    { heading: 'Accepted', lines: lines(({ accepted }) => accepted !== undefined) },
    { heading: 'Warnings', lines: lines(({ level }) => level === 'warn') },
    {
      heading: 'What is in order',
      lines: lines((finding) => finding.level === 'pass' && !manualChecks.includes(finding)),
    },
    { heading: 'Not asked', lines: notAsked.map(({ check, why }) => `${check}: ${why}`) },
    { heading: 'Manual checks', lines: manualChecks.map(({ subject, seen }) => `${subject}: ${seen}`) },
  ];
}

/** For the report, and for the notification that nothing began. */
export function blockingSections(findings: readonly JudgedFinding[]): Section[] {
  const blocking = findings.filter(blocks);
  const lines = (level: Level) => blocking.filter((finding) => finding.level === level).map(inFull);
  return [
    { heading: 'What must be fixed first', lines: lines('fail') },
    { heading: 'Unknown: find out, then fix or accept it', lines: lines('unknown') },
  ];
}

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
