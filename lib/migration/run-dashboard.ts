import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { COMPARED_BY_DEFAULT } from '../../lambdas/migration/contract/compare-settings.ts';
import {
  ownNamespace,
  RUN_METRICS,
  SIDE,
  SIDES,
  type Side,
} from '../../lambdas/migration/contract/own-metrics.ts';
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { WATCH } from '../../lambdas/migration/contract/states.ts';
import { linkLine, runbookLine } from '../../lambdas/shared/contract/links.ts';
import { machineArn } from '../shared/machines/names.ts';
import {
  COLOURS,
  eachMinute,
  type Graph,
  type Line,
  MINUTE,
  RunDashboard,
  staying,
} from '../shared/observability/dashboard.ts';
import { LogQueries } from '../shared/observability/log-queries.ts';
import type { MigrationFunctions } from './functions/migration-functions.ts';
import { migrationQueries } from './log-queries.ts';

export interface MigrationDashboardProps {
  readonly settings: MigrationSettings;
  readonly functions: MigrationFunctions;
  /** All that the stack makes for the migration. */
  readonly alarms: readonly { readonly name: string; readonly arn: string }[];
}

/** Both sides of a run one above the other, with its alarms, and what happened; and saved queries of the logs. */
export class MigrationDashboard extends Construct {
  constructor(scope: Construct, id: string, props: MigrationDashboardProps) {
    super(scope, id);
    const { settings, functions } = props;
    const { migration: name, alarms, compare, runbookUrl } = settings;
    const rollingBack = new Set(alarms.map((alarm) => alarm.name));
    const own = props.alarms.flatMap((alarm) => (rollingBack.has(alarm.name) ? [] : [alarm.arn]));
    const queries = migrationQueries(functions);
    new LogQueries(this, 'LogQueries', name, queries);
    const { statistic } = compare?.latency ?? COMPARED_BY_DEFAULT.latency;
    new RunDashboard(this, 'Run', {
      name,
      text: [
        `# The migration ${name}`,
        ...linkLine('Migrate', machineArn(this, name, 'Migrate')),
        ...linkLine('RollBack', machineArn(this, name, 'RollBack')),
        ...runbookLine(runbookUrl, WATCH.watch),
      ],
      alarms: [
        { title: 'Alarms that roll back', arns: alarms.map(({ arn }) => arn) },
        { title: 'Alarms about kops-cutover itself', arns: own },
      ],
      graphs: graphsOf(ownNamespace(name), statistic),
      log: queries['What happened in this run'],
    });
  }
}

function graphsOf(namespace: string, statistic: string): readonly Graph[] {
  const { shareIntended, onHold, rollingBack, ofSides } = RUN_METRICS;
  const ofRun = (metricName: string) =>
    staying(metricName.charAt(0).toLowerCase() + metricName.slice(1), eachMinute(namespace, metricName));
  const ofSide = (metricName: string, side: Side) => eachMinute(namespace, metricName, { [SIDE]: side });
  const both = (metricName: string): readonly Line[] =>
    SIDES.map((side) => ({ label: side, colour: COLOURS[side], metric: ofSide(metricName, side) }));
  return [
    {
      title: 'The cluster’s share, percent: each change is a step, or a rollback',
      lines: [
        {
          label: 'seen in requests',
          colour: COLOURS.cluster,
          metric: shareOf(ofSide(ofSides.requests, 'cluster'), ofSide(ofSides.requests, 'legacy')),
        },
        { label: 'intended by the weights', colour: COLOURS.intended, metric: ofRun(shareIntended) },
      ],
      axis: { min: 0, max: 100 },
    },
    { title: 'Requests a minute', lines: both(ofSides.requests), axis: { min: 0 } },
    { title: 'Errors a minute: answers with 5xx', lines: both(ofSides.errors), axis: { min: 0 } },
    { title: `Latency, seconds (${statistic})`, lines: both(ofSides.latency), axis: { min: 0 } },
    {
      title: 'State: 1 while the run is on hold, or is being rolled back',
      lines: [
        { label: 'on hold: waits for a person', colour: COLOURS.cluster, metric: ofRun(onHold) },
        { label: 'rolling back', colour: COLOURS.bad, metric: ofRun(rollingBack) },
      ],
      axis: { min: 0, max: 1 },
      height: 3,
    },
  ];
}

/** A load balancer without requests has no value, which is 0 beside one of the other. */
function shareOf(cluster: IMetric, legacy: IMetric): MathExpression {
  return new MathExpression({
    expression: '100 * FILL(cluster, 0) / (FILL(cluster, 0) + FILL(legacy, 0))',
    usingMetrics: { cluster, legacy },
    period: MINUTE,
  });
}
