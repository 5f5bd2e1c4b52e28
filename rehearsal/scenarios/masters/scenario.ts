import type { MastersEvidence } from '../../checks/masters/evidence.ts';
import type { MastersEstate } from '../../estate/masters/estate.ts';
import type { MastersGiven, MastersScene } from '../../scenes/masters/scene.ts';
import type { Playable, ScenarioOf } from '../scenario.ts';

/** Of the masters of a cluster. */
export type MastersScenario = ScenarioOf<
  'masters',
  MastersEstate,
  MastersGiven,
  MastersScene,
  MastersEvidence
>;
export type PlayableMasters = Playable<'masters', MastersGiven, MastersScene, MastersEvidence>;
