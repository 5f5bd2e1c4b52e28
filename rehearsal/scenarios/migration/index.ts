import { abortAtGate } from './abort-at-gate.ts';
import { alarmAtHalf } from './alarm-at-half.ts';
import { alarmBeforeStart } from './alarm-before-start.ts';
import { alarmStorm } from './alarm-storm.ts';
import { alarmWhileDraining } from './alarm-while-draining.ts';
import { bothBad } from './both-bad.ts';
import { byCommand } from './by-command.ts';
import { chat } from './chat.ts';
import { controlPlaneDown } from './control-plane-down.ts';
import { dailyPreflight } from './daily-preflight.ts';
import { drill, drillOvertaken, drillStopped } from './drill.ts';
import { eventLost } from './event-lost.ts';
import { executionDies } from './execution-dies.ts';
import { fenceBelowWildcard } from './fence-below-wildcard.ts';
import { foreignWrite } from './foreign-write.ts';
import { foreignWriteDraining } from './foreign-write-draining.ts';
import { freezeWindow } from './freeze-window.ts';
import { healthCheckGone } from './health-check-gone.ts';
import { hookFails, hookGone, hookHolds, hookStopped, hookWatched } from './hooks.ts';
import { ingressUnlike } from './ingress-unlike.ts';
import { journalAway } from './journal-away.ts';
import { journalLost } from './journal-lost.ts';
import { keepAlive, keepAliveLowered } from './keep-alive.ts';
import { lateStepper } from './late-stepper.ts';
import { lateWriterAfterOutage } from './late-writer-after-outage.ts';
import { legacyTooSmall } from './legacy-too-small.ts';
import { lostChanges } from './lost-changes.ts';
import { lostResponse } from './lost-response.ts';
import { madeAlarm } from './made-alarm.ts';
import { nameRefused } from './name-refused.ts';
import { namesFail } from './names-fail.ts';
import { namesThatLean } from './names-that-lean.ts';
import { oneWay, oneWayAhead } from './one-way.ts';
import { otherAnswers } from './other-answers.ts';
import { outsideSignal } from './outside-signal.ts';
import { prometheusAway, prometheusWorse } from './prometheus.ts';
import { protectedRecord } from './protected-record.ts';
import { rollbackThroughAnOutage } from './rollback-through-an-outage.ts';
import { rollbackTwice } from './rollback-twice.ts';
import { ruleDisabled } from './rule-disabled.ts';
import type { MigrationScenario } from './scenario.ts';
import { secondStart } from './second-start.ts';
import { silence } from './silence.ts';
import { throttled } from './throttled.ts';
import { throttledByChanges } from './throttled-by-changes.ts';
import { twoZones } from './two-zones.ts';
import { watchSilent, watchSilentOnHold } from './watch-silent.ts';
import { week } from './week.ts';
import { worseThanLegacy } from './worse-than-legacy.ts';
import { zoneInDnsAccount } from './zone-in-dns-account.ts';

/** In the order in which they are listed and, for `all`, played. */
export const MIGRATION_SCENARIOS: readonly MigrationScenario[] = [
  week,
  alarmAtHalf,
  madeAlarm,
  abortAtGate,
  otherAnswers,
  silence,
  worseThanLegacy,
  bothBad,
  prometheusWorse,
  prometheusAway,
  namesFail,
  alarmWhileDraining,
  legacyTooSmall,
  foreignWrite,
  foreignWriteDraining,
  freezeWindow,
  oneWay,
  oneWayAhead,
  hookHolds,
  hookFails,
  hookStopped,
  hookWatched,
  hookGone,
  eventLost,
  outsideSignal,
  executionDies,
  watchSilent,
  watchSilentOnHold,
  keepAlive,
  keepAliveLowered,
  alarmBeforeStart,
  twoZones,
  ingressUnlike,
  ruleDisabled,
  dailyPreflight,
  drill,
  drillStopped,
  drillOvertaken,
  lateStepper,
  lostResponse,
  lostChanges,
  rollbackTwice,
  byCommand,
  alarmStorm,
  rollbackThroughAnOutage,
  lateWriterAfterOutage,
  controlPlaneDown,
  chat,
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
  zoneInDnsAccount,
];
