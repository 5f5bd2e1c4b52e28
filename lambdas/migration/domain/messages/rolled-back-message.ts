/** What is sent and kept about a rollback. */

import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose, readable, type Section } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { countOf, duration } from '../../../shared/domain/text.ts';
import { later } from '../../../shared/domain/time.ts';
import type { NotifyRollBackPayload, RollBackRequest } from '../../contract/roll-back-payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { ROLL_BACK } from '../../contract/states.ts';
import type { HeldConnections } from '../connections.ts';
import type { JoinedRollBack, JournalState } from '../journal-state.ts';
import { type Milestone, shapeOf } from '../milestones.ts';
import type { Report } from '../report.ts';
import {
  openPart,
  openPartInWords,
  type TimedPart,
  timedPartInWords,
  timesBesideBudget,
} from '../rollback-times.ts';
import { refillSeconds } from '../writing-time.ts';
import { beforeImageLines } from './closed-message.ts';

export interface RolledBackFacts {
  readonly settings: MigrationSettings;
  readonly payload: NotifyRollBackPayload;
  /** Undefined when the journal has no run; the rollback's own results are reported all the same. */
  readonly state: JournalState | undefined;
  /** The other requests for it. */
  readonly joined: readonly JoinedRollBack[];
  /** The cluster's open connections. */
  readonly cluster: HeldConnections;
}

const ASKED_BY: Readonly<Record<RollBackRequest['source'], string>> = {
  alarm: 'Requested by an alarm',
  decision: 'Requested by a person who aborted a hold',
  execution: "Requested because the migration's execution ended",
  migration: 'Requested by the migration itself',
  person: 'Requested by a person',
  'roll-back': 'An owed rollback was resumed',
  watch: 'Requested by the watch',
};

/** A rollback has most to change from here. */
const SHIFTED: Milestone = { kind: 'weighted', percent: 50 };

export function rolledBackReport(facts: RolledBackFacts): Report {
  const { settings, payload, state } = facts;
  const json = {
    migration: settings.migration,
    account: settings.account,
    region: settings.region,
    execution: state?.run.executionArn ?? '',
    rollBack: payload.run,
    request: payload.restore.request,
    joined: facts.joined,
    restore: payload.restore,
    stopped: payload.stop.stopped,
    confirm: payload.confirm,
    times: timesOf(facts),
    open: openPart(facts.cluster),
    beforeImage: Object.fromEntries(state?.beforeImage ?? []),
  };
  const text = readable([
    ...story(facts),
    { heading: 'What legacy answers', lines: state ? beforeImageLines(state.beforeImage) : [] },
  ]);
  return { json, text };
}

/** @param report address of the report */
export function rolledBackMessage(facts: RolledBackFacts, report: string): Message {
  const { settings, payload, state } = facts;
  const { restore, run } = payload;
  const { request } = restore;
  return compose(`${settings.migration}: rolled back, legacy serves`, [
    ...story(facts),
    { heading: 'What to do next', lines: nextSteps(facts) },
    {
      heading: 'Links',
      lines: [
        `Report: ${report}`,
        ...linkLine('Rollback', run.arn),
        ...linkLine('Migration', state?.run.executionArn ?? ''),
        ...(request.cause === state?.run.executionArn ? [] : linkLine('Cause', request.cause)),
        ...runbookLine(settings.runbookUrl, ROLL_BACK.notifyRollBack),
      ],
    },
  ]);
}

function story(facts: RolledBackFacts): Section[] {
  const { settings, payload, joined } = facts;
  const { restore, stop } = payload;
  const { request } = restore;
  const { migration, account, region } = settings;
  return [
    {
      heading: `Migration ${migration} (account ${account}, ${region}) was rolled back: legacy serves.`,
      lines: [
        `Run: ${restore.migrationRun}.`,
        ...(restore.reason === request.reason ? [] : [restore.reason]),
      ],
    },
    { heading: 'Why', lines: [whoAsked(request)] },
    { heading: 'Also requested by', lines: joined.map((one) => whoAsked(one.request)) },
    {
      heading: 'What was done',
      lines: [
        ...restore.changes.map(
          ({ zoneId, acceptedAt, changeIds, epoch }) =>
            `Zone ${zoneId}: legacy's records are back, accepted by Route 53 at ${acceptedAt} in ${countOf(changeIds.length, 'batch', 'batches')}, epoch ${epoch}.`,
        ),
        ...stop.stopped.map((execution) => `Stopped execution ${execution}.`),
      ],
    },
    { heading: 'Changes by others that were overwritten', lines: restore.overwritten },
    {
      heading: 'How long it took',
      lines: [...timesOf(facts).map(timedPartInWords), openPartInWords(openPart(facts.cluster))],
    },
  ];
}

function whoAsked({ source, asOf, reason }: RollBackRequest): string {
  return `${ASKED_BY[source]} (${asOf}): ${reason}`;
}

function nextSteps({ settings, payload, cluster }: RolledBackFacts): string[] {
  const others = payload.restore.overwritten.length > 0;
  return [
    'No urgent action: all records lead to legacy, and stay so when the alarm recovers.',
    keepIngress(payload.confirm.lastTtlRunsOutAt, cluster),
    ...(others ? ['Before the next try, find out who else writes to the zone.'] : []),
    `Find the cause, then start the machine ${settings.migration}-Migrate again: it starts from the beginning.`,
  ];
}

/** @param lastTtl ISO 8601 */
function keepIngress(lastTtl: string, { bound, seconds }: HeldConnections): string {
  const cached = `resolvers may cache its address until ${lastTtl}`;
  if (bound === 'bounded' && seconds !== undefined)
    return `Keep the cluster's ingress running until ${later(lastTtl, seconds)}: ${cached}, and connections that are opened by then may last ${duration(seconds)} (longer if the load balancer's keep-alive was lowered recently).`;
  const why =
    bound === 'unbounded'
      ? 'nothing limits how long clients use open connections'
      : 'how long clients may use open connections is unknown';
  return `Keep the cluster's ingress running until it gets no more requests: ${cached}, and ${why}.`;
}

function timesOf({ payload, settings, state }: RolledBackFacts): readonly TimedPart[] {
  const { run, restore, confirm } = payload;
  const { source, asOf } = restore.request;
  const instants = {
    source,
    asOf,
    startedAt: run.startedAt,
    acceptedAt: restore.acceptedAt,
    inSyncAt: confirm.inSyncAt,
    lastTtlRunsOutAt: confirm.lastTtlRunsOutAt,
  };
  const images = [...(state?.beforeImage.values() ?? [])];
  const shape = shapeOf(
    settings,
    images.flatMap(({ follows }) => follows),
  );
  const zones = images.map(({ records }) => records);
  return timesBesideBudget(instants, restore.ttlInForceSeconds, refillSeconds(zones, SHIFTED, shape));
}
