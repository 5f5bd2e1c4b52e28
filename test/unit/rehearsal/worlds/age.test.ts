import { globSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { openSnapshot } from '../../../../rehearsal/snapshot/open.ts';
import { fromFuture, oldAge, zonesApart } from '../../../../rehearsal/worlds/age.ts';

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
  `The snapshot ${folder} is ${days} days old: much may have changed since. Take it again: npm run snapshot -- --app "node bin/prod.ts" --out ${folder}`,
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

  it('is no matter if it was made up, however old its files are', async () => {
    files(400);
    put('.snapshot.json', { madeUp: true }, 400);
    expect(oldAge(await openSnapshot(folder), NOW)).toEqual([]);
  });

  it.each([
    ['it says so', () => [files(0), manifest(-2)], '.snapshot.json is of 2027-01-22'],
    [
      'its metrics end then',
      () => [files(0), metrics(-3)],
      `the end of ${CLOUDWATCH}/get-metric-data-input/x.json is of 2027-01-23`,
    ],
    ['a file is of then', () => files(-1), '111122223333/route53/list-health-checks.json is of 2027-01-21'],
  ])('is nonsense if %s, and that is in the future', async (_, make, expected) => {
    make();
    expect(fromFuture(await openSnapshot(folder), NOW)).toEqual([
      expect.stringContaining(
        `${folder} was taken in the future: ${expected}T12:00:00Z, and this machine's clock says 2027-01-20T12:00:00Z.`,
      ),
    ]);
    put('.snapshot.json', { madeUp: true }, -9);
    expect(fromFuture(await openSnapshot(folder), NOW)).toEqual([]);
  });

  it('is not in the future if clocks differ by minutes', async () => {
    files(-0.01);
    metrics(-0.03);
    expect(fromFuture(await openSnapshot(folder), NOW)).toEqual([]);
  });

  it.each([{}, { startedAt: 'yesterday' }])('is unknown if it says itself %j', async (said) => {
    files(0);
    put('.snapshot.json', said, 0);
    expect(oldAge(await openSnapshot(folder), NOW)).toEqual([
      expect.stringMatching(/^The age of the snapshot .* is unknown: .*\{ "startedAt": "2027-/),
    ]);
  });
});

describe('zones of a snapshot', () => {
  const zone = (id: string, day: number) => {
    const records = `111122223333/route53/list-resource-record-sets/${id}.json`;
    put(
      `111122223333/route53/get-hosted-zone/${id}.json`,
      { HostedZone: { Id: id, Name: 'a.test.', CallerReference: id } },
      0,
    );
    put(records, { ResourceRecordSets: [] }, day);
    return records;
  };
  const told = async () => zonesApart(await openSnapshot(folder));

  it('may be read within a day', async () => {
    zone('Z1', 1);
    zone('Z2', 0);
    expect(await told()).toEqual([]);
  });

  it('are of different times if they were not, by their files', async () => {
    const [one, , three] = [zone('Z1', 4.5), zone('Z2', 3), zone('Z3', 1)];
    expect(await told()).toEqual([
      `The zones of the snapshot ${folder} are of different times: ${one} is 3 days older than ${three}. Take it again: npm run snapshot -- --app "node bin/prod.ts" --out ${folder}`,
    ]);
  });

  it('are of the time that the snapshot says, whatever the times of a copy, but those that were made by hand', async () => {
    const taken = [zone('Z1', 9), zone('Z2', 1)];
    put('.snapshot.json', { startedAt: new Date(NOW - 5 * DAY).toISOString(), files: taken }, 0);
    expect(await told()).toEqual([]);
    const byHand = zone('Z3', 2);
    expect(await told()).toEqual([expect.stringContaining(`Z1.json is 3 days older than ${byHand}.`)]);
  });

  it('are of no time if they were made up', async () => {
    zone('Z1', 9);
    zone('Z2', 1);
    put('.snapshot.json', { madeUp: true }, 0);
    expect(await told()).toEqual([]);
  });
});

it('snapshots that come with this project never become old', async () => {
  const project = join(import.meta.dirname, '../../../..');
  const folders = globSync('{examples/*,rehearsal/worlds/shop}/snapshot', { cwd: project });
  expect(folders.length).toBeGreaterThan(4);
  const inYears = Date.now() + 4000 * DAY;
  for (const each of folders) {
    const snapshot = await openSnapshot(join(project, each));
    expect([...oldAge(snapshot, inYears), ...zonesApart(snapshot)]).toEqual([]);
  }
});
