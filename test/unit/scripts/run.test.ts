import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { until } from '../../../rehearsal/etcd/until.ts';
import { isRunning } from '../../support/processes.ts';

/** Real milliseconds in which what a machine does at once is done, however busy it is. */
const SOON = 30_000;

const SCRIPTS = resolve(import.meta.dirname, '../../../scripts');
const RUN = join(SCRIPTS, 'run.mjs');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a program by run.mjs; `whenSays` gets each piece of its output. */
function run(
  program: string,
  args: string[] = [],
  whenSays?: (said: string, kill: (s: NodeJS.Signals) => void) => void,
  env: NodeJS.ProcessEnv = process.env,
) {
  const entry = join(folder, 'entry.ts');
  writeFileSync(entry, program);
  const child = spawn(process.execPath, [RUN, entry, ...args], { env: { ...env, TMPDIR: folder } });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
    whenSays?.(said, (signal) => child.kill(signal));
  });
  return new Promise<{ code: number | null; said: string }>((done) =>
    child.once('close', (code) => done({ code, said })),
  );
}

it('runs TypeScript with the pinned Node first in the PATH, and passes arguments and exit code on', async () => {
  const program = `
    import { execFileSync } from 'node:child_process';
    import { getCompileCacheDir } from 'node:module';
    const version: string = execFileSync('node', ['--version'], { encoding: 'utf8' }).trim();
    const more = { inPath: version, args: process.argv.slice(2), compiled: getCompileCacheDir() };
    console.log(JSON.stringify({ mine: process.version, ...more }));
    process.exit(7);`;
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const { code, said } = await run(program, ['--seed', '3'], undefined, env);
  expect(code).toBe(7);
  const { mine, inPath, args, compiled } = JSON.parse(said);
  expect(args).toEqual(['--seed', '3']);
  expect(mine).toMatch(/^v24\./);
  expect(inPath).toBe(mine);
  // What Node makes of sources is kept from one start to the next.
  expect(compiled).toContain('node_modules/.cache/kops-cutover/compiled');
});

it('leaves nothing of the process group behind', async () => {
  const program = `
    import { spawn } from 'node:child_process';
    const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    console.log(left.pid);
    process.exit(0);`;
  const { code, said } = await run(program);
  expect(code).toBe(0);
  expect(Number(said)).toBeGreaterThan(0);
  await until('the process to end', async () => !isRunning(Number(said)) || undefined, SOON);
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'forwards %s, and ends with the code that the program chose',
  async (signal) => {
    const program = `
    process.on('${signal}', () => process.exit(5));
    setInterval(() => {}, 1000);
    console.log('ready');`;
    let sent = false;
    const { code } = await run(program, [], (_, kill) => {
      if (!sent) kill(signal);
      sent = true;
    });
    expect(code).toBe(5);
  },
);

it('says by its exit code which signal ended the program', async () => {
  expect((await run("process.kill(process.pid, 'SIGKILL');")).code).toBe(137);
});

it('ends with the shell that npm started it by, which a signal to npm ends without a word', async () => {
  const entry = join(folder, 'entry.ts');
  writeFileSync(entry, "setInterval(() => {}, 1000); console.log(process.pid, 'ready');");
  // The second command keeps the shell from becoming the first.
  const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" "${RUN}" "${entry}"; exit`], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  let said = '';
  shell.stdout.on('data', (data) => {
    said += data;
  });
  await until('the program to run', async () => said.includes('ready') || undefined, SOON);
  shell.kill('SIGTERM');
  await until('the program to end', async () => !isRunning(Number.parseInt(said, 10)) || undefined, SOON);
});

it('ends with its parent even if it does not heed SIGTERM', async () => {
  const program = `
    import { endWithParent } from '${pathToFileURL(join(SCRIPTS, 'ancestors.mjs')).href}';
    process.on('SIGTERM', () => {});
    setInterval(() => {}, 1000);
    endWithParent({ withGrandparent: false, graceMs: 50 });
    console.log(process.pid);`;
  const file = join(folder, 'stubborn.mjs');
  writeFileSync(file, program);
  const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" "${file}"; exit`]);
  const pid = await new Promise<number>((says) => shell.stdout.once('data', (data) => says(Number(data))));
  shell.kill('SIGKILL');
  await until('the program to end', async () => !isRunning(pid) || undefined, SOON);
});

/** What runs leave where temporary files are. */
const leftBehind = () => readdirSync(folder).filter((name) => name !== 'entry.ts');

it('gives the program a temporary folder of its own, and removes it with all that is left there', async () => {
  const program = `
    import { mkdtempSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    console.log(mkdtempSync(tmpdir() + '/cdk.out'));`;
  const { code, said } = await run(program);
  expect(code).toBe(0);
  expect(said).toContain('/cdk.out');
  expect(existsSync(said.trim())).toBe(false);
  expect(leftBehind()).toEqual([]);
});

it('killed, leaves neither a process nor a file', async () => {
  const program = `
    import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    writeFileSync(tmpdir() + '/left', '');
    console.log([process.pid, other.pid].join(' '));`;
  const pids: number[] = [];
  await run(program, [], (said, kill) => {
    if (pids.length > 0) return;
    pids.push(...said.trim().split(' ').map(Number));
    kill('SIGKILL');
  });
  expect(pids).toHaveLength(2);
  await until('both to end', async () => !pids.some(isRunning) || undefined, SOON);
  await until('the folder to be removed', async () => leftBehind().length === 0 || undefined, SOON);
});

it('takes a signal that comes from the terminal and from npm, too, for one', () => {
  const program = `
    import { oncePerPress } from '${pathToFileURL(join(SCRIPTS, 'process-group.mjs')).href}';
    let now = 0;
    const isAnother = oncePerPress(() => now);
    const at = (time, signal) => { now = time; return isAnother(signal); };
    console.log(JSON.stringify([at(0, 'SIGINT'), at(3, 'SIGINT'), at(4, 'SIGTERM'), at(900, 'SIGINT')]));`;
  const args = ['--input-type=module', '-e', program];
  expect(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
