/** What Watch looks at: of each run only what its state makes worth a call. */
import { instant } from '../../../shared/domain/time.ts';
import type { WatchRequest } from '../../contract/watch.ts';
import { byName } from '../../domain/advance.ts';
import type { Hold } from '../../domain/hold.ts';
import type { JournalRun, WatchedState } from '../../domain/journal-state.ts';
import { shapeOf } from '../../domain/milestones.ts';
import { observe } from '../../domain/observed-zone.ts';
import { whyOneWay } from '../../domain/one-way.ts';
import { readingOf } from '../../domain/reading.ts';
import { shareWritten } from '../../domain/run-metrics.ts';
import { firingIn } from '../../domain/watch/judge-watch.ts';
import { judgeZone, type ZoneWatched } from '../../domain/watch/judge-zone.ts';
import { areOthersLeft, looksAtOthers, othersChanged } from '../../domain/watch/others.ts';
import { looksAtNames, roundMinutes } from '../../domain/watch/pace.ts';
import type { WatchSeen } from '../../domain/watch/seen.ts';
import { betweenStepsSince, runningHook, waitingHold, waitingSoak } from '../../domain/watch/waiting.ts';
import { alarmReadings } from '../../evidence/alarm-evidence.ts';
import { imagesOf, type ZoneImage } from '../../swap/images.ts';
import { observeZone } from '../../swap/observe-zone.ts';
import type { WatchPorts } from './ports.ts';

export async function look(request: WatchRequest, ports: WatchPorts): Promise<WatchSeen> {
  const { journal, clock, executions } = ports;
  const [state, execution] = await Promise.all([
    journal.loadWatched(),
    readingOf(() => executions.look(request.arn)),
  ]);
  const seen: WatchSeen = {
    now: clock.now(),
    own: { run: request.run, execution },
    run: state?.run,
    ...(ports.shown && state && { share: shareWritten(state.zones, ports.settings.zones) }),
    ...(ports.trails && state && unexplainedOf(state)),
  };
  switch (state?.run.status) {
    case 'open':
      return { ...seen, ...(await lookAtOpen(state, ports)) };
    case 'owed':
      return { ...seen, ...(await lookAtOwed(state.run, ports)) };
    default:
      return seen;
  }
}

function unexplainedOf({ run, unexplained, zones }: WatchedState): Partial<WatchSeen> {
  const isOwn = unexplained?.run === run.execution;
  const acceptedAt = new Map([...zones].map(([zoneId, zone]) => [zoneId, zone.acceptedAt]));
  return { acceptedAt, ...(isOwn && { unexplained }) };
}

async function lookAtOwed(run: JournalRun, { executions }: WatchPorts): Promise<Partial<WatchSeen>> {
  const { holder } = run;
  if (!holder) return {};
  const [seen, rollingBack] = await Promise.all([
    readingOf(() => executions.look(holder.arn)),
    readingOf(() => executions.isRollBackRunning(run.begunAt)),
  ]);
  return { holder: seen, rollingBack };
}

async function lookAtOpen(state: WatchedState, ports: WatchPorts): Promise<Partial<WatchSeen>> {
  const { executions, journal, settings } = ports;
  const [owner, alarms, hold] = await Promise.all([
    readingOf(() => executions.look(state.run.executionArn)),
    alarmReadings(settings.alarms, ports.alarms),
    journal.currentHold(),
  ]);
  const now = ports.clock.now();
  const waiting = [
    waitingSoak(state.soak, state.run, now),
    waitingHold(hold, state.run, settings, now),
    runningHook(state.waitingHook, state.endedHook, state.run),
  ];
  // Before the zones, which may take long: the wait ends unless it hears of Watch.
  const tokens = waiting.flatMap((one) => (one ? [one.taskToken] : []));
  const beat = () => Promise.all(tokens.map((token) => ports.tasks.beat(token)));
  const heartbeat = tokens.length > 0 && (await readingOf(beat));
  const minutes = roundMinutes(settings.zones.map(({ records }) => records.length));
  const isFiring = firingIn(alarms).length > 0;
  const isGone = owner.known && !owner.value.running;
  const oneWay = whyOneWay(state, settings);
  const journalled = { ...state, hold };
  return {
    owner,
    alarms,
    hold,
    soak: state.soak,
    ...(oneWay !== undefined && { oneWay: { reason: oneWay, state } }),
    ...(heartbeat && { heartbeat }),
    ...(isGone && { others: await readingOf(() => executions.isMigrateRunning()) }),
    ...((isGone || isFiring) && {
      rollingBack: await readingOf(() => executions.isRollBackRunning(state.run.begunAt)),
    }),
    // A rollback doesn't wait for zones, and reads them itself. Where only a person rolls back, they are looked at all the same.
    zones:
      oneWay === undefined && (isGone || isFiring) ? [] : await zonesOrWhyNot(journalled, ports, minutes),
    namesLeft: minutes > 1 || isAnyLeft(journalled, ports),
  };
}

