import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
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

/** The processes of a group that still run. */
function processesOf(group: number): string[] {
  const { stdout } = spawnSync('ps', ['-e', '-o', 'pgid=,stat=,args='], { encoding: 'utf8' });
  const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  return lines
    .filter(([pgid, stat]) => pgid === String(group) && !stat?.startsWith('Z'))
    .map((line) => line.join(' '));
}

function nothingIsLeft(group: number) {
  return until('no process and no file is left', async () =>
    processesOf(group).length === 0 && readdirSync(tmpDir).length === 0 ? true : undefined,
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
    processesOf(aws.emulator.pid).some((line) => line.endsWith('sleep 1000')) ? true : undefined,
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

  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
    'after %s of the process that started it',
    async (signal) => {
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
      expect(processesOf(pid)).toHaveLength(1);
      parent.kill(signal);
      await until('it is gone', async () => (processesOf(pid).length === 0 ? true : undefined));
      expect(readdirSync(folder)).toEqual([]);
      rmSync(folder, { recursive: true });
      rmSync(program);
    },
  );
});

describe('an emulator that is not what the patches were written for', () => {
  /** Runs the launcher after `sabotage` (Python) has changed the emulator. */
  async function launch(sabotage: string) {
    const program = `import sys; sys.path.insert(0, ${JSON.stringify(EMULATOR)})\n${sabotage}\nimport launcher; launcher.main()`;
    const child = spawn(join(PROJECT, '.venv/bin/python'), ['-c', program], {
      detached: true,
      env: {
        PATH: process.env.PATH,
        TMPDIR: join(tmpDir, 'emulator'),
        REHEARSAL_CLOCK_FILE: join(tmpDir, 'clock'),
        PYTHONDONTWRITEBYTECODE: '1',
      },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
      // It should not have come so far: end it, so that the test fails and doesn't hang.
      child.stdin.end();
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, stdout, stderr };
  }

  it.each([
    [
      'another version',
      "import importlib.metadata as m; m.version = lambda _: '1.5.34'",
      'MiniStack 1.5.34 is installed, the patches are for 1.5.33',
    ],
    [
      'another signature',
      'import ministack.services.stepfunctions as s; s._fail_execution = lambda execution, error: None',
      'ministack.services.stepfunctions._fail_execution is not what its patch was written for: expected signature (execution, error, cause), found signature (execution, error)',
    ],
    [
      'a function that is gone',
      'import ministack.services.stepfunctions as s; del s._stop_execution',
      'ministack.services.stepfunctions._stop_execution is not what its patch was written for',
    ],
    [
      'another text of a function that is replaced',
      'import textwrap, ministack.services.stepfunctions as s; s._scaled_sleep = textwrap.dedent',
      'ministack.services.stepfunctions._scaled_sleep is not what its patch was written for: expected source',
    ],
    [
      'another text in a function that is changed',
      'import ministack.services.stepfunctions as s; s._execute_task = s._execute_pass',
      'ministack.services.stepfunctions._execute_task is not what its patch was written for: expected one occurrence of',
    ],
    [
      "another script for functions' processes",
      "import ministack.core.lambda_runtime as r; r._NODEJS_WORKER_SCRIPT = r._NODEJS_WORKER_SCRIPT.replace('err.stack', 'e.stack')",
      'ministack.core.lambda_runtime._NODEJS_WORKER_SCRIPT is not what its patch was written for',
    ],
    [
      'a type that it makes by itself now',
      "import ministack.services.cloudformation.provisioners as p; p._RESOURCE_HANDLERS['AWS::Events::Archive'] = {}",
      'MiniStack makes AWS::Events::Archive itself now',
    ],
  ])('(%s) is not started', async (_, sabotage, message) => {
    const { code, stdout, stderr } = await launch(sabotage);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`PatchMismatch: ${message}`);
  });

  it('is what the tests above would start otherwise', async () => {
    expect((await launch('')).stdout).toContain('{"port"');
    expect(existsSync(join(tmpDir, 'clock'))).toBe(true);
  });
});
