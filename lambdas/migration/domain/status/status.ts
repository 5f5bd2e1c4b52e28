/** How a migration is: what the journal, the alarms, the executions and the time come to. */

import { instant, timeAt } from '../../../shared/domain/time.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type {
  MigrationStatus,
  StatusAlarm,
  StatusDecision,
  StatusEvent,
  StatusRun,
  StatusShare,
  StatusWait,
} from '../../contract/status.ts';
import type { AlarmReading } from '../alarm-grounds.ts';
import { holdEnds, holdId } from '../decision.ts';
import type { Hold } from '../hold.ts';
import type { JournalRun } from '../journal-state.ts';
import { possibleAnswers, withoutDecision } from '../messages/hold-message.ts';
import type { Reading } from '../reading.ts';
import { type StateVisit, timeline } from '../timeline.ts';
import { runningHook, waitingHold, waitingSoak } from '../watch/waiting.ts';
import { placeIn, stepNumber } from './phase.ts';
import type { StatusSeen } from './seen.ts';
import { shareOf } from './share.ts';

/** As many as fit on a screen beside the rest. */
const MOST_EVENTS = 8;

/** @param version of the package that the function comes from */
export function statusOf(seen: StatusSeen, settings: MigrationSettings, version: string): MigrationStatus {
  const { state, now } = seen;
  const { migration, account, region, steps } = settings;
  const share = shareOf(state, settings, seen.traffic);
  const { phase, summary } = placeIn(seen, settings, share);
  const number = stepNumber(share.intended.most, settings);
  const step = steps[number - 1];
  const isOpen = state?.run.status === 'open';
  const wait = isOpen && phase !== 'stopped' ? waitOf(seen, settings, phase === 'draining') : undefined;
  const hold = phase === 'on-hold' ? seen.hold : undefined;
  const end = earliestEnd(seen, { isHeld: hold !== undefined, share, wait }, settings);
  const current = currentVisit(seen);
  return {
    version,
    migration,
    account,
    region,
    at: instant(now),
    phase,
    summary,
    ...(state && { run: runOf(state.run) }),
    ...(step && isOpen && { step: { number, of: steps.length, percent: step.percent } }),
    ...(current && { state: { name: current.state, since: current.enteredAt } }),
    ...(wait && { wait }),
    ...(end !== undefined && phase !== 'stopped' && { earliestEnd: end }),
    share,
    alarms: seen.alarms.map(alarmOf),
    ...(hold && { decision: decisionOf(hold, settings) }),
    events: eventsOf(seen),
    unread: unreadIn(seen),
  };
}

function runOf(run: JournalRun): StatusRun {
  const { execution, executionArn, startedAt, status, statusAt, oneWaySince } = run;
  return {
    execution,
    executionArn,
    startedAt,
    status,
    statusAt,
    ...(oneWaySince !== undefined && { oneWaySince }),
  };
}

/** A hold comes before the soak that it follows; a hook runs between the two. */
function waitOf(
  { state, hold, now }: StatusSeen,
  settings: MigrationSettings,
  isDraining: boolean,
): StatusWait | undefined {
  if (!state) return undefined;
  const held = waitingHold(hold, state.run, settings, now);
  if (held) return { for: 'decision', since: held.since, until: timeAt(holdEnds(held, settings)) };
  const hook = runningHook(state.waitingHook, state.endedHook, state.run);
  if (hook) return { for: 'hook', since: hook.since };
  const soak = waitingSoak(state.soak, state.run, now);
  // One that was ended early stands in the journal until its time is over.
  const isOver = [...state.zones.values()].some(
    ({ acceptedAt }) => soak && Date.parse(acceptedAt) > Date.parse(soak.since),
  );
  if (isOver) return undefined;
  return soak && { for: isDraining ? 'drain' : 'soak', since: soak.since, until: soak.until };
}

interface Under {
  readonly isHeld: boolean;
  readonly share: StatusShare;
  readonly wait: StatusWait | undefined;
}

