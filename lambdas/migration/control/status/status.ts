import { timeAt } from '../../../shared/domain/time.ts';
import type { MigrationStatus } from '../../contract/status.ts';
import type { JournalRun, WatchedState } from '../../domain/journal-state.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Followed, NewestExecution, SeenTraffic, StatusSeen } from '../../domain/status/seen.ts';
import { statusOf } from '../../domain/status/status.ts';
import { clusterSources, legacySources, ownAnswers } from '../../domain/traffic-sources.ts';
import { waitingSoak } from '../../domain/watch/waiting.ts';
import { alarmReadings } from '../../evidence/alarm-evidence.ts';
import type { StatusPorts } from './ports.ts';

/** Events of an execution's history: more than the states take that a screen shows. */
const MOST_HISTORY = 120;
/** Two people may roll back at once, and an alarm beside. */
const MOST_ROLL_BACKS = 3;
/** A share is counted over so much at least, and over no more than the second, milliseconds. */
const LEAST_COUNTED = 10 * 60_000;
const MOST_COUNTED = 60 * 60_000;

/**
 * Looks at everything, and changes nothing. What can't be read is said, and hides nothing else.
 * @throws TransientFailure when the journal can't be read
 */
export async function status(ports: StatusPorts): Promise<MigrationStatus> {
  const { journal, clock, settings, executions, history } = ports;
  const [state, hold] = await Promise.all([journal.loadWatched(), journal.currentHold()]);
  const run = state?.run;
  const [alarms, newest, owner, rollBacks, traffic] = await Promise.all([
    alarmReadings(settings.alarms, ports.alarms),
    readingOf(async () => {
      const found = await ports.newest.migrate();
      return found && follow(found, ports);
    }),
    run?.status === 'open'
      ? Promise.all([
          readingOf(() => executions.look(run.executionArn)),
          readingOf(() => history.latest(run.executionArn, MOST_HISTORY)),
        ])
      : undefined,
    run?.status === 'owed' || run?.status === 'restored'
      ? readingOf(() => rollBacksOf(run, ports))
      : undefined,
    state && isShifted(state) ? readingOf(() => count(state, ports)) : undefined,
  ]);
  const seen: StatusSeen = {
    now: clock.now(),
    state,
    hold,
    alarms,
    newest,
    ...(owner && { owner: { execution: owner[0], visits: owner[1] } }),
    ...(rollBacks && { rollBacks }),
    ...(traffic && { traffic }),
  };
  return statusOf(seen, settings, ports.version);
}

/** One that began before the run belongs to an earlier one. */
async function rollBacksOf({ begunAt }: JournalRun, ports: StatusPorts): Promise<readonly Followed[]> {
  const found = await ports.newest.rollBacks(MOST_ROLL_BACKS);
  const own = found.filter(({ startedAt }) => Date.parse(startedAt) >= Date.parse(begunAt));
  return await Promise.all(own.map((execution) => follow(execution, ports)));
}

async function follow(execution: NewestExecution, { history }: StatusPorts): Promise<Followed> {
  return { ...execution, visits: await readingOf(() => history.latest(execution.arn, MOST_HISTORY)) };
}

/** Some answers lead to the cluster, or did until now. */
function isShifted({ run, zones }: WatchedState): boolean {
  if (run.status === 'restored' || run.status === 'closed') return false;
  return [...zones.values()].some(({ fence }) => fence.weight > 0);
}

/** Since the soak began, or for the last minutes. */
async function count(state: WatchedState, ports: StatusPorts): Promise<SeenTraffic> {
  const { settings, clock, traffic } = ports;
  const now = clock.now();
  const soak = waitingSoak(state.soak, state.run, now);
  const soaked = soak ? now - Date.parse(soak.since) : 0;
  const from = timeAt(now - Math.min(Math.max(soaked, LEAST_COUNTED), MOST_COUNTED));
  const until = timeAt(now);
  const before = ownAnswers((await ports.beforeImageOf(state.run)).values());
  const cluster = clusterSources(settings.target, settings.traffic);
  const legacy = legacySources(before, settings.traffic);
  const counted = await traffic.count([...cluster, ...legacy], from, until);
  return {
    from,
    until,
    cluster: counted.slice(0, cluster.length),
    legacy: counted.slice(cluster.length),
  };
}
