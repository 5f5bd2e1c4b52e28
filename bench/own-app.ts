/** A large app of one's own with its account, a whole week, and the matrix of its alarms; against the week of a small one. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { MigrationSettings, ZoneSettings } from '../lambdas/migration/contract/settings.ts';
import { migrationsIn } from '../rehearsal/app/migration/migrations.ts';
import { synthesise } from '../rehearsal/app/synthesise.ts';
import { pathOf } from '../rehearsal/snapshot/file-kind.ts';
import { ALARMS } from '../rehearsal/snapshot/kinds/cloudwatch.ts';
import { HOSTED_ZONE, RECORD_SETS } from '../rehearsal/snapshot/kinds/route53.ts';
import { openSnapshot } from '../rehearsal/snapshot/open.ts';
import type { Snapshot } from '../rehearsal/snapshot/snapshot.ts';
import { memoryBelow } from './memory-below.ts';
import { countRow, type Row } from './row.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const BUSY: Size = { app: 'node bench/busy-app.ts 5 100 20', requestsPerMinute: 10_000, resolvers: 200 };
const SMALL: Size = { app: 'node bench/busy-app.ts 1 2 1', requestsPerMinute: 1000, resolvers: 20 };
/** The zone of the example. */
const LIBRARY = { account: '555566667777', id: 'Z0LIBRARYEXAMPLE001', name: 'library.test.' };
const LOOK_EVERY_MS = 500;

interface Size {
  readonly app: string;
  readonly requestsPerMinute: number;
  readonly resolvers: number;
}

/** Wanted are 90 s for the week after set-up and 180 s for the matrix. How long either takes is a matter of the machine, so it is compared. */
export async function ownAppRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-own-app-'));
  try {
    const small = await rehearsed(await makeWorld(join(folder, 'small'), SMALL), ['week']);
    const busy = await makeWorld(join(folder, 'busy'), BUSY);
    const week = await rehearsed(busy, ['week']);
    const matrix = await rehearsed(busy, ['matrix', '--cells', '0']);
    const what = '500 names in 5 zones, 20 alarms, 200 resolvers, 10,000 requests a minute';
    return [
      secondsRow(`a week of ${what}, after set-up (90 s wanted) / a week of 2 names`, week, small, 12),
      countRow(
        'the same: MiB of the rehearsal and all that it starts, at most (PSS)',
        `${week.peak.toFixed(0)} MiB`,
        week.peak,
        1024,
      ),
      secondsRow('its matrix of 5 steps × 7 failures (180 s wanted) / a week of 2 names', matrix, small, 24),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function secondsRow(what: string, measured: Rehearsed, against: Rehearsed, bound: number): Row {
  return {
    what,
    measured: `${measured.seconds.toFixed(1)} s`,
    against: `${against.seconds.toFixed(1)} s`,
    value: measured.seconds / against.seconds,
    bound,
  };
}

interface World {
  readonly folder: string;
  readonly app: string;
}

/** The account of an example, with other zones and more alarms. */
async function makeWorld(folder: string, { app, requestsPerMinute, resolvers }: Size): Promise<World> {
  const { signal } = new AbortController();
  const assembly = join(folder, 'assembly');
  const [migration] = migrationsIn(await synthesise({ app, cwd: PROJECT, folder: assembly, signal }));
  if (!migration) throw new Error(`\`${app}\` has no migration.`);
  const { settings } = migration;
  const example = await openSnapshot(join(PROJECT, 'examples/gateway/snapshot'));
  const others = [...example.files].filter(([file]) => !/\/(route53|get-metric-data.*)\//.test(file));
  const files = [
    ...others,
    alarmsFor(settings, example),
    ...settings.zones.flatMap((zone) => zoneFor(settings, zone, example)),
  ];
  for (const [file, content] of files) write(join(folder, 'snapshot', file), content);
  const names = settings.zones.flatMap(({ records }) => records);
  write(join(folder, 'behaviour.json'), {
    requestsPerMinute,
    swing: 0.5,
    busiestHour: 18,
    resolvers,
    names: Object.fromEntries(names.map((name) => [name, 1 / names.length])),
  });
  return { folder, app };
}

/** A path in a snapshot, and what is there. */
type PlacedFile = readonly [path: string, content: unknown];

/** All as the example's first one. */
function alarmsFor({ account, region, alarms }: MigrationSettings, example: Snapshot): PlacedFile {
  const at = { account, region };
  const [like] = example.one(ALARMS, at).MetricAlarms;
  const MetricAlarms = alarms.map(({ name, arn }) => ({ ...like, AlarmName: name, AlarmArn: arn }));
  return [pathOf(ALARMS, at), { MetricAlarms, CompositeAlarms: [] }];
}

/** As that of the example, whose apex all its names answer like. */
function zoneFor(
  { account }: MigrationSettings,
  { id, name, records }: ZoneSettings,
  example: Snapshot,
): readonly PlacedFile[] {
  const [from, to] = [
    { account: LIBRARY.account, names: [LIBRARY.id] },
    { account, names: [id] },
  ];
  const described = JSON.stringify(example.one(HOSTED_ZONE, from))
    .replaceAll(LIBRARY.name, name)
    .replaceAll(LIBRARY.id, id);
  const apex = example.one(RECORD_SETS, from).ResourceRecordSets.filter(({ Name }) => Name === LIBRARY.name);
  const own = apex.filter(({ Type = '' }) => /^(NS|SOA)$/.test(Type)).map((set) => ({ ...set, Name: name }));
  const alias = apex.find(({ Type }) => Type === 'A');
  const moved = records.map((Name) => ({ ...alias, Name }));
  return [
    [pathOf(HOSTED_ZONE, to), JSON.parse(described)],
    [pathOf(RECORD_SETS, to), { ResourceRecordSets: [...own, ...moved] }],
  ];
}

function write(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
}

interface Rehearsed {
  /** For a scenario, after set-up; for the matrix, all of it. */
  readonly seconds: number;
  /** The most that all of it had at once, mebibytes. */
  readonly peak: number;
}

async function rehearsed({ folder, app }: World, words: readonly string[]): Promise<Rehearsed> {
  const args = ['rehearsal/main.ts', ...words, '--app', app, '--snapshot', folder];
  const begin = performance.now();
  const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let peak = 0;
  child.stdout.on('data', (part) => {
    output += part;
  });
  const looking = setInterval(() => {
    peak = Math.max(peak, memoryBelow(child.pid ?? 0));
  }, LOOK_EVERY_MS);
  const code = await new Promise<number | null>((ended) => child.once('close', ended));
  clearInterval(looking);
  if (code !== 0) throw new Error(`The rehearsal failed: ${words.join(' ')}\n${output.slice(-2000)}`);
  return { seconds: scenarioSeconds(output) ?? (performance.now() - begin) / 1000, peak };
}

function scenarioSeconds(output: string): number | undefined {
  const [, minutes, seconds] = /rehearsed in (?:(\d+) min )?([\d.]+) s/.exec(output) ?? [];
  return seconds === undefined ? undefined : Number(minutes ?? 0) * 60 + Number(seconds);
}
