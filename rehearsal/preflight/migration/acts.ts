/** Which apps the dry runs are made of, and what is planted around each. */
import { needed } from '../../app/choose.ts';
import type { SynthesisedMigration } from '../../app/migration/migrations.ts';
import { rehearsedEstate } from '../../products/migration/rehearsed-estate.ts';
import type { RehearsedApp } from '../../rehearsed-app.ts';
import { patched } from '../../snapshot/patch.ts';
import type { Patch } from '../../snapshot/patch-file.ts';
import { SnapshotRefused } from '../../snapshot/problem.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import type { WorldFolder } from '../../worlds/world-folder.ts';
import { type PlantedAct, plantedActs } from './plantings.ts';

interface DryRunAct extends PlantedAct {
  readonly app: RehearsedApp;
  readonly migration: SynthesisedMigration;
}

/**
 * All that can be wrong with what is asked for is said here, before anything is deployed.
 * @param names of what is planted in place of the world's faults @param another synthesises another app of the world
 */
export async function dryRunActs(
  usual: RehearsedApp,
  names: readonly string[],
  another: (name: string) => Promise<RehearsedApp>,
): Promise<readonly DryRunAct[]> {
  const { world } = usual;
  const asked = await world.patchesCalled(names);
  const acts: DryRunAct[] = [];
  for (const act of plantedActs(asked, () => world.faults())) {
    const app = act.name === undefined ? usual : await another(act.name);
    acts.push({ ...act, app, migration: needed(app.migration, 'migration', 'preflight', app.asked) });
  }
  if (asked.length > 0) await requireFitting(acts, world);
  return acts;
}

async function requireFitting(acts: readonly DryRunAct[], world: WorldFolder): Promise<void> {
  const planted: { readonly snapshot: Snapshot; readonly patch: Patch }[] = [];
  for (const { migration, patches } of acts) {
    const { estate } = await rehearsedEstate(migration, world, []);
    planted.push(...patches.map((patch) => ({ snapshot: estate.snapshot, patch })));
  }
  await SnapshotRefused.collect(planted, ({ snapshot, patch }) => patched(snapshot, [patch]));
}
