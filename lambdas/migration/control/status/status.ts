import { timeAt } from '../../../shared/domain/time.ts';
import type { MigrationStatus } from '../../contract/status.ts';
import type { JournalRun, WatchedState } from '../../domain/journal-state.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { Followed, NewestExecution, SeenTraffic, StatusSeen } from '../../domain/status/seen.ts';
import { statusOf } from '../../domain/status/status.ts';
import { clusterSources, legacySources, ownAnswers } from '../../domain/traffic-sources.ts';
import { waitingSoak } from '../../domain/watch/waiting.ts';
import { alarmReadings } from '../../evidence/alarm-evidence.ts';
import type { StatusPorts } from './ports.ts';

/** Events of an execution's history: more than the states take that a screen shows. */
const MOST_HISTORY = 120;
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
  const [alarms, newest, owner, rollBack, traffic] = await Promise.all([
    alarmReadings(settings.alarms, ports.alarms),
    readingOf(async () => followed(await ports.newest.migrate(), ports)),
    run?.status === 'open'
      ? Promise.all([
          readingOf(() => executions.look(run.executionArn)),
          readingOf(() => history.latest(run.executionArn, MOST_HISTORY)),
        ])
      : undefined,
    run?.status === 'owed' || run?.status === 'restored'
      ? readingOf(async () => followed(since(run, await ports.newest.rollBack()), ports))
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
    ...(rollBack && { rollBack }),
    ...(traffic && { traffic }),
  };
  return statusOf(seen, settings, ports.version);
}

/** One that began before the run belongs to an earlier one. */
function since({ begunAt }: JournalRun, found: NewestExecution | undefined): NewestExecution | undefined {
  return found && Date.parse(found.startedAt) >= Date.parse(begunAt) ? found : undefined;
}

async function followed(
  execution: NewestExecution | undefined,
  { history }: StatusPorts,
): Promise<Followed | undefined> {
  if (!execution) return undefined;
  const visits: Reading<Followed['visits'] extends Reading<infer T> ? T : never> = await readingOf(() =>
    history.latest(execution.arn, MOST_HISTORY),
  );
  return { ...execution, visits };
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
