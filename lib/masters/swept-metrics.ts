import { Duration } from 'aws-cdk-lib';
import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { MastersSettings } from '../../lambdas/masters/contract/settings.ts';
import type { SweepResult } from '../../lambdas/masters/contract/sweep.ts';

/** Numbers that every sweep logs. */
export type Counted = Exclude<keyof SweepResult, 'found'>;

export function mastersNamespace(name: string): string {
  return `kops-cutover/${name}`;
}

/** Metrics of what SweepMasters logs: zero counts, too, so that an alarm ends. Each is made when it is first asked for. */
export class SweptMetrics extends Construct {
  readonly #logs: ILogGroup;
  readonly #settings: Pick<MastersSettings, 'name' | 'sweepSeconds'>;
  readonly #made = new Map<Counted, Metric>();

  constructor(
    scope: Construct,
    id: string,
    { logs, settings }: { readonly logs: ILogGroup; readonly settings: MastersSettings },
  ) {
    super(scope, id);
    this.#logs = logs;
    this.#settings = settings;
  }

  of(field: Counted): Metric {
    const metric = this.#made.get(field) ?? this.#make(field);
    this.#made.set(field, metric);
    return metric;
  }

  #make(field: Counted): Metric {
    const path = `$.result.${field}`;
    const filter = new MetricFilter(this, field, {
      logGroup: this.#logs,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.message', '=', 'done'),
        FilterPattern.numberValue(path, '>=', 0),
      ),
      metricNamespace: mastersNamespace(this.#settings.name),
      metricName: field,
      metricValue: path,
    });
    return filter.metric({ period: Duration.seconds(this.#settings.sweepSeconds), statistic: Stats.MAXIMUM });
  }
}
