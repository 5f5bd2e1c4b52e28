import type { RollBackRequest } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { notifyRollBack } from '../../../lambdas/migration/roll-back/notify-roll-back/notify-roll-back.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import { MemoryConnections } from '../../fakes/migration/memory-connections.ts';
import { MemoryReports } from '../../fakes/migration/memory-reports.ts';
import { RecordingTopic } from '../../fakes/recording-topic.ts';
import { RunningExecutions } from '../running-executions.ts';
import { asked } from './acting.ts';
import { type Ended, rollBackExecution } from './roll-back-execution.ts';
import type { ZonesWorld } from './zones-world.ts';

/** The machine RollBack on the shop's zones, with all its notifications and reports. Each round takes a minute. */
export class RollBackMachine {
  readonly executions = new RunningExecutions();
  readonly topic = new RecordingTopic();
  readonly reports = new MemoryReports();
  /** What each round came to, `rb-1: restored run-1`. */
  readonly rounds: string[] = [];
  readonly #world: ZonesWorld;

  constructor(world: ZonesWorld) {
    this.#world = world;
  }

  /** An execution that begins now, in `world` if something there is other than in the machine's. */
  async execute(
    name: string,
    request: Partial<RollBackRequest> = {},
    world: ZonesWorld = this.#world,
  ): Promise<Ended> {
    const started = asked(world, request, name);
    this.executions.begin(started.run);
    const ended = await this.#play(started.run, started.request, world);
    this.executions.end(started.run);
    return ended;
  }

  #play(run: Run, input: unknown, world: ZonesWorld): Promise<Ended> {
    const { executions, topic, reports } = this;
    return rollBackExecution(run, input, {
      executions,
      invoke: (work) => work(world),
      isAborted: () => false,
      log: (line) => {
        this.rounds.push(`${run.name}: ${line}`);
        world.pass(60);
      },
      served: (done) =>
        notifyRollBack(done, { ...world, connections: new MemoryConnections(), reports, topic }),
    });
  }
}