/** What the journal says, with the hold. */
interface Journalled extends WatchedState {
  readonly hold: Hold | undefined;
}

/** That the journal has lost what legacy was hides nothing else. */
async function zonesOrWhyNot(
  state: Journalled,
  ports: WatchPorts,
  minutes: number,
): Promise<readonly ZoneWatched[]> {
  const zones = await readingOf(() => lookAtZones(state, ports, minutes));
  if (zones.known) return zones.value;
  return ports.settings.zones.map(({ id, name }) => ({
    zoneId: id,
    zone: name,
    kind: 'unread',
    why: zones.why,
  }));
}

/** What is found to differ is looked at once more, with the journal read anew: a step may have been between its two writes. */
async function lookAtZones(
  state: Journalled,
  ports: WatchPorts,
  minutes: number,
): Promise<readonly ZoneWatched[]> {
  const { settings, clock } = ports;
  const images = imagesOf({ beforeImage: await ports.beforeImageOf(state.run) }, settings);
  const now = clock.now();
  const zones: ZoneWatched[] = [];
  for (const [index, one] of images.entries()) {
    const first = await lookAtZone(one, state, ports, { index, names: looksAtNames(index, minutes, now) });
    const doubtful = first.kind === 'foreign' || first.kind === 'vanished';
    if (!doubtful) {
      zones.push(first);
      continue;
    }
    const [again, hold] = await Promise.all([ports.journal.loadWatched(), ports.journal.currentHold()]);
    if (again?.run.status === 'open' && again.run.execution === state.run.execution)
      zones.push(await lookAtZone(one, { ...again, hold }, ports, { index, names: true }));
  }
  return zones;
}

async function lookAtZone(
  { zone, image }: ZoneImage,
  state: Journalled,
  ports: WatchPorts,
  { index, names }: { readonly index: number; readonly names: boolean },
): Promise<ZoneWatched> {
  const { settings, clock } = ports;
  const since = waitsSince(state, ports);
  const whole = since !== undefined && image.others && looksAtOthers(index, since, clock.now());
  const before = byName(names || whole ? image.records : []);
  const named = { zoneId: zone.id, zone: zone.name };
  const reads = ports.zoneOf(zone.id, since !== undefined);
  const readAt = clock.now();
  const seen = await readingOf(async () => {
    if (!whole) return { observed: await observeZone(reads, before, image.fenceName), all: undefined };
    const all = await reads.readAll();
    return { observed: observe(all, [...before.keys()], image.fenceName), all };
  });
  if (!seen.known) return { ...named, kind: 'unread', why: `${seen.why} (${instant(clock.now())})` };
  const { observed, all } = seen.value;
  const judged = judgeZone({
    observed,
    fenceName: image.fenceName,
    before,
    run: state.run,
    known: state.zones.get(zone.id),
    shape: shapeOf(settings, image.follows),
    waits: since !== undefined,
  });
  const ours = { names: zone.records, fenceName: image.fenceName };
  const others = all && image.others ? othersChanged(image.others, all, ours) : [];
  const isGood = judged.kind === 'as-written' || judged.kind === 'under-way';
  if (isGood && before.size > 0) ports.goodLooks?.set(zone.id, readAt);
  return { ...named, ...judged, ...(others.length > 0 && { others }) };
}

/** Epoch milliseconds; undefined while a step may be under way. */
function waitsSince(
  { run, zones, soak, hold, waitingHook, endedHook }: Journalled,
  { settings, clock }: WatchPorts,
): number | undefined {
  const now = clock.now();
  const held = waitingHold(hold, run, settings, now);
  const hook = runningHook(waitingHook, endedHook, run);
  return betweenStepsSince(waitingSoak(soak, run, now), held, hook, zones.values());
}

function isAnyLeft(state: Journalled, ports: WatchPorts): boolean {
  const since = waitsSince(state, ports);
  return since !== undefined && areOthersLeft(ports.settings.zones.length, since, ports.clock.now());
}
