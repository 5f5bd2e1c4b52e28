import type { MastersEvidence } from '../../checks/masters/evidence.ts';
import type { MastersGiven, MastersScene } from '../../scenes/masters/scene.ts';
import type { ScenarioOf } from '../scenario.ts';

/** Of the masters of the shop's cluster. */
export type MastersScenario = ScenarioOf<'masters', MastersGiven, MastersScene, MastersEvidence>;
