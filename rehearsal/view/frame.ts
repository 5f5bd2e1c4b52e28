/** What the live view shows, as lines of text. Pure. */
import type { Happening } from '../chronicle.ts';
import type { ExecutionView } from '../emulator/emulator.ts';
import { bold, cyan, dim, green, red, yellow } from '../report/style.ts';
import { duration, grouped } from '../report/words.ts';

export interface NameShare {
  readonly name: string;
  /** The cluster's part of the answers (0–1); undefined when the name has none. */
  readonly cluster: number | undefined;
}

export interface Frame {
  readonly title: string;
  readonly start: number;
  readonly now: number;
  readonly executions: readonly ExecutionView[];
  readonly names: readonly NameShare[];
  /** The last whole minute. */
  readonly traffic: {
    readonly legacy: number;
    readonly cluster: number;
    readonly failed: number;
    readonly lost: number;
  };
  readonly alarms: readonly { readonly name: string; readonly state: string }[];
  readonly happenings: readonly Happening[];
}

const BAR = 30;
const NAME_WIDTH = 26;

/** @param height lines that there is room for @param width characters a line may have */
export function frameLines(frame: Frame, height: number, width: number): readonly string[] {
  const head = [
    bold(frame.title),
    `${clock(frame.now)}  ${dim(`${duration(frame.now - frame.start)} into it`)}`,
    ...frame.executions.slice(-3).map(executionLine),
    '',
    ...frame.names.map(({ name, cluster }) => shareLine(name, cluster)),
    trafficLine(frame.traffic),
    `${'alarms'.padEnd(NAME_WIDTH)} ${frame.alarms.map(alarmText).join('   ')}`,
    '',
  ];
  const room = Math.max(0, height - head.length);
  const told = room === 0 ? [] : frame.happenings.slice(-room).map(happeningLine);
  return [...head, ...told].map((line) => fitted(line, width));
}

/** One thing that happened, as the plain view prints it too. */
export function happeningLine({ at, kind, text }: Happening): string {
  const colour = { person: cyan, state: dim, zone: (t: string) => t, alarm: yellow, mail: cyan, note: bold }[
    kind
  ];
  return `${dim(clock(at))}  ${colour(`${kind.padEnd(6)} ${text}`)}`;
}

/** `Wed 2027-01-06 14:04:24`, UTC. */
export function clock(at: number): string {
  const iso = new Date(at).toISOString();
  return `${new Date(at).toUTCString().slice(0, 3)} ${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

function executionLine({ machine, status, state, error }: ExecutionView): string {
  const name = (machine.split('-').at(-1) ?? machine).padEnd(NAME_WIDTH);
  if (status === 'RUNNING') return `${name} ${bold(state ?? 'starting')}`;
  return `${name} ${status === 'SUCCEEDED' ? green(status) : red(status)} in ${state}${error ? ` (${error})` : ''}`;
}

function shareLine(name: string, cluster: number | undefined): string {
  if (cluster === undefined) return `${name.padEnd(NAME_WIDTH)} ${red('no answer')}`;
  return `${name.padEnd(NAME_WIDTH)} ${bar(cluster)} cluster ${percent(cluster)}`;
}

function trafficLine({ legacy, cluster, failed, lost }: Frame['traffic']): string {
  const all = legacy + cluster;
  const share = all === 0 ? 0 : cluster / all;
  const errors = failed > 0.01 * all ? red(`${grouped(failed)} errors`) : `${grouped(failed)} errors`;
  const outage = lost > 0 ? `, ${red(`${grouped(lost)} lost`)}` : '';
  return `${'requests seen'.padEnd(NAME_WIDTH)} ${bar(share)} cluster ${percent(share)}, ${grouped(all)} a minute, ${errors}${outage}`;
}

function alarmText({ name, state }: { readonly name: string; readonly state: string }): string {
  return `${name} ${state === 'OK' ? green(state) : state === 'ALARM' ? red(state) : yellow(state)}`;
}

function bar(part: number): string {
  const filled = Math.round(part * BAR);
  return `${green('█'.repeat(filled))}${dim('░'.repeat(BAR - filled))}`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(part > 0 && part < 0.1 ? 1 : 0)} %`;
}

const ESC = '\x1b';
/** A colour's sequence. */
const ESCAPE = new RegExp(`${ESC}\\[[0-9;]*m`, 'y');

/** Cut to `width` visible characters, the last of which is `…`; colours are closed. */
function fitted(line: string, width: number): string {
  let visible = 0;
  let room = 0;
  for (let i = 0; i < line.length; ) {
    ESCAPE.lastIndex = i;
    const sequence = ESCAPE.exec(line);
    if (sequence) i += sequence[0].length;
    else if (++visible > width) return `${line.slice(0, room)}…\x1b[0m`;
    else {
      if (visible === width) room = i;
      i++;
    }
  }
  return line;
}
