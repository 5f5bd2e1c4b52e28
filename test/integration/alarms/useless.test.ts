/** Useless alarms, planted in the account of an app that is synthesised as a user's is: the matrix names each, and says why. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as z from 'zod/mini';
import { matrixLines } from '../../../rehearsal/matrix/migration/lines.ts';
import { type Evaluated, evaluate, lackedBy } from '../../../rehearsal/matrix/migration/play.ts';
import { matrixResult } from '../../../rehearsal/matrix/migration/record.ts';
import { rehearsedEstate } from '../../../rehearsal/products/migration/rehearsed-estate.ts';
import { rehearsedIn } from '../../../rehearsal/rehearsed-app.ts';
import { RunRecord } from '../../../rehearsal/report/run-record.ts';
import type { RunDocument } from '../../../report/rehearsal/document.ts';
import { rehearsalPage } from '../../../report/rehearsal/page.ts';
import { rehearsalSchema } from '../../../report/rehearsal/schema.ts';
import { ALL_CASES } from '../../support/cases.ts';
import { alarm, CLUSTER, type Forum, forumWith, LEGACY, type Printed } from './forum.ts';

const absent = undefined;
const on = (Value: string) => [{ Name: 'LoadBalancer', Value }];
const CLUSTERS = `The cluster's is LoadBalancer=${CLUSTER} in AWS/ApplicationELB. Watch that.`;

function requests(Id: string, balancer: string) {
  const Metric = { Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCount', Dimensions: on(balancer) };
  return { Id, MetricStat: { Metric, Period: 60, Stat: 'Sum' }, ReturnData: false };
}

function math(name: string, Expression: string, other?: string): Printed {
  return alarm(name, {
    Namespace: absent,
    MetricName: absent,
    Dimensions: absent,
    Statistic: absent,
    Period: absent,
    Metrics: [
      { Id: 'ratio', Expression, ReturnData: true },
      requests('all', CLUSTER),
      ...(other === undefined ? [] : [requests('others', other)]),
    ],
  });
}

/** What is planted, and what the matrix says of it: in words of the alarm's own fields. */
const PLANTED: readonly (readonly [Printed, verdict: string, why: string])[] = [
  [
    alarm('unknown-balancer', { Dimensions: on('app/other/9') }),
    'useless',
    `LoadBalancer=app/other/9 is not a load balancer of the account in this Region, so the alarm sees no data. ${CLUSTERS}`,
  ],
  [
    alarm('no-dimension', { Dimensions: [] }),
    'useless',
    `HTTPCode_Target_5XX_Count has no data for no dimensions. It has data for LoadBalancer=${CLUSTER}. Give exactly these dimensions.`,
  ],
  [
    alarm('of-legacy', { Dimensions: on(LEGACY) }),
    'useless',
    `LoadBalancer=${LEGACY} is not the cluster's load balancer: the cluster's failures don't show there. ${CLUSTERS}`,
  ],
  [
    alarm('unit', { Unit: 'Percent' }),
    'useless',
    'Unit Percent: the unit of HTTPCode_Target_5XX_Count is Count, so the alarm sees no data. Leave Unit out, and check that the threshold ',
  ],
  [
    alarm('statistic', { Statistic: 'Average' }),
    'useless',
    'Statistic Average: each event counts as 1, so it is never anything else; the alarm fires at > 10. Use Sum.',
  ],
  [
    alarm('percentile', {
      MetricName: 'TargetResponseTime',
      Statistic: absent,
      ExtendedStatistic: 'p99.99',
      EvaluateLowSampleCountPercentile: 'ignore',
      Threshold: 1,
    }),
    'useless',
    'Statistic p99.99: the alarm waits for 100,000 samples in 3 × 1 min 0 s, and the traffic never brings more than ',
  ],
  [
    alarm('hidden', {
      MetricName: 'HTTPCode_Target_2XX_Count',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
    }),
    'useless',
    'TreatMissingData notBreaching hides it: what is not there at all has no data point, not a zero.',
  ],
  [
    alarm('ignoring', {
      MetricName: 'HTTPCode_Target_2XX_Count',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      TreatMissingData: 'ignore',
    }),
    'useless',
    'TreatMissingData ignore hides it',
  ],
  [
    alarm('namespace', { Namespace: 'AWS/ELB' }),
    'useless',
    'Namespace AWS/ELB: HTTPCode_Target_5XX_Count is a metric of AWS/ApplicationELB. Correct it.',
  ],
  [
    alarm('namespace-case', { Namespace: 'AWS/ApplicationElb' }),
    'useless',
    'Namespace AWS/ApplicationElb: the namespace is AWS/ApplicationELB, and CloudWatch distinguishes upper and lower case.',
  ],
  [
    alarm('short-periods', { Period: 10, EvaluationPeriods: 8, DatapointsToAlarm: 4 }),
    'useless',
    "Period 10: a load balancer's metric comes once a minute, so at most 1 of 8 periods have data; it needs 4. Set Period to 60.",
  ],
  [
    alarm('long-periods', { Period: 3600, Threshold: 10_000, DatapointsToAlarm: 3 }),
    'useless',
    'Period 3600: its 3 data points need more than 2 h of failure, and the longest soak is 2 h. Use shorter periods or fewer data points.',
  ],
  [
    alarm('unreachable', { Threshold: 1_000_000 }),
    'useless',
    "Even if all requests fail, are slow or don't come: Sum was never more than ",
  ],
  [
    math('by-zero', 'all / (all - all)'),
    'useless',
    'ratio = all / (all - all) never has a value. A division by zero',
  ],
  [
    math('absent-metric', '100 * all / others', 'app/other/9'),
    'useless',
    'ratio = 100 * all / others never has a value. others: LoadBalancer=app/other/9 is not a load balancer of the account',
  ],
  [
    alarm('anomaly', {
      Threshold: absent,
      ThresholdMetricId: 'band',
      ComparisonOperator: 'GreaterThanUpperThreshold',
    }),
    'not known',
    "can't evaluate a band of anomaly detection, in the alarm anomaly",
  ],
  [alarm('not-ours', { Namespace: 'ApplicationELB' }), 'not known', 'Is AWS/ApplicationELB meant?'],
  [alarm('worse', { Threshold: 700 }), 'not fired', 'it fires at > 700. A worse failure fires it.'],
  [alarm('muted', { ActionsEnabled: false }), 'muted', 'ActionsEnabled is false: it rolls back all the same'],
];

