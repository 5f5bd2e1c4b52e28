import type { Alarms } from '../ports/alarms.ts';
import type { Traffic } from '../ports/traffic.ts';
import type { SwapWorld } from '../swap/world.ts';

/** What judging a soak or a drain needs from outside. */
export interface EvidenceWorld extends SwapWorld {
  readonly alarms: Alarms;
  readonly traffic: Traffic;
}
