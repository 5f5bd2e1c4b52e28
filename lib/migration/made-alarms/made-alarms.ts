import { Construct } from 'constructs';
import { type Watch, watch } from '../../shared/observability/watch.ts';
import { BAD_MINUTES, MADE_ALARM, type NamedAlarm } from './definitions.ts';

export interface MadeAlarmsProps extends Watch {
  readonly alarms: readonly NamedAlarm[];
}

/** The alarms on the cluster's load balancer, for those who have none. */
export class MadeAlarms extends Construct {
  constructor(scope: Construct, id: string, props: MadeAlarmsProps) {
    super(scope, id);
    for (const { which, says, arn, ...watched } of props.alarms)
      watch(this, MADE_ALARM, props, {
        ...watched,
        which,
        says: `${says} The migration ${props.name} rolls back.`,
        about: arn,
        periods: BAD_MINUTES.of,
        ofPeriods: BAD_MINUTES.atLeast,
      });
  }
}
