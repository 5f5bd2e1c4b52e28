import type { Alarms } from '../ports/alarms.ts';
import type { MetricSeries } from '../ports/metric-series.ts';
import type { Traffic } from '../ports/traffic.ts';
import type { SwapPorts } from '../swap/ports.ts';

/** What judging a soak or a drain needs from outside. */
export interface EvidencePorts extends SwapPorts {
  readonly alarms: Alarms;
  readonly traffic: Traffic;
}

/** A soak is compared, too. */
export interface SoakPorts extends EvidencePorts {
  readonly series: MetricSeries;
}
