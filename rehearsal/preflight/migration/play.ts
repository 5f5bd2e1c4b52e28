/** `npm start -- preflight`: dry runs of the migration in the world as it is, and with faults planted in it. */
import { isContradicted } from '../../checks/check.ts';
import type { MigrationStage } from '../../products/migration/open-migration.ts';
import { type Output, rehearseKept } from '../../rehearse-kept.ts';
import { outcomeLines } from '../../report/summary.ts';
import { tracesOfStage } from '../../report/traces.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import type { Patch } from '../../snapshot/patch-file.ts';
import { SnapshotRefused } from '../../snapshot/problem.ts';
import { contradictions, newIn } from './compare.ts';
import { dryRunIn, type FoundFinding, type Readiness } from './dry-run.ts';
import { findingLines, outcomeLine, refusedLines } from './lines.ts';
import { type Pairs, type PlantedAct, type Planting, planting, plantings } from './plantings.ts';
import { secretStage } from './secrecy.ts';

export interface PreflightRequest {
  readonly seed: number;
  /** Which faults are planted two at a time; left out, some of the world's, and none of others. */
  readonly pairs: Pairs | undefined;
  /** Planted in place of the world's faults: paths of patches, or names of the world's. */
  readonly patches: readonly string[];
}

interface Played {
  readonly readiness: Readiness | undefined;
  readonly scene: Scene | undefined;
  readonly isGood: boolean;
}

function cleanOf(app: string | undefined): Planting {
  const about = app === undefined ? 'the world as it is' : `the world as it is, with the app ${app}`;
  const title = app === undefined ? 'clean' : `clean ${app}`;
  return { title, about, patches: [], expected: undefined };
}

/** @returns how many dry runs there were, and how many did not go as expected */
export async function playPreflight(
  stage: MigrationStage,
  { name: app, patches, areAsked }: PlantedAct,
  { seed, pairs }: Pick<PreflightRequest, 'seed' | 'pairs'>,
  output: Output,
): Promise<{ readonly played: number; readonly failed: number }> {
  const all =
    areAsked && pairs === undefined ? eachAndAll(patches) : plantings(patches, pairs ?? 'some', seed);
  const known = stage.world.findings(app);
  const clean = await play(stage, cleanOf(app), [], { seed, ...output }, ({ findings }) =>
    known ? contradictions({ findings: known, gone: [] }, [], findings) : [],
  );
  const found = clean.readiness?.findings ?? [];
  let failed = clean.isGood ? 0 : 1;
  for (const each of all) {
    const { expected } = each;
    const { isGood, readiness } = await play(stage, each, found, { seed, ...output }, ({ findings }) =>
      expected ? contradictions(expected, found, findings) : [],
    );
    if (!isGood) failed++;
    if (areAsked && readiness) output.say(findingLines(readiness, found));
  }
  if (!known && clean.readiness) output.say(findingLines(clean.readiness, []));
  const secrecy = secretStage(clean.scene?.estate, await tracesOfStage(stage));
  output.say(outcomeLines(secrecy));
  output.record.checks(secrecy);
  if (isContradicted(secrecy)) failed++;
  return { played: all.length + 1, failed };
}

/** Each patch by itself; where there are several, then all of them. */
function eachAndAll(patches: readonly Patch[]): readonly Planting[] {
  const each = patches.map((patch) => planting(patch));
  return patches.length > 1 ? [...each, planting(...patches)] : each;
}

async function play(
  stage: MigrationStage,
  planted: Planting,
  clean: readonly FoundFinding[],
  { say, ...output }: Output & { readonly seed: number },
  wrongIn: (readiness: Readiness) => readonly string[],
): Promise<Played> {
  let readiness: Readiness | undefined;
  const keep = (seen: Readiness) => {
    readiness = seen;
  };
  const { title } = planted;
  const played = await unlessRefused(() =>
    rehearseKept(stage, dryRunIn(planted, keep, wrongIn), {
      ...output,
      title,
      // Of the clean world, also what is in order.
      more: () => ({
        findings:
          planted.patches.length === 0
            ? (readiness?.findings ?? [])
            : newIn(readiness?.findings ?? [], clean),
      }),
    }),
  );
  if (played instanceof SnapshotRefused) {
    say(refusedLines(planted, played));
    return { readiness, scene: undefined, isGood: false };
  }
  say(outcomeLine(planted, played.rehearsal));
  return { readiness, scene: played.scene, isGood: played.isGood };
}

/** What an engine can't take shows only when the scene is set. */
async function unlessRefused<T>(played: () => Promise<T>): Promise<T | SnapshotRefused> {
  try {
    return await played();
  } catch (error) {
    if (error instanceof SnapshotRefused) return error;
    throw error;
  }
}