const rule = (AlarmName: string, AlarmRule: string): Printed => ({
  AlarmName,
  AlarmRule,
  AlarmArn: `arn:aws:cloudwatch:eu-west-1:432143214321:alarm:${AlarmName}`,
  ActionsEnabled: true,
});

const COMPOSITE: typeof PLANTED = [
  [
    rule('composite', 'ALARM(errors) AND ALARM(unit)'),
    'useless',
    'Its rule was never true: ALARM(errors) AND ALARM(unit). unit: Unit Percent',
  ],
  [
    rule('on-anomaly', 'ALARM(anomaly)'),
    'not known',
    "It rests on anomaly, which the rehearsal can't evaluate.",
  ],
];

const ELSEWHERE: typeof PLANTED = [
  [
    alarm('other-region'),
    'useless',
    'It is in eu-west-2 of the account 432143214321, and the migration in eu-west-1 of 432143214321',
  ],
];

const ALL = [...PLANTED, ...COMPOSITE, ...ELSEWHERE];
const GOOD = alarm('errors');
const printed = (of: typeof PLANTED) => of.map(([each]) => each);

const open = () =>
  forumWith({
    metric: [GOOD, ...printed(PLANTED)],
    composite: printed(COMPOSITE),
    elsewhere: printed(ELSEWHERE),
  });

