import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { type Synthesised, settingsIn } from '../settings.ts';
import type { SynthesisedStack } from '../synthesise.ts';

/** A migration of an app, as its functions get it. */
export type SynthesisedMigration = Synthesised<MigrationSettings>;

/** Each stack may have several, and others none. */
export function migrationsIn(stacks: readonly SynthesisedStack[]): readonly SynthesisedMigration[] {
  // The function that makes the plan has all of them.
  return stacks.flatMap((stack) => settingsIn<MigrationSettings>(stack, MIGRATE.assessReadiness));
}