/** The rest of this wait, the soaks of the steps that follow, and the shortest drain. A hold may take any time. */
function earliestEnd(
  { state, now }: StatusSeen,
  { isHeld, share, wait }: Under,
  { steps, drain }: MigrationSettings,
): string | undefined {
  if (state?.run.status !== 'open' || isHeld) return undefined;
  const waitsUntil = Date.parse(wait?.until ?? '') || now;
  if (share.zones.some(({ phase }) => phase === 'drain')) return timeAt(waitsUntil);
  const left = steps.slice(stepNumber(share.intended.most, { steps }));
  const seconds = left.reduce((sum, { soakSeconds }) => sum + soakSeconds, drain.minimumStaySeconds);
  return timeAt(waitsUntil + seconds * 1000);
}

function alarmOf({ name, alarm }: AlarmReading): StatusAlarm {
  if (!alarm.known) return { name, state: 'unknown', reason: alarm.why };
  if (!alarm.value) return { name, state: 'missing', reason: 'It no longer exists, so it watches nothing.' };
  return { name, state: alarm.value.state, reason: alarm.value.stateReason };
}

function decisionOf(hold: Hold, settings: MigrationSettings): StatusDecision {
  const { reasons, legacy = [] } = hold;
  return {
    hold: holdId(hold),
    state: hold.state,
    since: hold.since,
    until: timeAt(holdEnds(hold, settings)),
    reasons: [...reasons, ...legacy.filter((reason) => !reasons.includes(reason))],
    answers: possibleAnswers(hold, settings).map(({ input: { decision, to }, does }) => ({
      decision,
      ...(to !== undefined && { to }),
      does,
    })),
    without: withoutDecision(hold, settings),
  };
}

/** Of the run while it is open; else of what began last. */
function migrateVisits({ owner, newest }: StatusSeen): Reading<readonly StateVisit[]> {
  if (owner) return owner.visits;
  if (!newest.known) return newest;
  return newest.value?.visits ?? { known: true, value: [] };
}

/** What an execution is in that has ended is over, though it was never left. */
function currentVisit(seen: StatusSeen): StateVisit | undefined {
  const { owner, newest } = seen;
  const isOver = owner
    ? owner.execution.known && !owner.execution.value.running
    : newest.known && newest.value?.status !== 'RUNNING';
  const visits = migrateVisits(seen);
  return visits.known && !isOver ? visits.value.findLast(({ leftAt }) => leftAt === '') : undefined;
}

/** What said something, and what is under way. Waits and choices hand on what the state before them said. */
function eventsOf(seen: StatusSeen): readonly StatusEvent[] {
  const rollBacks = seen.rollBacks?.known ? seen.rollBacks.value : [];
  const of = (machine: StatusEvent['machine'], visits: Reading<readonly StateVisit[]>): StatusEvent[] =>
    visits.known
      ? timeline(visits.value)
          .filter(({ said, leftAt }, i, all) => leftAt === '' || (said !== '' && said !== all[i - 1]?.said))
          .map(({ state, enteredAt: at, said }) => ({ at, machine, state, said }))
      : [];
  return [...of('Migrate', migrateVisits(seen)), ...rollBacks.flatMap(({ visits }) => of('RollBack', visits))]
    .toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
    .slice(-MOST_EVENTS);
}

function unreadIn(seen: StatusSeen): readonly string[] {
  const { newest, owner, rollBacks } = seen;
  const why = (what: string, reading: Reading<unknown> | undefined): string[] =>
    reading && !reading.known ? [`${what}: ${reading.why}`] : [];
  return [
    ...why('the executions of Migrate', newest),
    ...why("the run's execution", owner?.execution),
    ...why("the execution's history", owner?.visits ?? (newest.known ? newest.value?.visits : undefined)),
    ...why('the executions of RollBack', rollBacks),
    ...(rollBacks?.known ? rollBacks.value : []).flatMap(({ name, visits }) =>
      why(`the history of the rollback ${name}`, visits),
    ),
  ];
}
