/** `npm start -- preflight`: dry runs of the migration in the shop as it is, and with faults planted in it. */
import { isContradicted } from '../../checks/check.ts';
import type { Evidence } from '../../checks/migration/evidence.ts';
import type { StageOf } from '../../products/open-stage.ts';
import { rehearse } from '../../rehearse.ts';
import type { KeptRehearsal, KeptRun } from '../../report/kept-run.ts';
import { reportsOf } from '../../report/reports.ts';
import { outcomeLines, summaryOf } from '../../report/summary.ts';
import { tracesOfStage } from '../../report/traces.ts';
import type { Given, Scene } from '../../scenes/migration/scene.ts';
import { patchCalled, shopFaults, shopFindings } from '../../shop/world.ts';
import type { Patch } from '../../snapshot/patch-file.ts';
import { contradictions } from './compare.ts';
import { dryRunIn, type Readiness } from './dry-run.ts';
import { findingLines, outcomeLine } from './lines.ts';
import { type Pairs, type Planting, planting, plantings } from './plantings.ts';
import { secretStage } from './secrecy.ts';

export interface PreflightRequest {
  readonly seed: number;
  /** Which faults are planted two at a time; left out, some of the shop's, and none of others. */
  readonly pairs: Pairs | undefined;
  /** Planted in place of the shop's faults: paths of patches, or names of the shop's. */
  readonly patches: readonly string[];
}

type MigrationStage = StageOf<Given, Scene, Evidence>;

interface Output {
  readonly kept: KeptRun;
  readonly say: (lines: readonly string[]) => void;
}

interface Played {
  readonly readiness: Readiness | undefined;
  readonly scene: Scene | undefined;
  readonly isGood: boolean;
}

const CLEAN: Planting = { title: 'clean', about: 'the shop as it is', patches: [], expected: undefined };

/** @returns how many dry runs there were, and how many did not go as expected */
export async function playPreflight(
  stage: MigrationStage,
  { seed, pairs, patches }: PreflightRequest,
  output: Output,
): Promise<{ readonly played: number; readonly failed: number }> {
  const asked = patches.map(patchCalled);
  const all = plantedBy(asked, pairs, seed);
  const known = shopFindings();
  const clean = await play(stage, CLEAN, seed, output, ({ findings }) =>
    contradictions({ findings: known, gone: [] }, [], findings),
  );
  const found = clean.readiness?.findings ?? [];
  let failed = clean.isGood ? 0 : 1;
  for (const each of all) {
    const { expected } = each;
    const { isGood, readiness } = await play(stage, each, seed, output, ({ findings }) =>
      expected ? contradictions(expected, found, findings) : [],
    );
    if (!isGood) failed++;
    if (asked.length > 0 && readiness) output.say(findingLines(readiness, found));
  }
  const secrecy = secretStage(clean.scene?.snapshot, await tracesOfStage(stage));
  output.say(outcomeLines(secrecy));
  if (isContradicted(secrecy)) failed++;
  return { played: all.length + 1, failed };
}

function plantedBy(asked: readonly Patch[], pairs: Pairs | undefined, seed: number): readonly Planting[] {
  if (asked.length === 0) return plantings(shopFaults(), pairs ?? 'some', seed);
  return pairs === undefined ? eachAndAll(asked) : plantings(asked, pairs, seed);
}

/** Each patch by itself; where there are several, then all of them. */
function eachAndAll(patches: readonly Patch[]): readonly Planting[] {
  const each = patches.map((patch) => planting(patch));
  return patches.length > 1 ? [...each, planting(...patches)] : each;
}

async function play(
  stage: MigrationStage,
  planted: Planting,
  seed: number,
  { kept, say }: Output,
  wrongIn: (readiness: Readiness) => readonly string[],
): Promise<Played> {
  let readiness: Readiness | undefined;
  let begun: { readonly scene: Scene; readonly kept: KeptRehearsal } | undefined;
  const keep = (seen: Readiness) => {
    readiness = seen;
  };
  const rehearsal = await rehearse(stage, dryRunIn(planted, keep, wrongIn), {
    seed,
    onBegin: (scene, chronicle) => {
      begun = { scene, kept: kept.begin(planted.title, chronicle) };
    },
  });
  if (begun) begun.kept.keepReports(await reportsOf(stage, begun.scene.start));
  begun?.kept.keepVerdict(summaryOf(rehearsal));
  say(outcomeLine(planted, rehearsal));
  return { readiness, scene: begun?.scene, isGood: !rehearsal.outcomes.some(isContradicted) };
}
