import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  CfnAlarm,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryWidget,
  MathExpression,
  Metric,
  PeriodOverride,
  TextWidget,
  type YAxisProps,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import type { LogQuery } from './log-queries.ts';

/** Columns of a dashboard. */
const WIDTH = 24;
export const MINUTE = Duration.minutes(1);
/** CloudWatch shows so many alarms in a widget. Source: "Dashboard body structure and syntax". */
const MOST_ALARMS = 100;
const ALARMS_A_LINE = 6;

/** Colours of Okabe and Ito, as in the reports: of the two platforms, and of what is bad. */
export const COLOURS = {
  cluster: '#0072B2',
  legacy: '#999999',
  intended: '#000000',
  bad: '#D55E00',
} as const;

export interface Line {
  readonly label: string;
  readonly colour: string;
  readonly metric: Metric | MathExpression;
}

export interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly axis: YAxisProps;
  readonly height?: number;
}

export interface RunDashboardProps {
  /** The migration's or the masters', with which the dashboard's ends. */
  readonly name: string;
  /** Markdown, a line each. */
  readonly text: readonly string[];
  readonly alarms: readonly { readonly title: string; readonly arns: readonly string[] }[];
  /** Each below the other, so that all have the same time at the same place. */
  readonly graphs: readonly Graph[];
  /** What happened. */
  readonly log: LogQuery;
}

/** A dashboard of one column: what is to be compared stands one above the other. */
export class RunDashboard extends Construct {
  constructor(scope: Construct, id: string, { name, text, alarms, graphs, log }: RunDashboardProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const widgets: readonly IWidget[] = [
      new TextWidget({ markdown: text.join('  \n'), width: WIDTH, height: 3 }),
      ...alarms.flatMap(({ title, arns }, i) => this.#alarms(`Alarms${i}`, title, arns)),
      ...graphs.map((graph) => graphWidget(graph, region)),
      new LogQueryWidget({
        title: 'What happened, newest first',
        region,
        logGroupNames: log.groups.map(({ logGroupName }) => logGroupName),
        queryLines: [...log.lines],
        width: WIDTH,
        height: 12,
      }),
    ];
    new Dashboard(this, 'Dashboard', {
      dashboardName: `kops-cutover-${name}`,
      defaultInterval: Duration.hours(12),
      periodOverride: PeriodOverride.INHERIT,
      widgets: widgets.map((widget) => [widget]),
    });
  }

  #alarms(id: string, title: string, arns: readonly string[]): readonly IWidget[] {
    const parts = Array.from({ length: Math.ceil(arns.length / MOST_ALARMS) }, (_, i) =>
      arns.slice(i * MOST_ALARMS, (i + 1) * MOST_ALARMS),
    );
    return parts.map(
      (part, i) =>
        new AlarmStatusWidget({
          title: parts.length === 1 ? title : `${title} (${i + 1} of ${parts.length})`,
          alarms: part.map((arn, j) => Alarm.fromAlarmArn(this, `${id}-${i}-${j}`, arn)),
          width: WIDTH,
          height: 1 + Math.ceil(part.length / ALARMS_A_LINE),
        }),
    );
  }
}

function graphWidget({ title, lines, axis, height = 6 }: Graph, region: string): IWidget {
  return new GraphWidget({
    title,
    region,
    left: lines.map(({ label, colour, metric }) => metric.with({ label, color: colour })),
    leftYAxis: { showUnits: false, ...axis },
    width: WIDTH,
    height,
  });
}

/** What was said last holds until something else is said. @param id of the metric, another one for each line of a graph */
export function staying(id: string, metric: IMetric): MathExpression {
  return new MathExpression({
    expression: `FILL(${id}, REPEAT)`,
    usingMetrics: { [id]: metric },
    period: MINUTE,
  });
}

/** By the minute; the largest of a minute's values, since one that came later counts more. */
export function eachMinute(
  namespace: string,
  metricName: string,
  dimensionsMap: Readonly<Record<string, string>> = {},
): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, statistic: 'Maximum', period: MINUTE });
}

/** The alarms that were made within `part` so far. */
export function alarmsIn(part: IConstruct): readonly { readonly name: string; readonly arn: string }[] {
  return part.node
    .findAll()
    .filter((each) => each instanceof CfnAlarm)
    .map(({ alarmName = '', attrArn }) => ({ name: alarmName, arn: attrArn }));
}
