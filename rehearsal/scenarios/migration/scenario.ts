import type { Evidence } from '../../checks/migration/evidence.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import type { Given, Scene } from '../../scenes/migration/scene.ts';
import type { Playable, ScenarioOf } from '../scenario.ts';

/** Of a migration. */
export type MigrationScenario = ScenarioOf<'migration', Estate, Given, Scene, Evidence>;
export type PlayableMigration = Playable<'migration', Given, Scene, Evidence>;
