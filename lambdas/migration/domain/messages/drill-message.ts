/** What is kept and sent about a drill. */

import { displayName } from '../../../shared/contract/dns-names.ts';
import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { compose, readable, type Section } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { countOf, percent as percentInWords } from '../../../shared/domain/text.ts';
import type { DrillRemoved, DrillReported, DrillVerdict, ReportDrillPayload } from '../../contract/drill.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { DRILL } from '../../contract/states.ts';
import { describe } from '../advance.ts';
import { leftOverInWords } from '../drill/left-over.ts';
import { type DrilledZone, drilledZones, notMeasured, slowerThanPredicted } from '../drill/times.ts';
import type { BeforeImage } from '../journal-state.ts';
import type { Report } from '../report.ts';
import { timedPartInWords } from '../rollback-times.ts';

export interface DrillFacts {
  /** What was deployed. */
  readonly migration: MigrationSettings;
  /** The drill's own settings, of its zones. */
  readonly settings: MigrationSettings;
  /** What it made first; nothing if it made nothing, or nobody knows any more. */
  readonly images: ReadonlyMap<string, BeforeImage>;
  readonly payload: ReportDrillPayload;
}

/** What the drill came to. */
export interface DrillOutcome extends Pick<DrillReported, 'verdict' | 'summary' | 'slower' | 'left'> {
  readonly zones: readonly DrilledZone[];
  /** Why it has failed, one line each; nothing where it hasn't. */
  readonly failures: readonly string[];
}

export function drillOutcome({ settings, images, payload }: DrillFacts): DrillOutcome {
  const { percent, moved, restored, removed, failure = '' } = payload;
  const measured = { settings, images, percent, ...(moved && { moved }), ...(restored && { restored }) };
  const zones = drilledZones(measured);
  const slower = slowerThanPredicted(zones);
  const left = removed?.left ?? [];
  const failures = [
    ...(failure === '' ? [] : [failure]),
    ...(failure === '' && zones.length === 0 ? ['No zone was drilled.'] : []),
    ...(failure === '' ? notMeasured(zones) : []),
    ...(removed ? [] : ['It is unknown whether all that the drill has made was removed.']),
    ...left.map(({ zoneId, what }) => `Left in zone ${zoneId}: ${what}.`),
    ...(removed?.unread ?? []),
  ];
  const verdict: DrillVerdict =
    failures.length > 0 ? 'failed' : slower.length > 0 ? 'slower' : 'as-predicted';
  return {
    verdict,
    summary: summaryOf(verdict, zones.length, slower.length, failures),
    slower,
    left,
    zones,
    failures,
  };
}

function summaryOf(
  verdict: DrillVerdict,
  zones: number,
  slower: number,
  [first = '']: readonly string[],
): string {
  switch (verdict) {
    case 'failed':
      return `The drill has failed: ${first}`;
    case 'slower':
      return `Step and rollback worked in ${countOf(zones, 'zone')}, but ${countOf(slower, 'part')} took longer than predicted.`;
    case 'as-predicted':
      return `Step and rollback worked in ${countOf(zones, 'zone')}, as fast as predicted or faster.`;
  }
}

export function drillReport(facts: DrillFacts, outcome: DrillOutcome): Report {
  const { migration, images, payload } = facts;
  const { zones, failures, verdict, summary, slower, left } = outcome;
  const json = {
    schema: 'kops-cutover/drill/1',
    migration: migration.migration,
    account: migration.account,
    region: migration.region,
    execution: payload.run.arn,
    note: payload.note,
    verdict,
    summary,
    percent: payload.percent,
    zones: zones.map((zone) => ({
      id: zone.id,
      name: zone.name,
      throwaway: images.get(zone.id)?.records ?? [],
      step: zone.step.map(partAsJson),
      rollBack: zone.rollBack.map(partAsJson),
    })),
    slower,
    failures,
    left,
    others: payload.removed?.others ?? [],
  };
  return { json, text: readable(story(facts, outcome)) };
}

