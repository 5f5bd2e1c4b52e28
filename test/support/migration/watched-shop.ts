import type { WatchPorts } from '../../../lambdas/migration/watch/watch/ports.ts';
import { watch } from '../../../lambdas/migration/watch/watch/watch.ts';
import { MemoryExecutions } from '../../fakes/migration/memory-executions.ts';
import { MemorySchedules } from '../../fakes/migration/memory-schedules.ts';
import type { Shop } from './shop.ts';

/** Of ShiftWeight. */
export const RECORD_ROLE = 'arn:aws:iam::111122223333:role/Shop-FunctionsShiftWeightRole';

export const REQUEST = { run: 'run-1', arn: 'arn:run-1', schedule: 'run-x' };

/** The shop, and Watch, which looks at it when it is called. */
export async function scene(shop: Shop) {
  const answered: string[] = [];
  const beats: string[] = [];
  const executions = new MemoryExecutions();
  const schedules = new MemorySchedules();
  await schedules.make(REQUEST, 0);
  const { settings, clock, journal, zoneOf, alarms } = shop.world;
  const ports: WatchPorts = {
    settings,
    clock,
    journal,
    zoneOf: (zoneId) => zoneOf(zoneId),
    alarms,
    executions,
    schedules,
    topic: shop.topic,
    tasks: {
      succeed: async (token) => {
        const waits = !answered.includes(token);
        answered.push(token);
        return waits;
      },
      beat: async (token) => {
        beats.push(token);
        return true;
      },
    },
    recordRoles: [RECORD_ROLE],
    decideArn: 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Decide',
    rollBackArn: 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-RollBack',
    beforeImageOf: async () => (await journal.load())?.beforeImage ?? new Map(),
  };
  return { answered, beats, ports, executions, schedules, look: () => watch(REQUEST, ports) };
}

/** A weight that Terraform puts back. */
export function terraform(shop: Shop): void {
  const old = shop.engine
    .records('Z1SHOP')
    .find(({ Name, SetIdentifier }) => Name === 'www.shop.test.' && SetIdentifier === 'cluster');
  if (old) shop.write('UPSERT', { ...old, Weight: 1 });
}
