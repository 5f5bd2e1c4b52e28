import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { openSnapshot } from '../../../../rehearsal/snapshot/open.ts';
import { oldAge } from '../../../../rehearsal/worlds/age.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2027-01-20T12:00:00Z');
const CLOUDWATCH = '111122223333/us-west-1/cloudwatch';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'age-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(file: string, content: Json, day: number): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
  utimesSync(path, new Date(NOW - day * DAY), new Date(NOW - day * DAY));
}

const files = (day: number) => {
  put('111122223333/route53/list-health-checks.json', { HealthChecks: [] }, day);
};
const metrics = (day: number) => {
  const EndTime = new Date(NOW - day * DAY).toISOString();
  const input = { StartTime: '2026-01-01T00:00:00Z', EndTime, MetricDataQueries: [] };
  put(`${CLOUDWATCH}/get-metric-data-input/x.json`, input, 0);
  put(`${CLOUDWATCH}/get-metric-data/x.json`, { MetricDataResults: [] }, 0);
};
const manifest = (day: number) => {
  put('.snapshot.json', { startedAt: new Date(NOW - day * DAY).toISOString() }, 0);
};

const old = (days: number) => [
  `The snapshot ${folder} is ${days} days old: much may have changed since. Take it again: npm run snapshot`,
];

describe('the age of a snapshot', () => {
  it('is no matter for a week', async () => {
    files(7.9);
    expect(oldAge(await openSnapshot(folder), NOW)).toEqual([]);
  });

  it.each([
    ['its oldest file', () => files(9), 9],
    ['its oldest file, however new its metrics are', () => [files(9), metrics(1)], 9],
    ['its metrics, whatever the times of a copy', () => [files(0), metrics(10)], 10],
    ['what it says itself', () => [files(0), metrics(0), manifest(11)], 11],
  ])('is that of %s', async (_, make, days) => {
    make();
    expect(oldAge(await openSnapshot(folder), NOW)).toEqual(old(days));
  });

  it.each([{}, { startedAt: 'yesterday' }])('is unknown if it says itself %j', async (said) => {
    files(0);
    put('.snapshot.json', said, 0);
    expect(oldAge(await openSnapshot(folder), NOW)).toEqual([
      expect.stringMatching(/^The age of the snapshot .* is unknown: .*\{ "startedAt": "2027-/),
    ]);
  });
});
