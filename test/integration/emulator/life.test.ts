import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commandsOf } from '../../support/processes.ts';
import { type OfflineAws, startOfflineAws, until } from './offline-aws.ts';
import { invoke } from './templates.ts';

const PROJECT = resolve(import.meta.dirname, '../../..');
const EMULATOR = join(PROJECT, 'rehearsal/emulator');

const HANGS = `require('node:child_process').spawn('sleep', ['1000'], { stdio: 'ignore' });
exports.handler = () => new Promise((next) => setTimeout(next, 1_000_000));`;

let tmpDir: string;

beforeEach(() => {
  tmpDir = mkdtempSync(join(tmpdir(), 'life-test-'));
});

afterEach(() => rmSync(tmpDir, { recursive: true }));

function nothingIsLeft(group: number) {
  return until('no process and no file is left', async () =>
    commandsOf(group).length === 0 && readdirSync(tmpDir).length === 0 ? true : undefined,
  );
}

/** Starts a function that doesn't end by itself, with a process of its own that doesn't either. */
async function hang(aws: OfflineAws) {
  const machine = await aws.machine(
    { StartAt: 'Hangs', States: { Hangs: { ...invoke('Hangs'), End: true } } },
    { Hangs: HANGS },
  );
  await aws.start(machine);
  await until('the function runs', async () => (await aws.emulator.inFlight())[0]);
  await until('its process runs', async () =>
    commandsOf(aws.emulator.pid).some((line) => line.endsWith('sleep 1000')) ? true : undefined,
  );
}

describe('nothing is left', () => {
  it('after stop, which may be called twice', async () => {
    const aws = await startOfflineAws({ tmpDir });
    await hang(aws);
    expect(readdirSync(tmpDir)).toHaveLength(1);
    await Promise.all([aws.stop(), aws.emulator.stop()]);
    await nothingIsLeft(aws.emulator.pid);
  });

  it('after the emulator was killed; it is told, with the last lines of its log', async () => {
    const aws = await startOfflineAws({ tmpDir });
    await hang(aws);
    process.kill(aws.emulator.pid, 'SIGKILL');
    const died = await aws.emulator.died;
    expect(died.message).toContain('the emulator died (ended by SIGKILL)');
    expect(died.message).toContain('Step Functions execution started');
    await nothingIsLeft(aws.emulator.pid);
    await aws.stop();
  });

  it.each(['SIGKILL', 'SIGINT'] as const)('after %s of the process that started it', async (signal) => {
    const program = join(tmpDir, 'parent.ts');
    const folder = join(tmpDir, 'rehearsal');
    mkdirSync(folder);
    writeFileSync(
      program,
      `import { startEmulator } from '${pathToFileURL(join(EMULATOR, 'emulator.ts')).href}';
       const options = { account: '123456789012', region: 'eu-west-1', tmpDir: '${folder}', log: () => {} };
       const emulator = await startEmulator(options);
       console.log(emulator.pid);
       setInterval(() => {}, 1000);`,
    );
    const parent = spawn(join(PROJECT, 'node_modules/.bin/node'), [program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(await new Promise<Buffer>((said) => parent.stdout.once('data', said)));
    expect(commandsOf(pid)).toHaveLength(1);
    parent.kill(signal);
    await until('it is gone', async () => (commandsOf(pid).length === 0 ? true : undefined));
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
    rmSync(program);
  });
});
