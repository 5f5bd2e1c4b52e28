/** What Watch does about what it has seen. It never writes a zone. */
import { shortHash } from '../../../shared/domain/hash.ts';
import { timeAt } from '../../../shared/domain/time.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import type { Alarm } from '../alarm.ts';
import type { AlarmReading } from '../alarm-grounds.ts';
import { holdEnds, holdId } from '../decision.ts';
import type { Hold } from '../hold.ts';
import type { JournalRun } from '../journal-state.ts';
import type { ChangedZone, WatchAct } from './acts.ts';
import { heldForAlarms, heldForEnd } from './judge-one-way.ts';
import type { ZoneWatched } from './judge-zone.ts';
import type { SeenExecution, WatchSeen } from './seen.ts';
import { isSeeking } from './unexplained.ts';
import { waitingHold, waitingSoak } from './waiting.ts';

export interface WatchVerdict {
  readonly acts: readonly WatchAct[];
  /** As in `Watched`. */
  readonly unchangedUntil: string;
}

/** How long an alarm's event has for starting RollBack, milliseconds. */
export const ALARM_GRACE_MS = 30_000;
/** How long after an execution of Migrate its own event has for starting RollBack, milliseconds. */
export const OWNER_GRACE_MS = 300_000;
/** How long after an execution of RollBack its own event has for starting the next one, which waits for a minute itself. */
export const HOLDER_GRACE_MS = 180_000;
/** So long before its time-out people are reminded of a hold; of a short one when three quarters are over. */
const REMINDED_MS = 3_600_000;

export function judgeWatch(
  seen: WatchSeen,
  settings: Pick<MigrationSettings, 'holdTimeoutSeconds' | 'dataPlane'>,
): WatchVerdict {
  const over = whyOver(seen);
  if (over !== undefined) {
    const released = settings.dataPlane && seen.run?.status === 'restored' ? [saying(false)] : [];
    if (isSeeking(seen.unexplained, seen.now)) return { acts: released, unchangedUntil: timeAt(seen.now) };
    return { acts: [...released, { kind: 'remove-schedule', reason: over }], unchangedUntil: '' };
  }
  const { run } = seen;
  if (!run) return nothing();
  switch (run.status) {
    case 'owed':
      return settings.dataPlane ? keptOwed(seen, run) : judgeOwed(seen, run);
    case 'open':
      return judgeOpen(seen, run, settings);
    default:
      return nothing();
  }
}

/** Undefined while there is something to watch: the run, or what the execution that made the schedule is about to begin. */
function whyOver({ run, own }: WatchSeen): string | undefined {
  if (run?.execution === own.run)
    return run.status === 'closed' || run.status === 'restored'
      ? `Execution ${own.run} was ${run.status}.`
      : undefined;
  const ended = own.execution.known && !own.execution.value.running;
  return ended
    ? `Execution ${own.run} has ended, and the run under way is ${run?.execution ?? 'none'}.`
    : undefined;
}

/** The cluster's metrics fall silent once it gets no traffic, and its health check would heal: so it is said each minute. */
function keptOwed(seen: WatchSeen, run: JournalRun): WatchVerdict {
  const { acts } = judgeOwed(seen, run);
  return { acts: [...acts, saying(true)], unchangedUntil: timeAt(seen.now) };
}

function saying(owed: boolean): WatchAct {
  return { kind: 'say-owed', owed };
}

/** Its holder's end has an event; if that is lost, nobody would take the rollback up again. */
function judgeOwed(seen: WatchSeen, { holder }: JournalRun): WatchVerdict {
  const gone = goneSince(seen.holder);
  if (gone === undefined) return nothing();
  if (seen.now < gone.at + HOLDER_GRACE_MS) return nothing(gone.at + HOLDER_GRACE_MS);
  const name = holder?.name ?? 'unknown';
  return startUnlessRunning(
    seen,
    `The rollback is owed, and its execution ${name} has ended (${gone.status}).`,
    holder?.arn ?? '',
  );
}

function judgeOpen(
  seen: WatchSeen,
  run: JournalRun,
  settings: Pick<MigrationSettings, 'holdTimeoutSeconds'>,
): WatchVerdict {
  const alarms = judgeAlarms(seen, run);
  if (alarms.acts.length > 0 && !seen.oneWay) return alarms;
  const owner = judgeOwner(seen, run);
  if (owner.acts.length > 0 && !seen.oneWay) return owner;
  const zones = (seen.zones ?? []).filter((zone) => zone.kind === 'foreign' || zone.kind === 'vanished');
  const hold = waitingHold(seen.hold, run, settings, seen.now);
  const reminder = remindOf(hold, settings, seen.now);
  return {
    acts: [
      ...alarms.acts,
      ...owner.acts,
      ...actsOn(zones, seen, run, hold),
      ...aboutOthers(seen.zones ?? []),
      ...reminder.acts,
    ],
    unchangedUntil: earliest(
      alarms.unchangedUntil,
      owner.unchangedUntil,
      reminder.unchangedUntil,
      seen.namesLeft ? timeAt(seen.now) : '',
    ),
  };
}

