import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { type PlacedSettings, settingsIn } from '../settings.ts';
import type { SynthesisedStack } from '../synthesise.ts';

/** A migration of an app, as its functions get it. */
export interface SynthesisedMigration extends PlacedSettings<MigrationSettings> {
  readonly stack: SynthesisedStack;
}

/** Each stack may have several, and others none. */
export function migrationsIn(stacks: readonly SynthesisedStack[]): readonly SynthesisedMigration[] {
  return stacks.flatMap((stack) =>
    // The function that makes the plan has all of them.
    settingsIn<MigrationSettings>(stack, MIGRATE.assessReadiness).map((placed) => ({ stack, ...placed })),
  );
}
