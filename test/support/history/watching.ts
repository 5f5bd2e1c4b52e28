import type { OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import type { WatchedExecutions } from '../../../lambdas/migration/ports/watched-executions.ts';
import { watch } from '../../../lambdas/migration/watch/watch/watch.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import type { RecordingTopic } from '../../fakes/recording-topic.ts';
import { anAlarm } from '../migration/evidence.ts';
import type { RunningExecutions } from '../running-executions.ts';
import type { Turns } from '../turns.ts';
import type { PhaseWatch } from './phase-watch.ts';
import type { RollBacks } from './roll-backs.ts';

/** What Watch needs of its history. */
export interface WatchingWorld {
  readonly turns: Turns;
  readonly random: () => number;
  readonly log: string[];
  readonly topic: RecordingTopic;
  readonly phases: PhaseWatch;
  readonly executions: RunningExecutions;
  readonly rollBacks: RollBacks;
  invoke<T>(actor: string, work: (world: OpeningPorts) => Promise<T>): Promise<T>;
  waitUpTo(turns: number): Promise<void>;
}

/** How often it looks at most; a history takes some hundreds of turns. */
const LOOKS = 12;
const BETWEEN = 40;
/** That an alarm is in ALARM of which no event came. */
const FIRING = 0.05;

/**
 * Has Watch look at a run now and then, with every fault that befalls a process, sometimes two at once. Its times of grace are
 * over at once: it acts as early as it may.
 */
export function startWatching(history: WatchingWorld, run: Run): void {
  for (const _watch of [1, 2]) {
    history.turns.start(async () => {
      for (let look = 0; look < LOOKS; look++) {
        await history.waitUpTo(BETWEEN);
        await lookOnce(history, run).catch((error: Error) =>
          history.log.push(`watch: ${error.name}, ${error.message}`),
        );
      }
    });
  }
}

async function lookOnce(history: WatchingWorld, { name, arn }: Run): Promise<void> {
  const isFiring = history.random() < FIRING;
  const { acts } = await history.invoke('watch', async ({ settings, clock, journal, zoneOf }) =>
    watch(
      { run: name, arn, schedule: `of-${name}` },
      {
        settings,
        clock,
        journal,
        zoneOf: (zoneId) => zoneOf(zoneId),
        executions: executionsOf(history),
        alarms: {
          describe: async (names) =>
            new Map(
              names.map((alarm) => [
                alarm,
                { known: true, value: anAlarm({ name: alarm, state: isFiring ? 'ALARM' : 'OK' }) },
              ]),
            ),
        },
        beforeImageOf: async () => (await journal.load())?.beforeImage ?? new Map(),
        schedules: { remove: async () => {} },
        tasks: { succeed: async () => true, beat: async () => true },
        topic: history.topic,
        recordRoles: [],
        decideArn: 'arn:decide',
        rollBackArn: 'arn:rollBack',
      },
    ),
  );
  for (const act of acts) history.log.push(`watch: ${act}`);
}

function executionsOf({ executions, rollBacks, phases }: WatchingWorld): WatchedExecutions {
  return {
    look: async (arn) =>
      (await executions.isRunning(arn)) ? { running: true } : { running: false, status: 'ABORTED' },
    isMigrateRunning: async () => (await executions.running()).length > 0,
    isRollBackRunning: async () => rollBacks.areRunning,
    startRollBack: async (_name, request) => {
      phases.met('Watch starts a rollback');
      rollBacks.startOfWatch(request);
    },
  };
}
