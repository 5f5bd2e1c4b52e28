import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { recordedMetrics } from '../../../../rehearsal/snapshot/metrics.ts';
import { checked } from '../../../../rehearsal/snapshot/open.ts';
import { SnapshotRefused } from '../../../../rehearsal/snapshot/problem.ts';

const SPEC = readFileSync(join(import.meta.dirname, '../../../../rehearsal/worlds/SPEC.md'), 'utf8');
const PLACE = { account: '111122223333', region: 'us-west-1' };
const CLOUDWATCH = '111122223333/us-west-1/cloudwatch';
const INPUT = `${CLOUDWATCH}/get-metric-data-input/shop.json`;
const OUTPUT = `${CLOUDWATCH}/get-metric-data/shop.json`;

const query = (Id: string, MetricName: string, Stat = 'Sum') => ({
  Id,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/ApplicationELB',
      MetricName,
      Dimensions: [{ Name: 'LoadBalancer', Value: 'app/shop/0123456789abcdef' }],
    },
    Period: 60,
    Stat,
  },
});
const input = {
  StartTime: '2027-01-04T00:00:00Z',
  EndTime: '2027-01-18T00:00:00Z',
  MetricDataQueries: [query('m0', 'RequestCount'), query('m1', 'TargetResponseTime', 'p99')],
};
const time = (minute: number) => `2027-01-04T00:0${minute}:00+00:00`;
const result = (Id: string, minutes: readonly number[], values: readonly number[] = minutes) => ({
  Id,
  Label: Id,
  Timestamps: minutes.map(time),
  Values: values,
  StatusCode: 'Complete',
});
const output = { MetricDataResults: [result('m0', [2, 0], [7, 5]), result('m1', [])], Messages: [] };

const snapshotOf = (files: Readonly<Record<string, Json>>) =>
  checked('somewhere', new Map(Object.entries(files)));

const at = (minute: number) => Date.parse(time(minute));

