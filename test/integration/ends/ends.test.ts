import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from '../../../rehearsal/etcd/until.ts';
import { mariaDbPrograms } from '../../../rehearsal/scenes/migration/mariadb.ts';
import { familyOf, runningProcesses } from '../../support/processes.ts';

/** Real milliseconds in which all is started, or gone, however busy the machine is. */
const SOON = 45_000;

const PROJECT = resolve(__dirname, '../../..');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const;

interface Started {
  readonly shell: number;
  readonly npm: number;
}

/** Who gets a signal, as a number for `kill`. */
const RECEIVERS = {
  'npm alone': ({ npm }: Started) => npm,
  "npm's whole group": ({ shell }: Started) => -shell,
  'the shell that started npm': ({ shell }: Started) => shell,
};

const STARTED = [
  /npm start/,
  /run\.mjs/,
  /world\.ts/,
  /launcher\.py/,
  /postgres -D/,
  ...(mariaDbPrograms() ? [/mariadbd .*--datadir/] : []),
  /sleep 1000/,
];

type Row = readonly [NodeJS.Signals, keyof typeof RECEIVERS];

const ALL = Object.keys(RECEIVERS).flatMap((to) => SIGNALS.map((signal) => [signal, to] as Row));
/** `npm run ends` sends each signal to each; `npm test` the one that npm can't pass on. */
const SENT: readonly Row[] = process.env.EACH_END === undefined ? [['SIGKILL', 'npm alone']] : ALL;

let folder: string;
let shell: ChildProcess;
/** By whatever was started. */
let said: string;
/** Of all that was started. */
let ids: readonly number[];

beforeEach(() => {
  ids = [];
  folder = mkdtempSync(join(tmpdir(), 'ends-test-'));
  const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  const start = scripts.start
    .replace('scripts/run.mjs', JSON.stringify(join(PROJECT, 'scripts/run.mjs')))
    .replace('rehearsal/main.ts', JSON.stringify(join(__dirname, 'world.ts')));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { start } }));
  mkdirSync(join(folder, 'temporary'));
  // Root's PostgreSQL runs as another user.
  for (const each of [folder, join(folder, 'temporary')]) chmodSync(each, 0o711);
});
afterEach(() => {
  for (const pid of running()) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true });
});

const running = () => runningProcesses().flatMap(({ pid }) => (ids.includes(pid) ? [pid] : []));
/** What `npm start` leaves in the temporary folder; npm itself keeps its compiled code there. */
const leftBehind = () =>
  readdirSync(join(folder, 'temporary')).filter((name) => name !== 'node-compile-cache');

async function startAll(): Promise<Started> {
  // As from a terminal: npm is of the shell's group, and the program is not the shell's only command.
  shell = spawn('/bin/sh', ['-c', 'npm start --silent & echo "npm $!"; wait'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TMPDIR: join(folder, 'temporary') },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  said = '';
  shell.stdout?.on('data', (data) => {
    said += data;
  });
  let hasEnded = false;
  shell.once('exit', () => {
    hasEnded = true;
  });
  await until('all to be started', async () => hasEnded || said.includes('ready') || undefined, SOON);
  expect(said).toContain('ready');
  return { shell: shell.pid as number, npm: Number(/^npm (\d+)$/m.exec(said)?.[1]) };
}

it.each(SENT)('nothing is left after %s to %s', async (signal, receiver) => {
  const started = await startAll();
  const family = familyOf(started.shell);
  ids = family.map(({ pid }) => pid);
  for (const each of STARTED)
    expect(family.map(({ command }) => command)).toContainEqual(expect.stringMatching(each));
  expect(leftBehind()).toHaveLength(1);

  process.kill(RECEIVERS[receiver](started), signal);

  await until('all to end', async () => running().length === 0 || undefined, SOON);
  await until('the folder to be removed', async () => leftBehind().length === 0 || undefined, SOON);
  // Ctrl-C, by somebody who reads on. The others take npm or its shell away, too, and that is asking twice.
  if (signal === 'SIGINT' && receiver === 'npm alone') expect(said).toContain('the last word');
});
