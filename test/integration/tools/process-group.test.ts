import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { fixedPort } from '../../../rehearsal/etcd/ports.ts';
import { until } from '../../../rehearsal/etcd/until.ts';
import { type ProcessGroup, startProcessGroup } from '../../../rehearsal/tools/process-group.ts';
import { commandsOf } from '../../support/processes.ts';

const urlOf = (path: string) => pathToFileURL(resolve(__dirname, '../../..', path)).href;
const SOURCE = urlOf('rehearsal/tools/process-group.ts');
const PROCESSES = urlOf('test/support/processes.ts');
const SOON = 20_000;

let group: ProcessGroup | undefined;
let logged: [string, string][];
let ended: [string, number][];

beforeEach(() => {
  logged = [];
  ended = [];
});
afterEach(() => group?.kill());

async function start(...names: string[]): Promise<ProcessGroup> {
  group = await startProcessGroup({
    names,
    log: (name, line) => logged.push([name, line]),
    onEnded: (name, code) => ended.push([name, code]),
  });
  return group;
}

const runs = (id: number, ...commands: string[]) =>
  until(
    commands.join(', '),
    async () => {
      const running = commandsOf(id);
      return commands.every((command) => running.includes(command)) || undefined;
    },
    SOON,
  );
const isGone = (id: number) =>
  until(`group ${id} to end`, async () => commandsOf(id).length === 0 || undefined, SOON);

it('runs several at once, passes their output on as it is, and says who wrote what', async () => {
  const { run } = await start('main', 'events');
  run('main', ['printf', '%s|%s\\n', "it's $HOME", '"`']);
  run('events', ['sh', '-c', 'echo wrong >&2; echo right']);
  await until('all that they write', async () => logged.length === 3 || undefined, SOON);
  expect(logged).toContainEqual(['main', 'it\'s $HOME|"`']);
  expect(logged).toContainEqual(['events', 'wrong']);
  expect(logged).toContainEqual(['events', 'right']);
});

it('ends one alone, and starts it again', async () => {
  const { id, run, stop } = await start('main', 'events');
  run('main', ['sleep', '101']);
  run('events', ['sleep', '102']);
  await runs(id, 'sleep 101', 'sleep 102');
  await stop('main');
  expect(commandsOf(id)).not.toContain('sleep 101');
  expect(commandsOf(id)).toContain('sleep 102');
  expect(ended).toEqual([['main', 137]]);
  await expect(stop('main')).rejects.toThrow("main doesn't run here");
  run('main', ['sleep', '103']);
  await runs(id, 'sleep 102', 'sleep 103');
});

it('reports a process that ended unasked, with its code', async () => {
  const { run } = await start('main', 'events');
  run('main', ['sh', '-c', 'exit 3']);
  run('events', ['sh', '-c', 'kill -KILL $$']);
  await until('both to end', async () => ended.length === 2 || undefined, SOON);
  expect(ended).toContainEqual(['main', 3]);
  expect(ended).toContainEqual(['events', 137]);
});

it('refuses what it was not made for', async () => {
  const { run } = await start('main');
  expect(() => run('events', ['true'])).toThrow('events may not run here, only main');
});

it('is killed with all that its programs started, and none is reported as ended unasked', async () => {
  const { id, run, kill } = await start('main', 'events');
  run('main', ['sh', '-c', "trap '' TERM INT HUP; sleep 1001 & sleep 1002"]);
  run('events', ['sleep', '1003']);
  await runs(id, 'sleep 1001', 'sleep 1002', 'sleep 1003');
  await kill();
  expect(commandsOf(id)).toEqual([]);
  expect(ended).toEqual([]);
  await kill();
});

/** Listens on a port given to it, in a session of its own: its end is not that of the group. */
const LISTENER = [
  'import os, signal, socket, sys',
  'os.setsid()',
  "server = socket.create_server(('127.0.0.1', int(sys.argv[1])))",
  "print('listens', flush=True)",
  'signal.pause()',
].join('; ');

it('has no program left when it is killed, nor a port of one', async () => {
  const { run, kill } = await start('main');
  const port = await fixedPort();
  run('main', ['python3', '-c', LISTENER, `${port}`]);
  await until('it to listen', async () => logged.length > 0 || undefined, SOON);
  expect(logged).toEqual([['main', 'listens']]);
  await kill();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
});

/** Starts a group in a process of its own; resolves when a program runs in it. */
async function elsewhere<T>(
  before: string,
  body: (parent: ChildProcess, id: number, said: readonly string[]) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'group-test-'));
  const program = join(folder, 'parent.ts');
  writeFileSync(
    program,
    `import { startProcessGroup } from '${SOURCE}';
     ${before}
     const options = { names: ['main'], log: () => {}, onEnded: () => {} };
     const { id, run } = await startProcessGroup(options);
     run('main', ['sleep', '1004']);
     process.on('SIGTERM', () => process.exit(1));
     console.log(id);`,
  );
  const parent = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  createInterface(parent.stdout).on('line', (line) => said.push(line));
  try {
    const id = Number(await until('the id', async () => said[0], SOON));
    await runs(id, 'sleep 1004');
    return await body(parent, id, said);
  } finally {
    parent.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  }
}

it.each(['SIGKILL', 'SIGTERM'] as const)('is gone after %s of who started it', (signal) =>
  elsewhere('', async (parent, id) => {
    parent.kill(signal);
    await isGone(id);
  }),
);

it('is killed before what else is done in the end, though that was planned earlier', async () => {
  // Without the kill, it would run for as long as the other one looks.
  const look = `
    import { commandsOf } from '${PROCESSES}';
    const alive = () => commandsOf(id).length > 0;
    process.once('exit', () => {
      const end = Date.now() + 5000;
      while (alive() && Date.now() < end);
      console.log(alive() ? 'it still ran' : 'it was gone');
    });`;
  await elsewhere(look, async (parent, _, said) => {
    parent.kill('SIGTERM');
    expect(await until('the last words', async () => said[1], SOON)).toBe('it was gone');
  });
});
