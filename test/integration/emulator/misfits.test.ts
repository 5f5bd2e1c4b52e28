import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../../..');
const EMULATOR = join(PROJECT, 'rehearsal/emulator');
const PYTHON = join(PROJECT, '.venv/bin/python');
const ANOTHER_VERSION = "import importlib.metadata as m; m.version = lambda _: '1.5.34'";
const STEP_FUNCTIONS = 'import ministack.services.stepfunctions as s';

// [what is different, how (Python), what the launcher says of it]
const MISFITS: readonly [string, string, string][] = [
  ['another version', ANOTHER_VERSION, 'MiniStack 1.5.34 is installed, the patches are for 1.5.33'],
  [
    'another signature',
    `${STEP_FUNCTIONS}; s._fail_execution = lambda execution, error: None`,
    'ministack.services.stepfunctions._fail_execution is not what its patch was written for: expected signature (execution, error, cause), found signature (execution, error)',
  ],
  [
    'a function that is gone',
    `${STEP_FUNCTIONS}; del s._stop_execution`,
    'ministack.services.stepfunctions._stop_execution is not what its patch was written for',
  ],
  [
    'another text of a function that is replaced',
    `import textwrap; ${STEP_FUNCTIONS}; s._scaled_sleep = textwrap.dedent`,
    'ministack.services.stepfunctions._scaled_sleep is not what its patch was written for: expected source',
  ],
  [
    'another text in a function that is changed',
    `${STEP_FUNCTIONS}; s._execute_task = s._execute_pass`,
    'ministack.services.stepfunctions._execute_task is not what its patch was written for: expected one occurrence of',
  ],
  [
    "another script for functions' processes",
    "import ministack.core.lambda_runtime as r; r._NODEJS_WORKER_SCRIPT = r._NODEJS_WORKER_SCRIPT.replace('err.stack', 'e.stack')",
    'ministack.core.lambda_runtime._NODEJS_WORKER_SCRIPT is not what its patch was written for',
  ],
  [
    'a name of its own that a patch would use',
    `${STEP_FUNCTIONS}; s._rehearsal_retry_delay = None`,
    'ministack.services.stepfunctions already has a name _rehearsal_retry_delay',
  ],
];

describe('the patches are not installed on an emulator that has', () => {
  let outcomes: Record<string, string>;

  beforeAll(() => {
    const sabotages = Object.fromEntries(MISFITS.map(([name, sabotage]) => [name, sabotage]));
    const { stdout, stderr } = spawnSync(PYTHON, [join(import.meta.dirname, 'misfits.py'), EMULATOR], {
      input: JSON.stringify({ ...sabotages, nothing: '' }),
      env: { PATH: process.env.PATH },
      encoding: 'utf8',
    });
    if (!stdout) throw new Error(stderr);
    outcomes = JSON.parse(stdout);
  });

  it.each(MISFITS)('%s', (name, _, message) => expect(outcomes[name]).toContain(`PatchMismatch: ${message}`));

  it('... but on the one that they were written for they are', () =>
    expect(outcomes.nothing).toBe('installed'));
});

describe('the launcher', () => {
  let tmpDir: string;

  beforeEach(() => {
    tmpDir = mkdtempSync(join(tmpdir(), 'misfits-test-'));
  });

  afterEach(() => rmSync(tmpDir, { recursive: true }));

  /** Runs it after `sabotage` (Python), until it ends or listens. */
  async function launch(sabotage: string) {
    const path = `import sys; sys.path.insert(0, ${JSON.stringify(EMULATOR)})`;
    const child = spawn(PYTHON, ['-c', `${path}\n${sabotage}\nimport launcher; launcher.main()`], {
      detached: true,
      env: {
        PATH: process.env.PATH,
        TMPDIR: join(tmpDir, 'emulator'),
        REHEARSAL_CLOCK_FILE: join(tmpDir, 'clock'),
      },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
      child.stdin.end();
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, stdout, stderr };
  }

  it('does not start when a patch does not fit, and says which', async () => {
    const { code, stdout, stderr } = await launch(ANOTHER_VERSION);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('PatchMismatch: MiniStack 1.5.34 is installed');
  });

  it('starts otherwise', async () => {
    expect((await launch('')).stdout).toContain('{"port"');
  });
});
