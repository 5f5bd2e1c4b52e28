/** What machines and lanes show as blocks on the axis of time. */
import type { Block, Tone } from './panel.ts';
import { type Extent, extentOf } from './time.ts';

/** What was so from one moment to another, ISO 8601. */
export interface Lasting {
  readonly from: string;
  readonly until: string;
  readonly what: string;
  readonly why?: string;
}

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

/** @param tone by the names of states */
export function blocksOfStates(
  extent: Extent,
  states: readonly Lasting[],
  tone: (names: readonly string[]) => Tone = toneOfStates,
): readonly Block[] {
  const stretches = merged(absorbed(gathered(extent, named(states))));
  return inExtent(
    extent,
    stretches.map(({ from, until, names }) => ({
      from,
      until,
      text: names.length === 1 ? (names[0] as string) : `${names.length} states`,
      tone: tone(names),
      words: names.join(' → '),
    })),
  );
}

/** Those in which somebody is waited for. */
function toneOfStates(names: readonly string[]): Tone {
  return names.some((name) => /^(HoldForDecision|PageOperator|WaitForLegacy)/.test(name))
    ? 'unsure'
    : 'plain';
}

interface Stretch extends Extent {
  readonly names: readonly string[];
  /** Of states that are too short to be shown each. */
  readonly isGathered: boolean;
}

function named(states: readonly Lasting[]): readonly Stretch[] {
  return states.map((state, i) => ({
    ...extentOf(state),
    names: [state.what === PAUSE ? (states[i - 1]?.what ?? state.what) : state.what],
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

const TONES: Readonly<Record<string, Tone>> = {
  OK: 'good',
  ALARM: 'bad',
  INSUFFICIENT_DATA: 'unsure',
};

export function blocksOfSpans(extent: Extent, spans: readonly Lasting[]): readonly Block[] {
  const blocks = spans.map((span): Block => {
    const { what, why } = span;
    return {
      ...extentOf(span),
      text: what,
      tone: TONES[what] ?? (/^(no quorum|.* down)$/.test(what) ? 'bad' : 'plain'),
      words: `${what}${why ? `. ${why}` : ''}`,
    };
  });
  return inExtent(extent, blocks);
}

export function inExtent(extent: Extent, blocks: readonly Block[]): readonly Block[] {
  return blocks
    .filter(({ from, until }) => until >= extent.from && from <= extent.until)
    .map((block) => ({
      ...block,
      from: Math.max(block.from, extent.from),
      until: Math.min(block.until, extent.until),
    }));
}
