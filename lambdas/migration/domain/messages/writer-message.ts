/** Who has changed a zone: what people are notified of after the notification that somebody has. */
import { displayName } from '../../../shared/contract/dns-names.ts';
import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { partitionOf } from '../../../shared/contract/regions.ts';
import { visible } from '../../../shared/contract/visible.ts';
import { compose, type Section } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { duration, shortened } from '../../../shared/domain/text.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { WATCH } from '../../contract/states.ts';
import type { JournalRun } from '../journal-state.ts';
import type { MatchingCall } from '../watch/judge-trail.ts';
import { foundTime, LOOKED_FOR_SECONDS } from '../watch/unexplained.ts';
import type { UnexplainedWrite } from '../watch/unexplained-write.ts';
import type { WrittenChange } from '../watch/write-call.ts';

/** What became of the question who wrote. */
export type WhoWrote =
  | { readonly kind: 'found'; readonly calls: readonly MatchingCall[] }
  | { readonly kind: 'none' }
  /** In the words of who refused, or of what failed until the end. */
  | { readonly kind: 'denied' | 'unread'; readonly why: string };

export interface WriterFacts {
  readonly settings: MigrationSettings;
  readonly run: Pick<JournalRun, 'execution' | 'executionArn'>;
  readonly write: UnexplainedWrite;
  /** The account that the zone belongs to. */
  readonly account: string;
  readonly who: WhoWrote;
  /** Ids of events about changes of records that could not be read, and whether the oldest calls were left out. */
  readonly unreadable: readonly string[];
  readonly cut: boolean;
}

const MOST_CHANGES = 20;
const MOST_CALLS = 20;

export function writerMessage(facts: WriterFacts): Message {
  const { settings, run, write, who } = facts;
  const { migration, runbookUrl } = settings;
  const names = shortened(
    write.names.map(({ name }) => displayName(name)),
    MOST_CHANGES,
    'names',
  );
  return compose(`${migration}: ${subjectOf(who, write)}`, [
    {
      heading: `Migration ${migration}: zone ${displayName(write.zone)} was changed between ${write.from} and ${write.to}.`,
      lines: [`Found at ${timeAt(foundTime(write))}: ${names.join(', ')}`],
    },
    ...sectionsOf(facts),
    { heading: 'What else to know', lines: alsoKnown(facts) },
    { heading: 'What to do', lines: whatToDo(facts) },
    {
      heading: 'Links',
      lines: [...linkLine('Migration', run.executionArn), ...runbookLine(runbookUrl, WATCH.watch)],
    },
  ]);
}

function subjectOf(who: WhoWrote, { answered }: UnexplainedWrite): string {
  switch (who.kind) {
    case 'found':
      return answered ? 'who else changed the zone' : 'who changed the zone';
    case 'none':
      return 'CloudTrail does not say who changed the zone';
    default:
      return 'CloudTrail could not be read for who changed the zone';
  }
}

function sectionsOf({ settings, account, write, who }: WriterFacts): readonly Section[] {
  const region = settings.trailRegion ?? '';
  switch (who.kind) {
    case 'found':
      return callSections(who.calls, region);
    case 'none':
      return [
        {
          heading: 'CloudTrail has no such call',
          lines: [
            `CloudTrail in ${region} of account ${account} has no ChangeResourceRecordSets of zone ${write.zoneId} for these names between ${write.from} and ${write.to}. Watch looked for ${duration(LOOKED_FOR_SECONDS)}.`,
          ],
        },
      ];
    default:
      return [
        { heading: `CloudTrail in ${region} of account ${account} could not be read`, lines: [who.why] },
      ];
  }
}

/** In full: the calls that made what was found, then the newest. */
function callSections(calls: readonly MatchingCall[], region: string): readonly Section[] {
  const fresh = calls.filter(({ told }) => !told);
  const first = new Set([...fresh.filter(({ exact }) => exact.length > 0), ...fresh.toReversed()]);
  const inFull = new Set([...first].slice(0, MOST_CALLS));
  return [
    ...fresh.filter((each) => inFull.has(each)).map((each) => callSection(each, region)),
    { heading: 'Other calls to these names', lines: byCaller(fresh.filter((each) => !inFull.has(each))) },
    { heading: 'You were notified of these calls before', lines: byCaller(calls.filter(({ told }) => told)) },
  ];
}

