/** A large app of one's own with its account: a whole week, and the matrix of its alarms. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { migrationsIn } from '../rehearsal/app/migration/migrations.ts';
import { synthesise } from '../rehearsal/app/synthesise.ts';
import { pathOf } from '../rehearsal/snapshot/file-kind.ts';
import { ALARMS } from '../rehearsal/snapshot/kinds/cloudwatch.ts';
import { HOSTED_ZONE, RECORD_SETS } from '../rehearsal/snapshot/kinds/route53.ts';
import { openSnapshot } from '../rehearsal/snapshot/open.ts';
import { memoryBelow } from './memory-below.ts';
import { countRow, type Row } from './row.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const APP = 'node bench/busy-app.ts';
const REQUESTS_PER_MINUTE = 10_000;
const RESOLVERS = 200;
/** The zone of the example. */
const LIBRARY = { account: '555566667777', names: ['Z0LIBRARYEXAMPLE001'] };
const LOOK_EVERY_MS = 500;

export async function ownAppRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-own-app-'));
  try {
    await makeWorld(folder);
    const week = await rehearsed(folder, ['week']);
    const matrix = await rehearsed(folder, ['matrix', '--cells', '0']);
    const [, seconds = ''] = /rehearsed in ([\d.]+) s/.exec(week.output) ?? [];
    const what = '500 names in 5 zones, 20 alarms, 200 resolvers, 10,000 requests a minute';
    return [
      countRow(`A week of ${what}, after set-up: seconds`, `${seconds} s`, Number(seconds), 90),
      countRow(`The same: MiB of all processes together`, mebibytes(week.peak), week.peak, 1024),
      countRow(
        `Its matrix of 5 steps × 7 failures: seconds`,
        `${matrix.took.toFixed(1)} s`,
        matrix.took,
        180,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function mebibytes(value: number): string {
  return `${value.toFixed(0)} MiB`;
}

/** The account of an example, with other zones and more alarms. */
export async function makeWorld(folder: string): Promise<void> {
  const assembly = join(folder, 'assembly');
  const { signal } = new AbortController();
  const [migration] = migrationsIn(await synthesise({ app: APP, cwd: PROJECT, folder: assembly, signal }));
  if (!migration) throw new Error(`\`${APP}\` has no migration.`);
  const { account, region, alarms, zones } = migration.settings;
  const example = await openSnapshot(join(PROJECT, 'examples/gateway/snapshot'));
  const others = [...example.files].filter(([file]) => !/\/(route53|get-metric-data.*)\//.test(file));
  for (const [file, content] of others) write(join(folder, 'snapshot', file), content);
  const at = { account, region };
  const [alarm] = example.one(ALARMS, at).MetricAlarms;
  const MetricAlarms = alarms.map(({ name, arn }) => ({ ...alarm, AlarmName: name, AlarmArn: arn }));
  write(join(folder, 'snapshot', pathOf(ALARMS, at)), { MetricAlarms, CompositeAlarms: [] });
  for (const zone of zones) {
    const [from, to] = [LIBRARY, { account, names: [zone.id] }];
    const like = (text: string) =>
      text.replaceAll('library.test.', zone.name).replaceAll('Z0LIBRARYEXAMPLE001', zone.id);
    write(
      join(folder, 'snapshot', pathOf(HOSTED_ZONE, to)),
      JSON.parse(like(JSON.stringify(example.one(HOSTED_ZONE, from)))),
    );
    const sets = example.one(RECORD_SETS, from).ResourceRecordSets;
    const own = sets.filter(({ Name, Type = '' }) => Name === 'library.test.' && /^(NS|SOA)$/.test(Type));
    const alias = sets.find(({ Name, Type }) => Name === 'library.test.' && Type === 'A');
    const moved = zone.records.map((Name) => ({ ...alias, Name }));
    const all = [...own.map((set) => ({ ...set, Name: zone.name })), ...moved];
    write(join(folder, 'snapshot', pathOf(RECORD_SETS, to)), { ResourceRecordSets: all });
  }
  const names = zones.flatMap(({ records }) => records);
  write(join(folder, 'behaviour.json'), {
    requestsPerMinute: REQUESTS_PER_MINUTE,
    swing: 0.5,
    busiestHour: 18,
    resolvers: RESOLVERS,
    names: Object.fromEntries(names.map((name) => [name, 1 / names.length])),
  });
}

function write(path: string, content: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
}

interface Rehearsed {
  readonly output: string;
  /** Seconds. */
  readonly took: number;
  /** Mebibytes. */
  readonly peak: number;
}

async function rehearsed(folder: string, words: readonly string[]): Promise<Rehearsed> {
  const args = ['rehearsal/main.ts', ...words, '--app', APP, '--snapshot', folder];
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
  return { output, took: (performance.now() - begin) / 1000, peak };
}
