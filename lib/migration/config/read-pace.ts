import type {
  ClusterTarget,
  MigrationSettings,
  StepSettings,
} from '../../../lambdas/migration/contract/settings.ts';
import type { Home } from '../../shared/config/arn.ts';
import type { Place } from '../../shared/config/place.ts';
import { readFreeze } from './freeze.ts';
import { readOnHoldTimeout } from './hold-timeout.ts';
import { readHooks } from './hooks.ts';
import { readOneWayFrom } from './one-way.ts';
import { readDrain, readHoldTimeout, readSoakSettings, refuseTooLong } from './pace.ts';
import { readSteps, readTtl } from './steps.ts';

type Fields = Readonly<
  Record<
    'ttl' | 'steps' | 'soak' | 'drain' | 'holdTimeout' | 'onHoldTimeout' | 'oneWayFrom' | 'freeze' | 'hooks',
    Place
  >
>;

type Pace = Pick<
  MigrationSettings,
  | 'steps'
  | 'ttlSeconds'
  | 'soak'
  | 'drain'
  | 'holdTimeoutSeconds'
  | 'onHoldTimeout'
  | 'oneWayFromPercent'
  | 'freeze'
  | 'hooks'
>;

/** The steps, who is asked about them, and how long everything may last. */
export function readPace(
  fields: Fields,
  target: ClusterTarget | undefined,
  home: Home,
  now: number,
): Pace | undefined {
  const ttlSeconds = readTtl(fields.ttl, target);
  const steps = readSteps(fields.steps, ttlSeconds);
  const soak = readSoakSettings(fields.soak);
  const drain = readDrain(fields.drain, ttlSeconds);
  const holdTimeoutSeconds = readHoldTimeout(fields.holdTimeout);
  const onHoldTimeout = readOnHoldTimeout(fields.onHoldTimeout);
  const allSteps = isWhole(fields.steps, steps) ? steps : undefined;
  const oneWayFromPercent = readOneWayFrom(fields.oneWayFrom, allSteps);
  const freeze = readFreeze(fields.freeze, now);
  const hooks = readHooks(fields.hooks, allSteps, home);
  if (!ttlSeconds || !soak || !drain || !holdTimeoutSeconds) return undefined;
  const pace = {
    steps,
    ttlSeconds,
    soak,
    drain,
    holdTimeoutSeconds,
    ...(onHoldTimeout && { onHoldTimeout }),
    ...(oneWayFromPercent !== undefined && { oneWayFromPercent }),
    ...(freeze && { freeze }),
    ...(hooks && { hooks }),
  };
  refuseTooLong(fields.steps, pace);
  return pace;
}

/** Every step could be read. */
function isWhole({ isLeftOut, value }: Place, steps: readonly StepSettings[]): boolean {
  return steps.length > 0 && (isLeftOut || (Array.isArray(value) && value.length === steps.length));
}
