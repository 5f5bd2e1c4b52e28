/** What the live view shows, as lines of text. Pure. */

import type { ExecutionView } from '../emulator/emulator.ts';
import { shortMachineName } from '../estate/home.ts';
import type { Happening, Kind } from '../text/chronicle.ts';
import { fitted } from '../text/fitted.ts';
import { duration } from '../text/numbers.ts';
import { bold, cyan, dim, green, red, yellow } from '../text/style.ts';

/** How it stands now: what is drawn again and again, below all that has happened. */
export interface Frame {
  readonly start: number;
  readonly now: number;
  readonly executions: readonly ExecutionView[];
  /** What the scene shows of itself. */
  readonly body: readonly string[];
}

const NAME_WIDTH = 26;
/** A terminal with fewer columns has no room for bars, and less for names. */
const WIDE = 80;
/** One with fewer rows has none for empty lines. */
const HIGH = 16;

export function isWide(width: number): boolean {
  return width >= WIDE;
}

/** A line's first words, as a column. @param narrow its width in a terminal that isn't wide */
export function column(text: string, width: number, narrow: number): string {
  return text.padEnd(isWide(width) ? NAME_WIDTH : narrow);
}

/** @param height lines that there is room for @param width characters a line may have */
export function frameLines(frame: Frame, height: number, width: number): readonly string[] {
  const gap = height < HIGH ? [] : [''];
  const lines = [
    ...gap,
    `${bold(clock(frame.now))}  ${dim(`${duration(frame.now - frame.start)} since the start`)}`,
    ...frame.executions.slice(-3).map((execution) => executionLine(execution, width)),
    ...gap,
    ...frame.body,
  ];
  return lines.slice(0, Math.max(0, height)).map((line) => fitted(line, width));
}

const plain = (text: string) => text;
const COLOURS: Readonly<Record<Kind, (text: string) => string>> = {
  person: cyan,
  state: dim,
  zone: plain,
  alarm: yellow,
  etcd: plain,
  mail: cyan,
  note: bold,
};

/** One thing that happened. */
export function happeningLine({ at, kind, text }: Happening): string {
  const colour = COLOURS[kind];
  return `${dim(clock(at))}  ${colour(`${kind.padEnd(6)} ${text}`)}`;
}

/** The same with all that a mail says. */
export function happeningInFull(happening: Happening): readonly string[] {
  const { more } = happening;
  return [
    happeningLine(happening),
    ...(more === undefined ? [] : more.split('\n').map((line) => `    ${line}`)),
  ];
}

/** `Wed 2027-01-06 14:04:24`, UTC. */
export function clock(at: number): string {
  const iso = new Date(at).toISOString();
  return `${new Date(at).toUTCString().slice(0, 3)} ${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

const MACHINE_WIDTH = 13;

function executionLine({ machine, status, state, error }: ExecutionView, width: number): string {
  const name = column(shortMachineName(machine), width, MACHINE_WIDTH);
  if (status === 'RUNNING') return `${name} ${bold(state ?? 'starting')}`;
  // Often an error has the name of the state that it ends in.
  const why = error && error !== state ? ` (${error})` : '';
  return `${name} ${status === 'SUCCEEDED' ? green(status) : red(status)} in ${state}${why}`;
}
