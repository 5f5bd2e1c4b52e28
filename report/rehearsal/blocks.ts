/** What machines and lanes show as blocks on the axis of time. */
import { duration } from '../../rehearsal/text/numbers.ts';
import type { Block, Tone } from '../page/panel.ts';
import { clock, type Extent } from '../page/time.ts';
import type { ExecutionEntry, Span } from './document.ts';

/** Of the whole time, a state that is shorter stands together with its neighbours. */
const SHORT = 0.006;
/** In which machines wait before they do the same again: it stands for what is done again. */
const PAUSE = 'Pause';

/** What does not overlap stands in one track. */
export function tracks<T extends { readonly from: string; readonly until: string }>(
  all: readonly T[],
): readonly (readonly T[])[] {
  const found: T[][] = [];
  for (const each of all.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))) {
    const free = found.find((track) => Date.parse(track.at(-1)?.until ?? '') <= Date.parse(each.from));
    if (free) free.push(each);
    else found.push([each]);
  }
  return found;
}

export function blocksOfExecution(extent: Extent, execution: ExecutionEntry): readonly Block[] {
  const stretches = merged(absorbed(gathered(extent, named(execution.states))));
  const blocks = stretches.map((each) => blockOfStretch(each, execution.machine));
  return inExtent(extent, [...blocks, ...endOf(execution)]);
}

interface Stretch extends Extent {
  readonly names: readonly string[];
  /** Of states that are too short to be shown each. */
  readonly isGathered: boolean;
}

function named(states: readonly Span[]): readonly Stretch[] {
  return states.map(({ from, until, what }, i) => ({
    from: Date.parse(from),
    until: Date.parse(until),
    names: [what === PAUSE ? (states[i - 1]?.what ?? what) : what],
    isGathered: false,
  }));
}

/** Short states that follow each other, as one. */
function gathered(extent: Extent, states: readonly Stretch[]): readonly Stretch[] {
  const least = SHORT * (extent.until - extent.from);
  const found: Stretch[] = [];
  for (const state of states) {
    const last = found.at(-1);
    const isGathered = state.until - state.from < least;
    if (isGathered && last?.isGathered) found.splice(-1, 1, joined(last, state));
    else found.push({ ...state, isGathered });
  }
  return found;
}

/** What is done between two waits for the same is part of the waiting. */
function absorbed(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.map((each, i) => {
    const next = stretches[i + 1];
    if (!each.isGathered || next === undefined || next.isGathered) return each;
    const isBetween = sameNames(stretches[i - 1], next) || each.names.at(-1) === next.names[0];
    return isBetween ? { ...each, names: next.names, isGathered: false } : each;
  });
}

function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const each of stretches) {
    const last = found.at(-1);
    if (last && !each.isGathered && sameNames(last, each))
      found.splice(-1, 1, { ...last, until: each.until });
    else found.push(each);
  }
  return found;
}

function joined(one: Stretch, other: Stretch): Stretch {
  return { ...one, until: other.until, names: [...new Set([...one.names, ...other.names])] };
}

function sameNames(one: Stretch | undefined, other: Stretch): boolean {
  return one?.names.join() === other.names.join();
}

function blockOfStretch({ from, until, names }: Stretch, machine: string): Block {
  return {
    from,
    until,
    text: names.length === 1 ? (names[0] as string) : `${names.length} states`,
    tone: toneOfState(machine, names),
    more: `${clock(from)}, ${duration(until - from)}: ${names.join(' → ')}`,
  };
}

function toneOfState(machine: string, names: readonly string[]): Tone {
  if (machine === 'RollBack') return 'bad';
  return names.some((name) => /^(HoldForDecision|PageOperator|WaitForLegacy)/.test(name))
    ? 'unsure'
    : 'plain';
}

/** A mark where an execution ended otherwise than it should. */
function endOf({ until, status, error, cause, states }: ExecutionEntry): readonly Block[] {
  if (status === 'SUCCEEDED' || status === 'RUNNING') return [];
  const at = Date.parse(until);
  const why = [error, cause].filter((each) => each !== undefined).join(': ');
  const more = `${clock(at)}: ended ${status} in ${states.at(-1)?.what}${why ? `. ${why}` : ''}`;
  return [{ from: at, until: at, text: status, tone: 'bad', more }];
}

const TONES: Readonly<Record<string, Tone>> = {
  OK: 'good',
  ALARM: 'bad',
  INSUFFICIENT_DATA: 'unsure',
};

export function blocksOfSpans(extent: Extent, spans: readonly Span[]): readonly Block[] {
  const blocks = spans.map(({ from, until, what, why }): Block => {
    const begin = Date.parse(from);
    const end = Date.parse(until);
    const because = why ? `. ${why}` : '';
    return {
      from: begin,
      until: end,
      text: what,
      tone: TONES[what] ?? (/^(no quorum|.* down)$/.test(what) ? 'bad' : 'plain'),
      more: `${clock(begin)}, ${duration(end - begin)}: ${what}${because}`,
    };
  });
  return inExtent(extent, blocks);
}

function inExtent(extent: Extent, blocks: readonly Block[]): readonly Block[] {
  return blocks
    .filter(({ from, until }) => until >= extent.from && from <= extent.until)
    .map((block) => ({
      ...block,
      from: Math.max(block.from, extent.from),
      until: Math.min(block.until, extent.until),
    }));
}
