import type { PlayedRehearsal } from '../../report/rehearsal/document.ts';
import { type Titled, titleOf } from '../scenarios/scenario.ts';
import { reasonOf } from '../text/lines.ts';
import { bold, red } from '../text/style.ts';
import { inSeconds, iso } from './scene-record.ts';
import { outcomeLines, playAgain } from './summary.ts';

interface Failing {
  readonly seed: number;
  /** Of the command, as to what is rehearsed. */
  readonly options: readonly string[];
  /** Rehearsed time, epoch milliseconds. */
  readonly at: number;
  /** Real milliseconds. */
  readonly took: number;
}

/** A scenario that failed before or after it was played, so that nothing can be said of the account. */
export function failureOf(
  scenario: Titled<string>,
  error: unknown,
  { seed, options, at, took }: Failing,
): PlayedRehearsal {
  return {
    product: scenario.of,
    title: titleOf(scenario),
    about: scenario.about,
    seed,
    again: playAgain({ scenario, seed }, options),
    held: false,
    checks: [{ claim: 'It could be played and judged', contradictions: reasonOf(error).split('\n') }],
    from: iso(at),
    until: iso(at),
    tookSeconds: inSeconds(took),
    calls: {},
    figures: [],
    timeline: [],
    mails: [],
    executions: [],
    lanes: [],
  };
}

/** The closing words on it. */
export function failureLines({ title, checks, again }: PlayedRehearsal): readonly string[] {
  return [`${bold(title)} ${red('failed')}`, ...checks.flatMap(outcomeLines), `  Play it again: ${again}`];
}
