/** A migration that is one-way from 50 % on, and what would roll it back although no person has asked. */
import type { RollBackRequest } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import { begin } from './acting.ts';
import { withMethods } from './meddling.ts';
import { someSettings } from './settings.ts';
import { type ZonesWorld, zonesWorld } from './zones-world.ts';

/** States until it has a share, or legacy's records are retired. */
export const AT_5 = 3;
export const AT_50 = 4;
export const RETIRED = 6;

const ALARM = 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:cluster-5xx';

export const ALARM_FIRES: Partial<RollBackRequest> = {
  source: 'alarm',
  reason: 'Alarm cluster-5xx: 3 datapoints',
  cause: ALARM,
};
export const EXECUTION_ENDED: Partial<RollBackRequest> = {
  source: 'execution',
  run: 'run-1',
  reason: 'The execution run-1 ended: ABORTED',
  cause: 'arn:run-1',
};
export const AUTOMATIC: readonly Partial<RollBackRequest>[] = [
  ALARM_FIRES,
  EXECUTION_ENDED,
  { source: 'migration', run: 'run-1', reason: 'SoakFailed', cause: 'arn:run-1' },
  { source: 'watch', run: 'run-1', reason: 'The execution run-1 has ended', cause: 'arn:run-1' },
];

/** As far as `states` says. */
export async function oneWay(states: number): Promise<ZonesWorld> {
  const world = zonesWorld(someSettings({ oneWayFromPercent: 50 }));
  await begin(world, world.run('run-1'), states);
  return world;
}

/** What a service answers while it is away. */
export const away = async (): Promise<never> => {
  throw Object.assign(new Error('503 Service Unavailable'), { name: 'TransientFailure' });
};

export const journalAway = (world: ZonesWorld): ZonesWorld => ({
  ...world,
  journal: withMethods(world.journal, { load: away, loadWatched: away, markOwed: away, bringBack: away }),
});
