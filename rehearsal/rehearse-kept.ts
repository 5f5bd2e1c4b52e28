/** Plays a scenario, and keeps in the run's folder what came of it. */

import type { PlayedRehearsal } from '../report/rehearsal/document.ts';
import { type AccountEvidence, isContradicted } from './checks/check.ts';
import type { StageOf } from './products/open-stage.ts';
import { type RehearseOptions, rehearse } from './rehearse.ts';
import type { KeptRehearsal, KeptRun } from './report/kept-run.ts';
import type { Rehearsal } from './report/rehearsal.ts';
import { reportsOf } from './report/reports.ts';
import type { RunRecord } from './report/run-record.ts';
import { summaryOf } from './report/summary.ts';
import type { Playable } from './scenarios/scenario.ts';
import type { StagedScene } from './stage/staged-scene.ts';

/** Where what is played goes. */
interface Keeping {
  readonly kept: KeptRun;
  readonly record: RunRecord;
  /** Of the command, as to what is rehearsed: with them it can be played again. */
  readonly options: readonly string[];
}

/** Of what is played without a view. */
export interface Output extends Keeping {
  readonly say: (lines: readonly string[]) => void;
}

export interface KeptOptions<S> extends RehearseOptions<S>, Keeping {
  /** What is to be recorded beside that, when it is over. */
  readonly more?: () => Partial<PlayedRehearsal>;
  /** Names its folder in that of the run. */
  readonly title: string;
}

export interface KeptOutcome<S> {
  readonly rehearsal: Rehearsal;
  /** Undefined if nothing has begun. */
  readonly scene: S | undefined;
  /** The closing words, as lines. */
  readonly summary: readonly string[];
  readonly isGood: boolean;
}

export async function rehearseKept<T, G extends object, S extends StagedScene, E extends AccountEvidence>(
  stage: StageOf<T, G, S, E>,
  playable: Playable<string, G, S, E>,
  { kept, record, more, title, options, onBegin, ...others }: KeptOptions<S>,
): Promise<KeptOutcome<S>> {
  let begun: { readonly scene: S; readonly kept: KeptRehearsal } | undefined;
  const rehearsal = await rehearse(stage, playable, {
    ...others,
    onBegin: (scene, chronicle) => {
      begun = { scene, kept: kept.begin(title, chronicle) };
      onBegin?.(scene, chronicle);
    },
  });
  record.plays(rehearsal, options, more?.());
  const summary = summaryOf(rehearsal, options);
  if (begun) {
    begun.kept.keepReports(await reportsOf(stage, begun.scene.start));
    begun.kept.keepVerdict(summary);
    if (rehearsal.picture !== undefined) begun.kept.keepDashboard(rehearsal.picture);
  }
  return { rehearsal, scene: begun?.scene, summary, isGood: !rehearsal.outcomes.some(isContradicted) };
}
