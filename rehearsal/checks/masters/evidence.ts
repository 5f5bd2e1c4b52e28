import type { MastersScene } from '../../scenes/masters/scene.ts';
import type { AccountEvidence, Check } from '../check.ts';

/** What the checks of masters look at: etcd itself, and the machines. */
export interface MastersEvidence extends AccountEvidence {
  readonly scene: MastersScene;
}

export type MastersCheck = Check<MastersEvidence>;
