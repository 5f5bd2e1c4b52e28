import type { Situation } from '../stage/offline-aws.ts';
import type { Chronicle, Happening } from '../text/chronicle.ts';
import { bold } from '../text/style.ts';
import { frameLines, happeningInFull, happeningLine } from './frame.ts';
import { Screen } from './screen.ts';

/** A scenario that is about to be played, as it is shown. */
export interface Shown {
  readonly title: string;
  /** When it begins, epoch milliseconds. */
  readonly start: number;
  readonly chronicle: Chronicle;
  /** What the scene shows of itself now, as lines. @param width characters a line may have */
  readonly body: (width: number) => readonly string[];
  /** Whether mails are shown in full, not only their subjects. */
  readonly mails: boolean;
}

/** Shows a scenario while it is played. */
export interface View {
  /** What is being done before and between the scenarios. */
  progress(step: string): void;
  begin(shown: Shown): void;
  /** Called again and again while the scenario is played. */
  see(situation: Situation): void;
  end(): void;
  say(lines: readonly string[]): void;
}

export function makeView(out: NodeJS.WriteStream): View {
  return out.isTTY ? new LiveView(out) : new PlainView(out);
}

function linesOf(happening: Happening, { mails }: Shown): readonly string[] {
  return mails ? happeningInFull(happening) : [happeningLine(happening)];
}

class PlainView implements View {
  readonly #out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  progress(step: string): void {
    this.say([`... ${step}`]);
  }

  begin(shown: Shown): void {
    this.say(['', shown.title]);
    shown.chronicle.onAdded((happening) => this.say(linesOf(happening, shown)));
  }

  see(): void {}

  end(): void {
    this.say(['']);
  }

  say(lines: readonly string[]): void {
    this.#out.write(lines.map((line) => `${line}\n`).join(''));
  }
}

const REDRAW_EVERY_MS = 100;
/** Of a terminal's rows: one for the cursor, and one in which the last thing that happened can be seen. */
const ROWS_LEFT_FREE = 2;

/** Prints what happens, and draws below it how it stands. */
class LiveView implements View {
  readonly #out: NodeJS.WriteStream;
  readonly #screen: Screen;
  #timer: NodeJS.Timeout | undefined;
  #draw: () => void = () => {};
  #situation: Situation | undefined;
  /** Happened since the last drawing. */
  #news: string[] = [];

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
    this.#screen = new Screen(out);
  }

  progress(step: string): void {
    this.say([`... ${step}`]);
  }

  begin(shown: Shown): void {
    this.#situation = undefined;
    this.#news = [];
    this.say(['', bold(shown.title)]);
    shown.chronicle.onAdded((happening) => this.#news.push(...linesOf(happening, shown)));
    this.#draw = () => {
      const lines = this.#frame(shown, this.#out.rows ?? 40, this.#out.columns ?? 120);
      this.#screen.draw(lines, this.#news.splice(0));
    };
    this.#draw();
    this.#timer = setInterval(this.#draw, REDRAW_EVERY_MS);
  }

  #frame({ start, body }: Shown, rows: number, columns: number): readonly string[] {
    const { now = start, executions = [] } = this.#situation ?? {};
    const frame = {
      start,
      now,
      executions: executions.filter(({ started }) => Date.parse(started) >= start),
      body: body(columns),
    };
    return frameLines(frame, rows - ROWS_LEFT_FREE, columns);
  }

  see(situation: Situation): void {
    this.#situation = situation;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#draw();
    this.#draw = () => {};
    this.#screen.end();
    this.say(['']);
  }

  say(lines: readonly string[]): void {
    this.#out.write(lines.map((line) => `${line}\n`).join(''));
  }
}
