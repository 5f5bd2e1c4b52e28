import { abortAtGate } from './abort-at-gate.ts';
import { alarmAtHalf } from './alarm-at-half.ts';
import { alarmBeforeStart } from './alarm-before-start.ts';
import { alarmStorm } from './alarm-storm.ts';
import { alarmWhileDraining } from './alarm-while-draining.ts';
import { anotherGoesMeanwhile } from './another-goes-meanwhile.ts';
import { crashedMachine } from './crashed-machine.ts';
import { emptyVolume } from './empty-volume.ts';
import { eventsMemberDown } from './events-member-down.ts';
import { fenceBelowWildcard } from './fence-below-wildcard.ts';
import { fiveInThreeZones } from './five-in-three-zones.ts';
import { foreignWrite } from './foreign-write.ts';
import { healthCheckGone } from './health-check-gone.ts';
import { journalAway } from './journal-away.ts';
import { journalLost } from './journal-lost.ts';
import { lateStepper } from './late-stepper.ts';
import { lostEvents } from './lost-events.ts';
import { lostResponse } from './lost-response.ts';
import { masterDies } from './master-dies.ts';
import { masterReplacedVoluntarily } from './master-replaced-voluntarily.ts';
import { nameRefused } from './name-refused.ts';
import { namesThatLean } from './names-that-lean.ts';
import { noCapacity } from './no-capacity.ts';
import { protectedRecord } from './protected-record.ts';
import { rollbackThroughAnOutage } from './rollback-through-an-outage.ts';
import { rollbackTwice } from './rollback-twice.ts';
import { rolling } from './rolling.ts';
import type { Scenario } from './scenario.ts';
import { secondStart } from './second-start.ts';
import { throttled } from './throttled.ts';
import { throttledByChanges } from './throttled-by-changes.ts';
import { tokenRefused } from './token-refused.ts';
import { twoMastersAtOnce } from './two-masters-at-once.ts';
import { volumeStuck } from './volume-stuck.ts';
import { week } from './week.ts';

/** In the order in which they are listed and, when all are asked for, played. */
export const SCENARIOS: readonly Scenario[] = [
  week,
  alarmAtHalf,
  abortAtGate,
  alarmWhileDraining,
  foreignWrite,
  alarmBeforeStart,
  lateStepper,
  lostResponse,
  rollbackTwice,
  alarmStorm,
  rollbackThroughAnOutage,
  journalLost,
  journalAway,
  nameRefused,
  healthCheckGone,
  protectedRecord,
  fenceBelowWildcard,
  namesThatLean,
  secondStart,
  throttled,
  throttledByChanges,
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

/** What `npm start` plays. */
export const SHOWN_FIRST: readonly Scenario[] = [week, alarmAtHalf];
