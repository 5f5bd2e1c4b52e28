import { anotherGoesMeanwhile } from './another-goes-meanwhile.ts';
import { crashedMachine } from './crashed-machine.ts';
import { emptyVolume } from './empty-volume.ts';
import { eventsMemberDown } from './events-member-down.ts';
import { fiveInThreeZones } from './five-in-three-zones.ts';
import { lostEvents } from './lost-events.ts';
import { masterDies } from './master-dies.ts';
import { masterReplacedVoluntarily } from './master-replaced-voluntarily.ts';
import { noCapacity } from './no-capacity.ts';
import { rolling } from './rolling.ts';
import type { MastersScenario } from './scenario.ts';
import { tokenRefused } from './token-refused.ts';
import { twoMastersAtOnce } from './two-masters-at-once.ts';
import { volumeStuck } from './volume-stuck.ts';

/** In the order in which they are listed and, for `all`, played. */
export const MASTERS_SCENARIOS: readonly MastersScenario[] = [
  masterDies,
  masterReplacedVoluntarily,
  twoMastersAtOnce,
  anotherGoesMeanwhile,
  volumeStuck,
  noCapacity,
  lostEvents,
  crashedMachine,
  tokenRefused,
  eventsMemberDown,
  emptyVolume,
  fiveInThreeZones,
  rolling,
];
