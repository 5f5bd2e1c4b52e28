/** Shows what is asked for, once or again and again: in place in a terminal, line by line elsewhere. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted, Interruption } from '../../rehearsal/stage/interruption.ts';
import { fitted } from '../../rehearsal/text/fitted.ts';
import { Screen } from '../../rehearsal/view/screen.ts';
import type { Answer } from './ask.ts';
import { CommandFailed, EXIT, inPlainWords, isPassing } from './trouble.ts';

/** What is shown, and how. */
export interface Shown<Status> {
  readonly ask: () => Promise<Answer<Status>>;
  readonly lines: (status: Status) => readonly string[];
  /** What is new since the status before, a line each; all that matters where there is none before. */
  readonly news: (status: Status, before: Status | undefined) => readonly string[];
  /** It changes no more. */
  readonly isOver: (status: Status) => boolean;
}

/** What each status has. */
interface Read {
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

export interface ShowOptions {
  readonly json: boolean;
  readonly watch: boolean;
  /** Seconds between two looks. */
  readonly every: number;
}

export interface Output {
  readonly say: (line: string) => void;
  readonly warn: (line: string) => void;
}

export async function show<Status extends Read>(
  shown: Shown<Status>,
  options: ShowOptions,
  output: Output,
): Promise<number> {
  if (options.watch) return await watch(shown, options, output);
  const { status, otherVersion } = await shown.ask();
  if (otherVersion !== undefined) output.warn(otherVersion);
  for (const line of options.json ? [JSON.stringify(status, null, 2)] : shown.lines(status)) output.say(line);
  return status.unread.length === 0 ? EXIT.done : EXIT.failed;
}

/** Ends when it is over, or by a signal. What passes, such as throttling, is said, and it looks again. */
async function watch<Status>(
  shown: Shown<Status>,
  { json, every }: ShowOptions,
  output: Output,
): Promise<number> {
  const interruption = new Interruption();
  const view = !json && process.stdout.isTTY ? inPlace(shown) : inLines(shown, json, output);
  let warned: string | undefined;
  try {
    for (;;) {
      const looked = await Promise.race([answerOf(shown), interruption.interrupted]);
      if ('trouble' in looked) view.failed(looked.trouble);
      else {
        const { status, otherVersion } = looked.answer;
        if (otherVersion !== warned) output.warn(otherVersion ?? 'The versions are the same again.');
        warned = otherVersion;
        view.draw(status);
        if (shown.isOver(status)) return EXIT.done;
      }
      await Promise.race([sleep(every * 1000), interruption.interrupted]);
    }
  } catch (error) {
    if (error instanceof Interrupted) return error.exitCode;
    throw error;
  } finally {
    view.end();
    interruption.end();
  }
}

async function answerOf<Status>(
  shown: Shown<Status>,
): Promise<{ readonly answer: Answer<Status> } | { readonly trouble: string }> {
  try {
    return { answer: await shown.ask() };
  } catch (error) {
    const told = inPlainWords(error);
    if (!(told instanceof CommandFailed) || !isPassing(told)) throw error;
    return { trouble: told.message };
  }
}

interface View<Status> {
  draw(status: Status): void;
  failed(trouble: string): void;
  end(): void;
}

/** As much of it as a terminal has room for. */
function inPlace<Status>({ lines }: Shown<Status>): View<Status> {
  const screen = new Screen(process.stdout);
  let last: readonly string[] = [];
  const draw = (shown: readonly string[]) => {
    // One that doesn't know its size says 0.
    const [columns, rows] = [process.stdout.columns || 80, process.stdout.rows || 24];
    screen.draw(shown.slice(0, rows - 1).map((line) => fitted(line, columns)));
  };
  return {
    draw: (status) => {
      last = lines(status);
      draw(last);
    },
    failed: (trouble) => draw([`Not known right now. ${trouble}`, ...last]),
    end: () => screen.end(),
  };
}

/** JSON: one document a line, at each look. Else: what is new. */
function inLines<Status>(shown: Shown<Status>, json: boolean, { say, warn }: Output): View<Status> {
  let before: Status | undefined;
  return {
    draw: (status) => {
      for (const line of json ? [JSON.stringify(status)] : shown.news(status, before)) say(line);
      before = status;
    },
    failed: (trouble) => warn(`Not known right now. ${trouble}`),
    end: () => undefined,
  };
}
