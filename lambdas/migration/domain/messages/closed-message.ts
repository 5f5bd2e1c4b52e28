/** What is sent and kept about a migration that reached its end. */

import { displayName } from '../../../shared/contract/dns-names.ts';
import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose, readable, type Section } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { countOf, duration } from '../../../shared/domain/text.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { describe } from '../advance.ts';
import type { Hold, KeptDecision } from '../hold.ts';
import type { JournalState } from '../journal-state.ts';
import type { Report } from '../report.ts';
import { entryInWords, type TimelineEntry } from '../timeline.ts';
import { type WhatRemains, whatRemains } from '../what-remains.ts';

/** A field that is taken away, or means something else, makes it `/2`; a field more doesn't. */
export const CLOSED_SCHEMA = 'kops-cutover.closed/1';

export interface ClosedFacts {
  readonly settings: MigrationSettings;
  readonly state: Pick<JournalState, 'run' | 'beforeImage'>;
  /** ISO 8601. */
  readonly closedAt: string;
  readonly timeline: readonly TimelineEntry[];
  readonly decisions: readonly KeptDecision[];
}

/** The whole story: what happened when, who decided what, what legacy answered before. */
export function closedReport(facts: ClosedFacts): Report {
  const { settings, state, closedAt, decisions } = facts;
  const remains = whatRemains(settings, state);
  const json = {
    schema: CLOSED_SCHEMA,
    migration: settings.migration,
    account: settings.account,
    region: settings.region,
    execution: state.run.executionArn,
    startedAt: state.run.startedAt,
    closedAt,
    timeline: facts.timeline,
    decisions: decisions.map(({ hold, ...decision }) => ({ ...decision, held: withoutToken(hold) })),
    ...remains,
    beforeImage: Object.fromEntries(state.beforeImage),
  };
  const text = readable([
    opening(facts),
    { heading: 'Timeline', lines: facts.timeline.map(entryInWords) },
    { heading: 'Decisions', lines: decisionLines(facts) },
    ...remainsSections(remains),
    { heading: 'What legacy answered before', lines: beforeImageLines(state.beforeImage) },
  ]);
  return { json, text };
}

/** With the token anybody could answer in the state's place. */
function withoutToken({ taskToken: _, ...hold }: Hold): Omit<Hold, 'taskToken'> {
  return hold;
}

/** @param report address of the report */
export function closedMessage(facts: ClosedFacts, report: string): Message {
  const { settings, state } = facts;
  return compose(`${settings.migration}: migration closed, all traffic is on the cluster`, [
    opening(facts),
    { heading: 'Decisions', lines: decisionLines(facts) },
    {
      heading: 'What to do next',
      lines: ['You may switch off the legacy platform. No rollback to it is possible any more.'],
    },
    ...remainsSections(whatRemains(settings, state)),
    {
      heading: 'Links',
      lines: [
        `Report: ${report}`,
        ...linkLine('Migration', state.run.executionArn),
        ...runbookLine(settings.runbookUrl, MIGRATE.closeMigration),
      ],
    },
  ]);
}

function remainsSections({ mayBeDeleted, stays }: WhatRemains): Section[] {
  return [
    { heading: 'What may be deleted now', lines: mayBeDeleted },
    { heading: 'What stays', lines: stays },
  ];
}

function opening({ settings, state, closedAt }: ClosedFacts): Section {
  const { migration, account, region } = settings;
  const { run, beforeImage } = state;
  const records = [...beforeImage.values()].flatMap((image) => image.records);
  const names = new Set(records.map((record) => record.Name));
  const seconds = (Date.parse(closedAt) - Date.parse(run.startedAt)) / 1000;
  return {
    heading: `Migration ${migration} (account ${account}, ${region}) is closed.`,
    lines: [
      `${countOf(names.size, 'name')} in ${countOf(beforeImage.size, 'zone')} answer only with the cluster.`,
      `Began ${run.startedAt}, closed ${closedAt}: ${duration(seconds)}.`,
    ],
  };
}

function decisionLines({ decisions }: ClosedFacts): string[] {
  if (decisions.length === 0) return ['No decision was needed.'];
  return decisions.map(
    ({ at, decision, hold, reason, decidedBy }) =>
      `${at} ${decision} at ${hold.state}, step ${hold.step + 1}: ${reason} (${decidedBy})`,
  );
}

export function beforeImageLines(beforeImage: JournalState['beforeImage']): string[] {
  return [...beforeImage].flatMap(([zoneId, { records }]) =>
    records.map((record) => `${zoneId} ${displayName(record.Name)}: ${describe([record])}`),
  );
}