describe('recorded metrics', () => {
  it('are known by their queries, oldest first, also where there was no data', async () => {
    const snapshot = await snapshotOf({ [INPUT]: input, [OUTPUT]: output });
    const span = { from: Date.parse(input.StartTime), until: Date.parse(input.EndTime) };
    const common = {
      namespace: 'AWS/ApplicationELB',
      dimensions: { LoadBalancer: 'app/shop/0123456789abcdef' },
      periodSeconds: 60,
      spans: [span],
    };
    expect(recordedMetrics(snapshot, PLACE)).toEqual([
      { ...common, metricName: 'RequestCount', statistic: 'Sum', times: [at(0), at(2)], values: [5, 7] },
      { ...common, metricName: 'TargetResponseTime', statistic: 'p99', times: [], values: [] },
    ]);
    expect(recordedMetrics(snapshot, { ...PLACE, region: 'eu-west-1' })).toEqual([]);
  });

  it('are asked for by the example of the SPEC', async () => {
    const [, json = ''] = /```json\n(\{\s*"StartTime"[\s\S]*?)```/.exec(SPEC) ?? [];
    const answer = { MetricDataResults: [result('requests', [1])] };
    const [recorded] = recordedMetrics(
      await snapshotOf({ [INPUT]: JSON.parse(json), [OUTPUT]: answer }),
      PLACE,
    );
    expect(recorded).toMatchObject({ metricName: 'RequestCount', values: [1] });
  });

  it('are joined from pages and files, each period once', async () => {
    const pages = [{ ...result('m0', [3, 2]), StatusCode: 'PartialData' }, result('m0', [1, 0])];
    const other = {
      ...input,
      EndTime: '2027-01-19T00:00:00Z',
      MetricDataQueries: [query('x', 'RequestCount')],
    };
    const snapshot = await snapshotOf({
      [INPUT]: { ...input, MetricDataQueries: [query('m0', 'RequestCount')] },
      [OUTPUT]: { MetricDataResults: pages },
      [INPUT.replace('shop', 'shop2')]: other,
      [OUTPUT.replace('shop', 'shop2')]: { MetricDataResults: [result('x', [4, 3], [4, 99])] },
    });
    const [recorded, ...others] = recordedMetrics(snapshot, PLACE);
    expect(others).toEqual([]);
    expect(recorded).toMatchObject({ times: [0, 1, 2, 3, 4].map(at), values: [0, 1, 2, 3, 4] });
    expect(recorded?.spans.map(({ until }) => until)).toEqual(
      [input, other].map((each) => Date.parse(each.EndTime)),
    );
  });

  it('are those of metrics, not of expressions or of what only these need', async () => {
    const MetricDataQueries = [
      { ...query('m0', 'RequestCount'), ReturnData: false },
      { Id: 'e0', Expression: 'm0 * 2' },
    ];
    const snapshot = await snapshotOf({
      [INPUT]: { ...input, MetricDataQueries },
      [OUTPUT]: { MetricDataResults: [result('e0', [1])] },
    });
    expect(recordedMetrics(snapshot, PLACE)).toEqual([]);
  });

  it.each<[string, Json, Json, string, string, string]>([
    [
      'an id that nobody asked for',
      input,
      { MetricDataResults: [...output.MetricDataResults, result('m2', [])] },
      OUTPUT,
      '/MetricDataResults/2/Id',
      'its input asks for no m2',
    ],
    [
      'a metric that is not there',
      input,
      { MetricDataResults: [result('m0', [])] },
      OUTPUT,
      '/MetricDataResults',
      "its input asks for m1, which isn't there",
    ],
    [
      'a metric that may not be read',
      input,
      { MetricDataResults: [result('m0', []), { ...result('m1', []), StatusCode: 'Forbidden' }] },
      OUTPUT,
      '/MetricDataResults/1/StatusCode',
      'm1 is not complete: Forbidden',
    ],
    [
      'a first page',
      input,
      { MetricDataResults: [result('m0', []), { ...result('m1', [1]), StatusCode: 'PartialData' }] },
      OUTPUT,
      '/MetricDataResults/1/StatusCode',
      'm1 is not complete: PartialData',
    ],
    [
      'values without times',
      input,
      { MetricDataResults: [result('m0', [1], [1, 2]), result('m1', [])] },
      OUTPUT,
      '/MetricDataResults/0',
      'm0 has 1 times for 2 values',
    ],
    [
      'an input for one page',
      { ...input, MaxDatapoints: 500 },
      output,
      INPUT,
      '/MaxDatapoints',
      'leave it out: with it the CLI prints one page',
    ],
    [
      'an end before the start',
      { ...input, EndTime: '2027-01-01T00:00:00Z' },
      output,
      INPUT,
      '/EndTime',
      'expected a time after StartTime, 2027-01-04T00:00:00Z',
    ],
    [
      'an id twice',
      { ...input, MetricDataQueries: [...input.MetricDataQueries, query('m0', 'x')] },
      output,
      INPUT,
      '/MetricDataQueries/2',
      'a second query m0',
    ],
  ])('are refused with %s', async (_, asked, answered, file, pointer, words) => {
    const refusal = await snapshotOf({ [INPUT]: asked, [OUTPUT]: answered }).catch((error) => error);
    expect(refusal).toBeInstanceOf(SnapshotRefused);
    const command =
      file === OUTPUT
        ? `aws cloudwatch get-metric-data --cli-input-json file://${INPUT} --region us-west-1 --output json`
        : 'aws cloudwatch get-metric-data --generate-cli-skeleton';
    expect(refusal.problems).toEqual([{ file, at: pointer, words, command }]);
  });

  it.each([
    [INPUT, OUTPUT, input],
    [OUTPUT, INPUT, output],
  ])('are refused with %s alone', async (file, missing, content) => {
    const refusal = await snapshotOf({ [file]: content }).catch((error) => error);
    expect(refusal.problems).toMatchObject([{ file: missing, at: '', words: 'missing' }]);
  });
});
