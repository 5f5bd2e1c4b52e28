/** The readiness report: everything that was found, and what the run will do. */

import { readable, type Section } from '../../../shared/domain/compose.ts';
import { duration } from '../../../shared/domain/text.ts';
import type { Level } from '../../contract/findings.ts';
import type { Reading } from '../reading.ts';
import type { Report } from '../report.ts';
import { changesInBrief, changesSection } from './comparison-text.ts';
import { connectionsSection } from './connections-text.ts';
import { dataPlaneSection } from './data-plane-text.ts';
import { blocks, inFull, type JudgedFinding } from './judged-finding.ts';
import type { Plan } from './plan.ts';
import { followersSection, phaseSection, toTheSecond } from './plan-text.ts';
import { comparisonOf, isReady, type ReadinessFacts, summaryOf } from './readiness-facts.ts';
import { readinessJson } from './readiness-json.ts';

export function readinessReport(facts: ReadinessFacts): Report {
  return { json: readinessJson(facts), text: readable(sectionsOf(facts)) };
}

function sectionsOf(facts: ReadinessFacts): Section[] {
  const { settings, run, note, dryRun, assessedAt, plan } = facts;
  const comparison = comparisonOf(facts);
  const { migration, account, region } = settings;
  const opening = {
    heading: `Migration ${migration} (account ${account}, ${region}): ${isReady(facts) ? 'ready' : 'not ready'}`,
    lines: [
      summaryOf(facts),
      `Run ${run.name}${dryRun ? ' (dry run)' : ''}, assessed at ${assessedAt}.`,
      changesInBrief(comparison),
      ...(note === '' ? [] : [`Note: ${note}`]),
    ],
  };
  return [opening, ...findingSections(facts), ...changesSection(comparison), ...planSections(plan)];
}

/** What blocks comes first. */
export function findingSections({
  findings,
  manualChecks,
  notAsked,
}: Pick<ReadinessFacts, 'findings' | 'manualChecks' | 'notAsked'>): Section[] {
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

/** @param recordsKnown what the zones contain was read */
export function planSections(plan: Reading<Plan>, recordsKnown = true): Section[] {
  if (!plan.known) return [{ heading: 'The plan could not be made', lines: [plan.why] }];
  const { phases, followers, connections, dataPlane, endsAt } = plan.value;
  const begins = phases[0]?.beginsAt ?? endsAt;
  const takes = duration((Date.parse(endsAt) - Date.parse(begins)) / 1000);
  const lines = [
    `From ${toTheSecond(begins)} to ${toTheSecond(endsAt)} (${takes}), if every soak passes and every approval comes at once.`,
  ];
  return [
    { heading: 'The plan', lines },
    ...followersSection(followers),
    connectionsSection(connections),
    ...dataPlaneSection(dataPlane),
    ...phases.map((phase, i) => phaseSection(phase, { followers, recordsKnown, previous: phases[i - 1] })),
  ];
}
