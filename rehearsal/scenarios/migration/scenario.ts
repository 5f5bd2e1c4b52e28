import type { Evidence } from '../../checks/migration/evidence.ts';
import type { Given, Scene } from '../../scenes/migration/scene.ts';
import type { Playable, ScenarioOf } from '../scenario.ts';
import type { ForeseenEstate } from './foresight.ts';

/** Of a migration. */
export type MigrationScenario = ScenarioOf<'migration', ForeseenEstate, Given, Scene, Evidence>;
export type PlayableMigration = Playable<'migration', Given, Scene, Evidence>;
