import type { Section } from '../../../shared/domain/compose.ts';
import { countOf, duration, percent, shortened } from '../../../shared/domain/text.ts';
import { instant } from '../../../shared/domain/time.ts';
import { boundInWords } from '../connections.ts';
import type { RollBackTime } from '../rollback-times.ts';
import type { Follower, PlannedChange, PlannedPhase } from './plan.ts';
import type { PlannedHook } from './planned-hooks.ts';

/** So many names stand in one line; of more, the first ones do. The JSON has all. */
const MOST_NAMES = 6;
const FIRST_NAMES = 3;
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

interface Among {
  readonly followers?: readonly Follower[];
  readonly recordsKnown?: boolean;
  /** The phase before: what it says already is not repeated. */
  readonly previous?: PlannedPhase | undefined;
}

/** One phase of the plan for people: what changes how, until when, and how long a rollback would take. */
export function phaseSection(
  phase: PlannedPhase,
  { followers = [], recordsKnown = true, previous }: Among = {},
): Section {
  const { state, beginsAt, endsAt, waits, approval, frozenSeconds, oneWay, compared = [] } = phase;
  const { hooks = [] } = phase;
  const waited = waits.filter(({ seconds }) => seconds > 0);
  return {
    heading: `${state}: ${shareInWords(phase)}`,
    lines: [
      `Begins ${toTheSecond(beginsAt)}, ends ${toTheSecond(endsAt)}, ${writingInWords(phase)}.`,
      ...(frozenSeconds === undefined
        ? []
        : [`It begins ${duration(frozenSeconds)} later because of a freeze.`]),
      ...(waited.length > 0
        ? [`Waits ${waited.map((wait) => `${duration(wait.seconds)} for ${wait.for}`).join('; ')}.`]
        : []),
      ...(compared.length > 0 ? [`Then compares the cluster with legacy: ${compared.join(', ')}.`] : []),
      ...(hooks.length > 0 ? [hooksInWords(hooks)] : []),
      ...(approval ? ["Then waits for a person's approval."] : []),
      ...(oneWay
        ? ['One-way: only a person rolls back. Alarms, ended executions and time-outs hold and page.']
        : []),
      rollBackInWords(phase.rollBack, previous?.rollBack),
      ...(recordsKnown
        ? changeLines(phase, previous)
        : ['Which records change is not known: no zone was read.']),
      ...(previous?.weights ? [] : followerLine(phase, followers)),
    ],
  };
}

function hooksInWords(hooks: readonly PlannedHook[]): string {
  const each = hooks.map(
    ({ hook, timeLimitSeconds }) => `${hook}, which may take ${duration(timeLimitSeconds)}`,
  );
  return `Asks ${each.length === 1 ? 'the hook' : 'the hooks'} ${each.join('; ')}. The times above are without.`;
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

function rollBackInWords({ parts, seconds, open }: RollBackTime, before?: RollBackTime): string {
  const detail = parts.map(({ part, seconds: each }) => `${part} ${duration(each)}`).join(', ');
  const later = open ? ` After that, open connections may last ${boundInWords(open)}.` : '';
  const isSame = before !== undefined && before.seconds === seconds && isEqual(before.parts, parts);
  if (isSame) {
    const time = seconds === undefined ? 'as long as before' : `about ${duration(seconds)}, as before`;
    return `A rollback takes ${time}.${isEqual(before.open, open) ? '' : later}`;
  }
  if (seconds === undefined)
    return `A rollback takes the time until the alarms fire, plus: ${detail}.${later}`;
  return `A rollback takes about ${duration(seconds)}: ${detail}.${later}`;
}

function isEqual(one: unknown, another: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(another);
}

/** Names that change alike stand in one line. */
function changeLines({ changes, weights }: PlannedPhase, previous?: PlannedPhase): string[] {
  if (changes.length === 0) return ['No record changes.'];
  const before = previous?.changes ?? [];
  const isLast = weights === undefined && previous?.weights !== undefined;
  const moves = new Set(changes.map(weightsAlone));
  const [move] = moves;
  // Whatever the types of their records are.
  if (moves.size === 1 && move !== undefined) {
    const names = namesOf(changes);
    const isSame = before.length > 0 && isEqual(names, namesOf(before));
    return [`${isSame ? theSame(names) : listed(names)}: ${move}`];
  }
  // What there is by then, the steps before say.
  const alike = Map.groupBy(changes, ({ brief, to }) => (isLast ? `${to}, without legacy's records` : brief));
  return [...alike].map(([words, group]) => `${listed(namesOf(group))}: ${words}`);
}

/** `legacy 100 → 95, cluster 0 → 5`; undefined where more than the weights changes. */
function weightsAlone({ from, to, brief }: PlannedChange): string | undefined {
  return brief === `${from} → ${to}` ? undefined : brief.replace(/^[^:]*: /, '');
}

function namesOf(changes: readonly PlannedChange[]): readonly string[] {
  return changes.map(({ name }) => name);
}

function theSame(names: readonly string[]): string {
  return names.length === 1 ? 'The same name' : `The same ${countOf(names.length, 'name')}`;
}

function listed(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  const others = names.length - FIRST_NAMES;
  return `${names.slice(0, FIRST_NAMES).join(', ')} and ${countOf(others, 'other name')}`;
}

/** What is not changed, and answered otherwise all the same. */
function followerLine({ weights, share }: PlannedPhase, followers: readonly Follower[]): string[] {
  if (!weights || followers.length === 0) return [];
  const names = followers.flatMap(({ chain: [name] }) => name ?? []);
  const why = names.length === 1 ? 'it follows another name' : 'they follow other names';
  return [`${listed(names)}: ${percent(share)} on the cluster, because ${why}.`];
}

/** ISO 8601 without milliseconds, which nobody plans by. */
export function toTheSecond(time: string): string {
  return instant(Date.parse(time));
}