/** `npm run cases` plays them, as CI does; `unfired.test.ts` has the reasons one by one. */
(ALL_CASES || process.env.DEPLOYED ? describe : describe.skip)('planted useless alarms', () => {
  let forum: Forum;
  let evaluated: Evaluated;
  let run: RunDocument;
  beforeAll(async () => {
    forum = open();
    const asked = { app: forum.app, stack: '', snapshot: forum.snapshot };
    const app = await rehearsedIn(asked, { log: () => {}, signal: new AbortController().signal });
    if (!app.migration) throw new Error('the app has a migration');
    evaluated = evaluate(await rehearsedEstate(app.migration, app.world, []), { seed: 1, failing: 20 });
    const record = new RunRecord({ command: 'npm start -- matrix', app: forum.app });
    record.evaluates(matrixResult(evaluated.matrix, evaluated.severity, false));
    run = record.document();
  }, 120_000);
  afterAll(() => forum?.remove());

  it.each(ALL.map(([{ AlarmName }, verdict, why]) => [AlarmName, verdict, why] as const))(
    '%s: %s',
    (AlarmName, verdict, why) => {
      const { matrix, severity } = evaluated;
      const lines = matrixLines(matrix, severity).map(stripVTControlCharacters);
      const own = lines.filter((line) => line.startsWith(`${verdict}  ${AlarmName}: `));
      expect(own).toHaveLength(1);
      expect(own[0]).toContain(why);
      const remark = run.matrix?.remarks.find(({ text }) => text.startsWith(`${AlarmName}: `));
      expect(remark?.verdict).toBe(verdict);
      expect(rehearsalPage(run)).toContain(`<strong>${verdict}</strong>: ${AlarmName}: `);
    },
  );

  it('are all that it finds, and the good alarm still rolls back', () => {
    const { matrix } = evaluated;
    const named = [...matrix.unfired.map((each) => each.alarm), ...matrix.muted];
    expect(named.toSorted()).toEqual(ALL.map(([{ AlarmName }]) => AlarmName).toSorted());
    const cell = matrix.cells.find(({ failure, percent }) => failure === 'target-5xx' && percent === 100);
    expect(cell?.draws.alarms).toContain('errors');
  });

  it('keep no cell from being evaluated, but cells from being played', () => {
    expect(lackedBy(evaluated)).toBe('alarms that it can evaluate: not anomaly');
  });

  it('are in JSON that its schema takes', () => {
    expect(z.safeParse(rehearsalSchema, JSON.parse(JSON.stringify(run))).error).toBeUndefined();
  });
});

const whole = process.env.DEPLOYED ? it : it.skip;

whole(
  'are named by the command itself: in its output, its page and its JSON',
  () => {
    const forum = open();
    try {
      const [json, page] = ['run.json', 'run.html'].map((name) => join(forum.folder, name)) as [
        string,
        string,
      ];
      const files = ['--json', json, '--report', page];
      const main = resolve(__dirname, '../../../rehearsal/main.ts');
      const args = [
        main,
        'matrix',
        '--app',
        forum.app,
        '--snapshot',
        forum.snapshot,
        '--cells',
        '1',
        ...files,
      ];
      const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect([stderr, status]).toEqual(['', 0]);
      expect(stdout).toContain('No cell is played: it needs alarms that it can evaluate: not anomaly');
      const { matrix } = z.parse(rehearsalSchema, JSON.parse(readFileSync(json, 'utf8')));
      for (const [{ AlarmName }, verdict, why] of ALL) {
        expect(stdout).toContain(`${verdict}  ${AlarmName}: `);
        expect(stdout).toContain(why);
        expect(readFileSync(page, 'utf8')).toContain(`<strong>${verdict}</strong>: ${AlarmName}: `);
        expect(matrix?.remarks).toContainEqual({ verdict, text: expect.stringContaining(why) });
      }
    } finally {
      forum.remove();
    }
  },
  180_000,
);
