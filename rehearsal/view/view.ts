import type { Situation } from '../stage/offline-aws.ts';
import type { Chronicle } from '../text/chronicle.ts';
import { frameLines, happeningLine } from './frame.ts';
import { Screen } from './screen.ts';

/** A scenario that is about to be played, as it is shown. */
export interface Shown {
  readonly title: string;
  /** When it begins, epoch milliseconds. */
  readonly start: number;
  readonly chronicle: Chronicle;
  /** What the scene shows of itself now, as lines. */
  readonly body: () => readonly string[];
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

class PlainView implements View {
  readonly #out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  progress(step: string): void {
    this.say([`... ${step}`]);
  }

  begin({ title, chronicle }: Shown): void {
    this.say(['', title]);
    chronicle.onAdded((happening) => this.say([happeningLine(happening)]));
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
const ROWS_LEFT_FREE = 2;

class LiveView implements View {
  readonly #out: NodeJS.WriteStream;
  readonly #screen: Screen;
  #timer: NodeJS.Timeout | undefined;
  #draw: () => void = () => {};
  #situation: Situation | undefined;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
    this.#screen = new Screen(out);
  }

  progress(step: string): void {
    this.say([`... ${step}`]);
  }

  begin({ title, start, chronicle, body }: Shown): void {
    this.#situation = undefined;
    this.say(['']);
    this.#draw = () => {
      const { now = start, executions = [] } = this.#situation ?? {};
      const frame = {
        title,
        start,
        now,
        executions: executions.filter(({ started }) => Date.parse(started) >= start),
        body: body(),
        happenings: chronicle.happenings,
      };
      const lines = frameLines(frame, (this.#out.rows ?? 40) - ROWS_LEFT_FREE, this.#out.columns ?? 120);
      this.#screen.draw(lines);
    };
    this.#draw();
    this.#timer = setInterval(this.#draw, REDRAW_EVERY_MS);
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
