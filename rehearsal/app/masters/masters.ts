import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { MASTERS_EVENTS } from '../../../lambdas/masters/contract/states.ts';
import { type Synthesised, settingsIn } from '../settings.ts';
import type { SynthesisedStack } from '../synthesise.ts';

/** The masters of one cluster, as the functions that keep them get it. */
export type SynthesisedMasters = Synthesised<MastersSettings>;

/** Each stack may keep the masters of several clusters, and others of none. */
export function mastersIn(stacks: readonly SynthesisedStack[]): readonly SynthesisedMasters[] {
  return stacks.flatMap((stack) => settingsIn<MastersSettings>(stack, MASTERS_EVENTS.sweepMasters));
}