/** An alarm's own event starts RollBack within seconds. */
function judgeAlarms(seen: WatchSeen, run: JournalRun): WatchVerdict {
  const firing = firingIn(seen.alarms ?? []);
  if (firing.length === 0) return nothing();
  const since = Math.min(
    ...firing.map(({ stateSince }) => Date.parse(stateSince ?? '') || Number.NEGATIVE_INFINITY),
  );
  if (seen.now < since + ALARM_GRACE_MS) return nothing(since + ALARM_GRACE_MS);
  if (seen.oneWay) return doing(heldForAlarms(firing, seen.oneWay, waitingSoak(seen.soak, run, seen.now)));
  const reasons = firing.map(({ name, stateReason }) => `Alarm ${name} is in ALARM: ${stateReason}`);
  return startUnlessRunning(seen, reasons.join(' '), '');
}

export function firingIn(alarms: readonly AlarmReading[]): readonly Alarm[] {
  return alarms.flatMap(({ alarm }) => (alarm.known && alarm.value?.state === 'ALARM' ? [alarm.value] : []));
}

/** Its execution is gone while the run is open: its own event should have rolled it back by now. */
function judgeOwner(seen: WatchSeen, { execution }: JournalRun): WatchVerdict {
  const gone = goneSince(seen.owner);
  // Another execution may be about to take the run over; it ends, or becomes the owner.
  if (gone === undefined || (seen.others?.known && seen.others.value)) return nothing();
  if (seen.now < gone.at + OWNER_GRACE_MS) return nothing(gone.at + OWNER_GRACE_MS);
  const reason = `The execution ${execution} has ended (${gone.status}) while its run is open`;
  if (seen.oneWay) return doing(heldForEnd(`${reason}.`, seen.oneWay));
  return startUnlessRunning(seen, `${reason}, and no rollback has begun.`, '');
}

function startUnlessRunning({ rollingBack }: WatchSeen, reason: string, predecessor: string): WatchVerdict {
  if (rollingBack?.known && rollingBack.value) return nothing();
  return doing([{ kind: 'roll-back', reason, predecessor }]);
}

function doing(acts: readonly WatchAct[]): WatchVerdict {
  return { acts, unchangedUntil: '' };
}

function actsOn(
  zones: readonly ChangedZone[],
  { soak, now }: WatchSeen,
  run: JournalRun,
  hold: Hold | undefined,
): readonly WatchAct[] {
  if (zones.length === 0) return [];
  const notify: WatchAct = { kind: 'notify-zones', key: keyOf(zones), zones, ...(hold && { hold }) };
  const waiting = waitingSoak(soak, run, now);
  const reason = `Zones no longer as this migration wrote them: ${zones.map(({ zone }) => zone).join(', ')}`;
  return waiting ? [notify, { kind: 'end-soak', soak: waiting, reason }] : [notify];
}

function keyOf(zones: readonly ChangedZone[]): string {
  return `watch-zones#${shortHash(zones.map(({ zoneId, kind, lines }) => [zoneId, kind, ...lines].join('\n')).join('\n'))}`;
}

function aboutOthers(watched: readonly ZoneWatched[]): readonly WatchAct[] {
  const zones = watched.flatMap(({ zone, others = [] }) =>
    others.length > 0 ? [{ zone, lines: others }] : [],
  );
  if (zones.length === 0) return [];
  const key = `watch-others#${shortHash(zones.map(({ zone, lines }) => [zone, ...lines].join('\n')).join('\n'))}`;
  return [{ kind: 'notify-others', key, zones }];
}

function remindOf(
  hold: Hold | undefined,
  settings: Pick<MigrationSettings, 'holdTimeoutSeconds'>,
  now: number,
): WatchVerdict {
  if (!hold) return nothing();
  const ends = holdEnds(hold, settings);
  const from = ends - Math.min(REMINDED_MS, (settings.holdTimeoutSeconds * 1000) / 4);
  if (now < from) return nothing(from);
  return {
    acts: [{ kind: 'notify-hold', key: `watch-hold#${holdId(hold)}`, hold }],
    unchangedUntil: '',
  };
}

/** Undefined while it runs, or is not known: what is unknown is no reason to roll back. */
function goneSince(
  execution: WatchSeen['owner'],
):
  | { readonly at: number; readonly status: Extract<SeenExecution, { running: false }>['status'] }
  | undefined {
  if (!execution?.known || execution.value.running) return undefined;
  return { at: execution.value.endedAt ?? Number.NEGATIVE_INFINITY, status: execution.value.status };
}

function nothing(until?: number): WatchVerdict {
  return { acts: [], unchangedUntil: until === undefined ? '' : timeAt(until) };
}

function earliest(...times: readonly string[]): string {
  return times.filter((time) => time !== '').toSorted()[0] ?? '';
}
