import type { Section } from '../../../shared/domain/compose.ts';
import { countOf, duration, percent, shortened } from '../../../shared/domain/text.ts';
import { instant } from '../../../shared/domain/time.ts';
import { boundInWords } from '../connections.ts';
import type { RollBackTime } from '../rollback-times.ts';
import type { Follower, PlannedChange, PlannedPhase } from './plan.ts';

const MOST_NAMES = 20;
const MOST_FOLLOWERS = 200;
/** Seconds. */
const WORTH_SAYING = 10;

/** Which names get the share of another one, and by what way; nothing where there are none. */
export function followersSection(followers: readonly Follower[]): Section[] {
  if (followers.length === 0) return [];
  const lines = followers.map(({ chain: [name, ...led], configured }) => {
    const asked = configured ? '' : ' (not in the configuration)';
    return `${name}${asked} leads to ${led.join(', which leads to ')}: it gets the share of ${led.at(-1)}.`;
  });
  return [{ heading: 'Names that follow others', lines: shortened(lines, MOST_FOLLOWERS, 'names') }];
}

/** One phase of the plan for people: what changes how, until when, and how long a rollback would take. */
export function phaseSection(
  phase: PlannedPhase,
  followers: readonly Follower[],
  recordsKnown = true,
): Section {
  const { state, beginsAt, endsAt, waits, approval, frozenSeconds, oneWay, compared = [] } = phase;
  const waited = waits.filter(({ seconds }) => seconds > 0);
  return {
    heading: `${state}: ${shareInWords(phase)}`,
    lines: [
      `Begins ${toTheSecond(beginsAt)}, ends ${toTheSecond(endsAt)}, ${writingInWords(phase)}.`,
      ...(frozenSeconds === undefined
        ? []
        : [`It begins ${duration(frozenSeconds)} later because of a freeze.`]),
      ...waited.map((wait) => `Waits for ${wait.for}: ${duration(wait.seconds)}.`),
      ...(compared.length > 0 ? [`Then compares the cluster with legacy: ${compared.join(', ')}.`] : []),
      ...(approval ? ["Then waits for a person's approval."] : []),
      ...(oneWay
        ? ['One-way: only a person rolls back. Alarms, ended executions and time-outs hold and page.']
        : []),
      rollBackInWords(phase.rollBack),
      ...(recordsKnown
        ? changeLines(phase.changes)
        : ['Which records change is not known: no zone was read.']),
      ...followerLine(phase, followers),
    ],
  };
}

function writingInWords({ batches, recordChanges, writingSeconds }: PlannedPhase): string {
  const long = writingSeconds < WORTH_SAYING ? '' : `, which takes ${duration(Math.ceil(writingSeconds))}`;
  return `${countOf(batches, 'batch', 'batches')} of ${countOf(recordChanges, 'change')} to Route 53${long}`;
}

function shareInWords({ percent: asked, share, weights }: PlannedPhase): string {
  if (!weights) return asked === 0 ? 'legacy alone, shorter TTL' : 'the cluster alone';
  const exact = Math.abs(share - asked) < 1e-9 ? '' : ` (configured: ${percent(asked)})`;
  return `${percent(share)} on the cluster${exact}, weights ${weights.legacy} legacy and ${weights.cluster} cluster`;
}

function rollBackInWords({ parts, seconds, open }: RollBackTime): string {
  const detail = parts.map(({ part, seconds: each }) => `${part} ${duration(each)}`).join(', ');
  const later = open ? ` After that, open connections may last ${boundInWords(open)}.` : '';
  if (seconds === undefined)
    return `A rollback takes the time until the alarms fire, plus: ${detail}.${later}`;
  return `A rollback takes about ${duration(seconds)}: ${detail}.${later}`;
}

/** Names that change alike stand in one line. */
function changeLines(changes: readonly PlannedChange[]): string[] {
  if (changes.length === 0) return ['No record changes.'];
  const alike = Map.groupBy(changes, ({ brief }) => brief);
  return [...alike].map(([brief, group]) => {
    const names = group.map(({ name }) => name);
    return `${shortened(names, MOST_NAMES, 'names').join(', ')}: ${brief}`;
  });
}

/** What is not changed, and answered otherwise all the same. */
function followerLine({ weights, share }: PlannedPhase, followers: readonly Follower[]): string[] {
  if (!weights || followers.length === 0) return [];
  const names = followers.flatMap(({ chain: [name] }) => name ?? []);
  const why = names.length === 1 ? 'it follows another name' : 'they follow other names';
  return [
    `${shortened(names, MOST_NAMES, 'names').join(', ')}: ${percent(share)} on the cluster, because ${why}.`,
  ];
}

/** ISO 8601 without milliseconds, which nobody plans by. */
export function toTheSecond(time: string): string {
  return instant(Date.parse(time));
}
