import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MastersSettings } from '../../lambdas/masters/contract/settings.ts';
import { MASTERS_EVENTS } from '../../lambdas/masters/contract/states.ts';
import { linkLine, runbookLine } from '../../lambdas/shared/contract/links.ts';
import { machineArn } from '../shared/machines/names.ts';
import { COLOURS, type Graph, RunDashboard } from '../shared/observability/dashboard.ts';
import { LogQueries } from '../shared/observability/log-queries.ts';
import type { MastersFunctions } from './functions/masters-functions.ts';
import { mastersQueries } from './masters-log-queries.ts';
import type { Counted, SweptMetrics } from './swept-metrics.ts';

export interface MastersDashboardProps {
  readonly settings: MastersSettings;
  readonly functions: MastersFunctions;
  readonly swept: SweptMetrics;
  /** ARNs of the stack's. */
  readonly alarms: readonly string[];
}

/** The masters of a cluster as each sweep finds them, with their alarms, and what happened; and saved queries of the logs. */
export class MastersDashboard extends Construct {
  constructor(scope: Construct, id: string, props: MastersDashboardProps) {
    super(scope, id);
    const { settings, functions, alarms } = props;
    const { name, cluster, runbookUrl } = settings;
    const queries = mastersQueries(functions);
    new LogQueries(this, 'LogQueries', name, queries);
    new RunDashboard(this, 'Masters', {
      name,
      text: [
        `# The masters of ${cluster}`,
        ...linkLine('ReplaceMaster', machineArn(this, name, 'ReplaceMaster')),
        ...linkLine('RollMasters', machineArn(this, name, 'RollMasters')),
        ...runbookLine(runbookUrl, MASTERS_EVENTS.sweepMasters),
      ],
      alarms: [{ title: 'Alarms', arns: alarms }],
      graphs: graphsOf(props),
      log: queries['What happened to the masters'],
    });
  }
}

function graphsOf({ functions, swept }: MastersDashboardProps): readonly Graph[] {
  const line = (label: string, colour: string, field: Counted) => ({
    label,
    colour,
    metric: swept.of(field),
  });
  const { lambda } = functions.of(MASTERS_EVENTS.sweepMasters);
  const { period } = swept.of('groups');
  return [
    {
      title: 'Masters, as each sweep finds them',
      lines: [
        line('in service', COLOURS.cluster, 'inService'),
        line('groups of masters', COLOURS.intended, 'groups'),
        line('wait in a hook', COLOURS.legacy, 'waiting'),
      ],
      axis: { min: 0 },
    },
    {
      title: 'How long the lease has been held, seconds',
      lines: [line('the lease', COLOURS.cluster, 'leaseHeldSeconds')],
      axis: { min: 0 },
    },
    {
      title: 'What needs a person',
      lines: [
        line('replacements that wait for an answer to a page', COLOURS.bad, 'paged'),
        line('hooks that AWS is about to end', COLOURS.intended, 'expiring'),
        line('masters that no event reported', COLOURS.cluster, 'missed'),
      ],
      axis: { min: 0 },
      height: 4,
    },
    {
      title: 'Sweeps',
      lines: [
        {
          label: 'made',
          colour: COLOURS.cluster,
          metric: lambda.metricInvocations({ period, statistic: Stats.SUM }),
        },
        {
          label: 'failed',
          colour: COLOURS.bad,
          metric: lambda.metricErrors({ period, statistic: Stats.SUM }),
        },
      ],
      axis: { min: 0 },
      height: 4,
    },
  ];
}
