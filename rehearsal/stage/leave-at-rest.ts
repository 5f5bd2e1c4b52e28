import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { shortMachineName } from '../estate/home.ts';
import { FaultPlan } from '../gateway/index.ts';
import type { Stage } from './stage.ts';

/** What is stopped may set off something else, as a migration's end does a rollback: so often that is stopped, too. */
const ROUNDS = 6;
const WAIT_MS = 30 * 60_000;

/**
 * Ends what a scenario that was not played to its end has left running: it would take part in the next one.
 * @returns the machines of what can't be ended
 */
export async function leaveAtRest({
  aws,
  clients,
}: Pick<Stage, 'aws' | 'clients'>): Promise<readonly string[]> {
  aws.gateway.useFaults(new FaultPlan(0));
  return await aws.director.act('the stage', async (actor) => {
    for (let round = 0; ; round++) {
      const running = (await aws.look()).executions.filter(({ status }) => status === 'RUNNING');
      if (running.length === 0 || round === ROUNDS)
        return [...new Set(running.map(({ machine }) => shortMachineName(machine)))];
      for (const { executionArn } of running)
        await clients.sfn.send(new StopExecutionCommand({ executionArn, cause: 'its rehearsal is over' }));
      await actor.at(aws.now() + WAIT_MS);
    }
  });
}