function partAsJson({ part, seconds, measured }: DrilledZone['step'][number]) {
  return { part, predictedSeconds: seconds, ...(measured !== undefined && { measuredSeconds: measured }) };
}

/** @param report address of the report */
export function drillMessage(facts: DrillFacts, outcome: DrillOutcome, report: string): Message {
  const { migration, payload } = facts;
  return compose(`${migration.migration}: drill ${SUBJECTS[outcome.verdict]}`, [
    ...story(facts, outcome),
    { heading: 'What to do', lines: whatToDo(migration.migration, outcome) },
    { heading: 'Links', lines: links(migration, payload.run, report) },
  ]);
}

const SUBJECTS: Readonly<Record<DrillVerdict, string>> = {
  'as-predicted': 'done, as fast as predicted',
  slower: 'done, SLOWER than predicted',
  failed: 'FAILED',
};

function story({ migration, images, payload }: DrillFacts, outcome: DrillOutcome): Section[] {
  const { removed, note, percent, moved } = payload;
  return [
    {
      heading: `Drill of the migration ${migration.migration} (account ${migration.account}, ${migration.region}): ${outcome.summary}`,
      lines: [
        ...(moved
          ? [`In each zone a throwaway name was moved to ${percentInWords(percent)} on the cluster.`]
          : []),
        'No name of the migration was touched.',
        ...(note === '' ? [] : [`Note: ${note}`]),
      ],
    },
    { heading: 'Slower than predicted', lines: outcome.slower },
    { heading: 'What failed', lines: outcome.failures },
    ...outcome.zones.map((zone) => ({
      heading: `Zone ${zone.name} (${zone.id})`,
      lines: [
        ...throwawayLine(images.get(zone.id)),
        ...zone.step.map((part) => `Step: ${timedPartInWords(part)}`),
        ...zone.rollBack.map((part) => `Rollback: ${timedPartInWords(part)}`),
      ],
    })),
    {
      heading: 'What is left in the zones',
      lines: leftLines(removed),
    },
    {
      heading: 'What else changed in the zones meanwhile (not by the drill)',
      lines: removed?.others ?? [],
    },
  ];
}

function leftLines(removed: DrillRemoved | undefined): readonly string[] {
  if (!removed) return ['Unknown. Start Drill again: it removes what an earlier one has left.'];
  return removed.left.length > 0 ? removed.left.map(leftOverInWords) : ['Nothing that the drill has made.'];
}

function throwawayLine(image: BeforeImage | undefined): readonly string[] {
  const [first] = image?.records ?? [];
  return image && first ? [`Throwaway name: ${displayName(first.Name)}, ${describe(image.records)}.`] : [];
}

function whatToDo(migration: string, { verdict, left, failures }: DrillOutcome): readonly string[] {
  if (left.length > 0)
    return ['Remove what is left with the commands above, or start Drill again: it tries again.'];
  switch (verdict) {
    case 'failed':
      return [
        ...(failures.some((line) => line.includes('AccessDenied'))
          ? [
              'If the role of a zone in another account was denied, add the drill’s two names to its policy, as under “Zones in another account” in docs/configuration.md.',
            ]
          : []),
        `Fix what failed, then start the machine ${migration}-Drill again. Until a drill succeeds, don't start the migration.`,
      ];
    case 'slower':
      return [
        'Plan with the measured times: a rollback of the migration takes at least as long. If others use the account’s limits of Route 53, raise route53.leftForOthers.',
      ];
    case 'as-predicted':
      return ['No action.'];
  }
}

function links({ runbookUrl }: MigrationSettings, { arn }: Run, report: string): readonly string[] {
  return [`Report: ${report}`, ...linkLine('Drill', arn), ...runbookLine(runbookUrl, DRILL.reportDrill)];
}
