/** What rolls back: alarms, those that the stack makes, signals, and health checks on them. And what Watch looks at. */
import type {
  AlarmSettings,
  ClusterTarget,
  MigrationSettings,
} from '../../../lambdas/migration/contract/settings.ts';
import type { Home } from '../../shared/config/arn.ts';
import type { Place } from '../../shared/config/place.ts';
import type { NamedAlarm } from '../made-alarms/definitions.ts';
import { readDataPlane } from './data-plane.ts';
import { readAllAlarms } from './made-alarms.ts';
import type { ReadProbe } from './name-probe.ts';
import { readSignals } from './signals.ts';
import type { SeenAlarms } from './slow-alarms.ts';
import { readWatch } from './watch.ts';

type Fields = Readonly<Record<'alarms' | 'signals' | 'dataPlaneRollback' | 'oneWayFrom' | 'watch', Place>>;

/** What only the stack needs. */
export interface DeployedWatchers {
  /** Alarms that get a health check on the cluster's records; absent: those have none. */
  readonly dataPlaneAlarms?: readonly AlarmSettings[];
  /** Alarms that the stack makes on the target's load balancer; absent: none. */
  readonly madeAlarms?: readonly NamedAlarm[];
}

interface Watchers {
  readonly settings: Pick<MigrationSettings, 'alarms' | 'signals' | 'trailRegion'>;
  readonly deployment: DeployedWatchers;
  /** For what is known of alarms of the app itself. */
  readonly seen: SeenAlarms;
  /** Undefined: no names are requested from the cluster each minute. */
  readonly probe: ReadProbe | undefined;
}

export function readWatchers(
  fields: Fields,
  migration: string | undefined,
  target: ClusterTarget | undefined,
  home: Home,
): Watchers {
  const read = readAllAlarms(fields.alarms, { migration, target, home });
  const { alarms, given, made, probe } = read;
  const dataPlaneAlarms = readDataPlane(fields, read, home);
  const signals = readSignals(fields.signals, migration, alarms, home);
  const trailRegion = readWatch(fields.watch, home.region);
  return {
    settings: {
      alarms: [...alarms, ...signals.alarms],
      ...(signals.settings.length > 0 && { signals: signals.settings }),
      ...(trailRegion !== undefined && { trailRegion }),
    },
    deployment: {
      ...(dataPlaneAlarms && { dataPlaneAlarms }),
      ...(made.length > 0 && { madeAlarms: made }),
    },
    seen: { place: fields.alarms, given: given.place, made },
    probe,
  };
}