/** One line for each caller: thousands of calls may be one controller's. */
function byCaller(calls: readonly MatchingCall[]): readonly string[] {
  return [...Map.groupBy(calls, callerOf)].map(([caller, [first, ...more]]) => {
    const last = more.at(-1);
    const until = last ? ` to ${last.call.at}: ${more.length + 1} calls, the first is event` : ': event';
    return `${caller}, ${first?.call.at}${until} ${first?.call.eventId}`;
  });
}

function callerOf({ call: { who }, own }: MatchingCall): string {
  return visible(own ?? (who.arn || who.userName || who.type));
}

function callSection(matching: MatchingCall, region: string): Section {
  const { call, changes, exact, own } = matching;
  const { at, who, from, userAgent, eventId } = call;
  const does = shortened(changes.map(changeLine), MOST_CHANGES, 'changes');
  return {
    heading: `${at}: ${callerOf(matching)}`,
    lines: [
      ...(own === undefined ? [] : [`This is a function of the migration itself: ${own}.`]),
      `Who: ${labelled({ type: who.type, ARN: who.arn, 'user name': who.userName, session: who.session, role: who.role, account: who.account })}`,
      `From: ${labelled({ address: from, 'user agent': userAgent })}`,
      ...does,
      exact.length > 0
        ? `What Watch found is what this call wrote: ${shortened(exact.map(displayName), MOST_CHANGES, 'names').join(', ')}`
        : 'What Watch found is not what this call wrote.',
      `Event: ${eventId}`,
      `  aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventId,AttributeValue=${eventId}`,
      ...eventLink(region, eventId),
    ],
  };
}

/** Never a value: a TXT record may hold a secret. */
function changeLine({ action, record }: WrittenChange): string {
  const id = record.SetIdentifier === undefined ? '' : ` (${record.SetIdentifier})`;
  const weight = record.Weight === undefined ? '' : `, weight ${record.Weight}`;
  return `What: ${action} ${displayName(record.Name)} ${record.Type}${id}${weight}`;
}

function labelled(values: Readonly<Record<string, string>>): string {
  const known = Object.entries(values).filter(([, value]) => value !== '');
  return known.map(([label, value]) => `${label} ${visible(value)}`).join(', ') || 'CloudTrail does not say';
}

function eventLink(region: string, eventId: string): readonly string[] {
  const partition = partitionOf(region);
  if (!partition) return [];
  return [
    `Console: https://${region}.${partition.console}/cloudtrailv2/home?region=${region}#/events/${encodeURIComponent(eventId)}`,
  ];
}

function alsoKnown({ unreadable, cut }: WriterFacts): readonly string[] {
  return [
    ...(unreadable.length > 0
      ? [
          `CloudTrail has calls of that time which can't be read, because their parameters are left out or in another form. Look at these events: ${shortened(unreadable, MOST_CHANGES, 'events').join(', ')}`,
        ]
      : []),
    ...(cut ? ['There are more calls in that time than Watch reads. The oldest were left out.'] : []),
  ];
}

function whatToDo({ settings, account, write, who }: WriterFacts): readonly string[] {
  const region = settings.trailRegion ?? '';
  const byHand = `aws cloudtrail lookup-events --region ${region} --lookup-attributes AttributeKey=EventName,AttributeValue=ChangeResourceRecordSets --start-time ${write.from} --end-time ${write.to}`;
  switch (who.kind) {
    case 'found':
      return who.calls.every(({ own }) => own !== undefined)
        ? ['Only this software wrote. Read the log of the function that is named, and report it.']
        : ['Stop what wrote: its pipeline, its controller or the person. Then decide about the hold.'];
    case 'none':
      return [`Look again later, in account ${account}: ${byHand}`];
    case 'denied':
      return [
        `${lendsRole(settings, write) ? 'Allow the zone’s role' : 'Find out what denies the function Watch'} cloudtrail:LookupEvents in ${region}: “Who wrote” in docs/configuration.md. Or leave out watch.cloudTrail.`,
        `Look yourself, in account ${account}: ${byHand}`,
      ];
    case 'unread':
      return [`Look yourself, in account ${account}: ${byHand}`];
  }
}

function lendsRole({ zones }: MigrationSettings, { zoneId }: UnexplainedWrite): boolean {
  return zones.find(({ id }) => id === zoneId)?.role !== undefined;
}
