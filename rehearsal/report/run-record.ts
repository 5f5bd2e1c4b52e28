/** Gathers what a run comes to: of it the page and the files for programs are made. */
import {
  type CheckResult,
  type ExecutionEntry,
  type MatrixResult,
  type PlayedRehearsal,
  REHEARSAL_SCHEMA,
  type RunDocument,
  type SkippedScenario,
} from '../../report/rehearsal/document.ts';
import { type CheckOutcome, isContradicted } from '../checks/check.ts';
import { shortMachineName } from '../estate/home.ts';
import { type Titled, titleOf } from '../scenarios/scenario.ts';
import { messageIn } from '../text/lines.ts';
import type { ExecutionHistory } from './histories.ts';
import type { Rehearsal } from './rehearsal.ts';
import { inSeconds, iso } from './scene-record.ts';
import { playAgain } from './summary.ts';

export interface RunRecordOptions {
  /** That plays it. */
  readonly command: string;
  /** '': the shop. */
  readonly app: string;
}

export class RunRecord {
  readonly #options: RunRecordOptions;
  readonly #playedAt = new Date();
  readonly #began = performance.now();
  readonly #madeUp = new Set<string>();
  readonly #rehearsals: PlayedRehearsal[] = [];
  readonly #skipped: SkippedScenario[] = [];
  readonly #checks: CheckResult[] = [];
  readonly #conclusions: string[] = [];
  #matrix: MatrixResult | undefined;
  #isOver = false;

  constructor(options: RunRecordOptions) {
    this.#options = options;
  }

  /** @param notes what is made up, a line each */
  makesUp(notes: readonly string[]): void {
    for (const note of notes) if (note.trim() !== '') this.#madeUp.add(note.trim());
  }

  /** @param options of the command, as to what is rehearsed @param more what is known of this one beside that */
  plays(rehearsal: Rehearsal, options: readonly string[], more: Partial<PlayedRehearsal> = {}): void {
    this.#rehearsals.push({ ...playedOf(rehearsal, options), ...more });
  }

  /** One of which nothing is known but why it failed. */
  fails(rehearsal: PlayedRehearsal): void {
    this.#rehearsals.push(rehearsal);
  }

  skips(scenario: Pick<Titled<string>, 'of' | 'name' | 'variant'>, why: string): void {
    this.#skipped.push({ product: scenario.of, title: titleOf(scenario), why });
  }

  get skipped(): readonly SkippedScenario[] {
    return this.#skipped;
  }

  /** Of the run as a whole. */
  checks(outcome: CheckOutcome): void {
    this.#checks.push(outcome);
  }

  /** @param lines what scenarios don't show */
  concludes(lines: readonly string[]): void {
    this.#conclusions.push(...lines);
  }

  get conclusions(): readonly string[] {
    return this.#conclusions;
  }

  evaluates(matrix: MatrixResult): void {
    this.#matrix = matrix;
  }

  /** All was played that was to be. */
  ends(): void {
    this.#isOver = true;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get isEmpty(): boolean {
    return this.#rehearsals.length + this.#skipped.length === 0 && this.#matrix === undefined;
  }

  /** @param brokenOff why it could not be played to its end */
  document(brokenOff?: string): RunDocument {
    const isGood = this.#rehearsals.every(({ held }) => held) && !this.#checks.some(isContradicted);
    // If all was skipped, nothing has shown that it holds.
    const isPlayed = this.#rehearsals.length > 0 || this.#matrix !== undefined;
    return {
      schema: REHEARSAL_SCHEMA,
      ...this.#options,
      playedAt: this.#playedAt.toISOString(),
      tookSeconds: inSeconds(performance.now() - this.#began),
      held: isGood && isPlayed && brokenOff === undefined,
      ...(brokenOff !== undefined && { brokenOff }),
      madeUp: [...this.#madeUp],
      ...(this.#conclusions.length > 0 && { conclusions: this.#conclusions }),
      rehearsals: this.#rehearsals,
      skipped: this.#skipped,
      checks: this.#checks,
      ...(this.#matrix && { matrix: this.#matrix }),
    };
  }
}

function playedOf(rehearsal: Rehearsal, options: readonly string[]): PlayedRehearsal {
  const { scenario, seed, evidence, outcomes, chronicle, account, figures, histories, record, took } =
    rehearsal;
  const { now, mails } = evidence.situation;
  return {
    product: scenario.of,
    title: titleOf(scenario),
    about: scenario.about,
    seed,
    again: playAgain(rehearsal, options),
    held: !outcomes.some(isContradicted),
    checks: outcomes,
    from: iso(now - account.rehearsed),
    until: iso(now),
    tookSeconds: inSeconds(took),
    calls: Object.fromEntries(account.calls),
    figures,
    timeline: chronicle.happenings
      .toSorted((one, other) => one.at - other.at)
      .map(({ at, kind, text }) => ({ at: iso(at), kind, text })),
    mails: mails.map(({ at, subject, body }) => ({ at: iso(at), subject, body })),
    executions: histories.map((history) => executionOf(history, evidence.inputs, now)),
    ...record,
  };
}

function executionOf(
  { execution, entered }: ExecutionHistory,
  inputs: ReadonlyMap<string, unknown>,
  now: number,
): ExecutionEntry {
  const { executionArn, machine, name, status, error, cause, started, stopped } = execution;
  const until = stopped === null ? now : Date.parse(stopped);
  const own = entered.filter(({ isInside, isInstant }) => !isInside && !isInstant);
  return {
    machine: shortMachineName(machine),
    name,
    status,
    ...(error !== null && { error }),
    ...(cause !== null && { cause: messageIn(cause) }),
    input: JSON.stringify(inputs.get(executionArn) ?? {}),
    from: new Date(started).toISOString(),
    until: iso(until),
    states: own.map(({ state, at }, i) => ({
      from: iso(at),
      until: iso(own[i + 1]?.at ?? until),
      what: state,
    })),
  };
}
