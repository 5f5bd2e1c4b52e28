import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readManifest } from '../../../rehearsal/snapshot/manifest.ts';
import { openSnapshot } from '../../../rehearsal/snapshot/open.ts';
import { filesOf } from '../../../rehearsal/snapshot/read-folder.ts';
import { Staging } from '../../../snapshot/folder/staging.ts';

const NOW = Date.parse('2027-01-04T08:00:00Z');
const DAY = 24 * 3_600_000;
const CHECKS = '111122223333/route53/list-health-checks.json';
const ALARMS = '111122223333/us-west-1/cloudwatch/describe-alarms.json';
const KUBECTL = '111122223333/us-west-1/kubectl/version/k8s.json';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'staging-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function takeWhole(files: Readonly<Record<string, object>>, now = NOW): void {
  const staging = new Staging(folder, 'shop', now);
  for (const [file, content] of Object.entries(files)) staging.json(file, content as never);
  staging.finish(['111122223333'], { alarm: ['a'] }, now);
}

describe('a snapshot that is being taken', () => {
  it('is gone on with by the next run for the same', () => {
    new Staging(folder, 'shop', NOW).json(CHECKS, { HealthChecks: [] });
    const next = new Staging(folder, 'shop', NOW + DAY - 1);
    expect(next).toMatchObject({ found: 1, startedAt: NOW });
    expect(next.has(CHECKS)).toBe(true);
    expect(next.read(CHECKS)).toEqual({ HealthChecks: [] });
  });

  it.each([
    ['what is taken is something else', 'another', NOW],
    ['it was begun on another day', 'shop', NOW + DAY],
  ])('is begun anew if %s', (_, what, now) => {
    new Staging(folder, 'shop', NOW).json(CHECKS, { HealthChecks: [] });
    const next = new Staging(folder, what, now);
    expect(next).toMatchObject({ found: 0, startedAt: now });
    expect(next.has(CHECKS)).toBe(false);
  });

  it('is not taken for a whole one, nor for the one before', async () => {
    const words = /npm run snapshot did not finish\. Run it again/;
    new Staging(folder, 'shop', NOW).json(CHECKS, { HealthChecks: [] });
    await expect(openSnapshot(folder)).rejects.toThrow(words);
    put(ALARMS, '{"MetricAlarms": []}');
    expect([...filesOf(folder).files.keys()]).toEqual([ALARMS]);
  });

  it('takes the place of the one before; what was made by hand stays', () => {
    takeWhole({ [CHECKS]: { HealthChecks: [] }, [ALARMS]: { MetricAlarms: [] } });
    put(KUBECTL, '{}');
    takeWhole({ [ALARMS]: { MetricAlarms: [], CompositeAlarms: [] } }, NOW + 2 * DAY);
    expect(Object.fromEntries(filesOf(folder).files)).toEqual({
      [ALARMS]: { MetricAlarms: [], CompositeAlarms: [] },
      [KUBECTL]: {},
    });
    expect(readManifest(folder)).toEqual({
      schema: 'kops-cutover.snapshot/1',
      startedAt: '2027-01-06T08:00:00.000Z',
      finishedAt: '2027-01-06T08:00:00.000Z',
      accounts: ['111122223333'],
      files: [ALARMS],
      asked: { alarm: ['a'] },
    });
    expect(existsSync(join(folder, '.taking'))).toBe(false);
  });

  it('is refused while only a part of it is in place, and put in place by the next run', async () => {
    takeWhole({ [CHECKS]: { HealthChecks: [] } });
    const staging = new Staging(folder, 'shop', NOW);
    staging.json(ALARMS, { MetricAlarms: [] });
    staging.json(KUBECTL, {});
    // As `finish` leaves it when it is ended between two files.
    const manifest = { ...readManifest(folder), files: [ALARMS, KUBECTL] };
    staging.text('.snapshot.json', JSON.stringify(manifest));
    mkdirSync(dirname(join(folder, ALARMS)), { recursive: true });
    renameSync(join(folder, '.taking', ALARMS), join(folder, ALARMS));
    expect(() => filesOf(folder)).toThrow(/did not finish/);
    expect(new Staging(folder, 'shop', NOW).found).toBe(0);
    rmSync(join(folder, '.taking'), { recursive: true });
    expect([...filesOf(folder).files.keys()]).toEqual([ALARMS, KUBECTL]);
    expect(readManifest(folder)).toMatchObject({ files: [ALARMS, KUBECTL] });
  });

  it('has no half of a file', () => {
    const staging = new Staging(folder, 'shop', NOW);
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(() => staging.json(CHECKS, circle as never)).toThrow();
    expect(staging.has(CHECKS)).toBe(false);
    staging.text('objects/state/spec', 'kind: Cluster');
    expect(readFileSync(join(folder, '.taking/objects/state/spec'), 'utf8')).toBe('kind: Cluster');
  });
});

describe('a folder', () => {
  it('has texts of S3 in `objects`, which are no answers', async () => {
    put('objects/state/k8s/config', 'kind: Cluster');
    put(CHECKS, '{"HealthChecks": []}');
    const { files, objects } = await openSnapshot(folder);
    expect([...files.keys()]).toEqual([CHECKS]);
    expect(objects).toEqual(new Map([['state/k8s/config', 'kind: Cluster']]));
  });

  it('is refused with an empty file, which may be all that a failed command left', async () => {
    put(CHECKS, '');
    await expect(openSnapshot(folder)).rejects.toThrow(
      /empty: the command failed\. Run it again[\s\S]*Run: aws /,
    );
  });
});

it.each(['../x.json', '111122223333/iam/get-role-policy/../x.json', 'objects/b//x', 'objects/./x'])(
  'a name from AWS leads nowhere else: %s',
  (file) => {
    expect(() => new Staging(folder, 'shop', NOW).text(file, 'x')).toThrow(`No file can be called ${file}.`);
  },
);
