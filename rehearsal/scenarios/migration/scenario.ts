import type { Evidence } from '../../checks/migration/evidence.ts';
import type { Given, Scene } from '../../scenes/migration/scene.ts';
import type { ScenarioOf } from '../scenario.ts';

/** Of the shop's migration. */
export type MigrationScenario = ScenarioOf<'migration', Given, Scene, Evidence>;
