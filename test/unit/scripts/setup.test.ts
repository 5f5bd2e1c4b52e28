import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { until } from '../../../rehearsal/etcd/until.ts';
import { useFunctionOf } from '../../support/es-module.ts';
import { isRunning } from '../../support/processes.ts';

/** Real milliseconds in which what a machine does at once is done, however busy it is. */
const SOON = 30_000;

const SETUP = pathToFileURL(resolve(import.meta.dirname, '../../../scripts/setup.mjs')).href;
const SET_UP = `import { setUp } from '${SETUP}';
try {
  await setUp({ root: process.argv[1], log: console.log });
} catch (error) {
  console.error(error.name + ': ' + error.message);
  process.exitCode = 1;
}`;

// What the stand-ins are asked is kept in `calls`; their answers are set by files of the same folder.
const NPM = `#!/bin/sh
[ -f "$FAKES/npm-slow" ] && trap "" INT TERM HUP
echo $$ > "$FAKES/npm-pid"
echo "npm $*" >> "$FAKES/calls"
[ -f "$FAKES/npm-slow" ] && while [ -d "$FAKES" ] && [ ! -f "$FAKES/npm-go-on" ]; do /bin/sleep 0.02; done
[ -f "$FAKES/npm-fails" ] && { /bin/cat "$FAKES/npm-fails" >&2; exit 1; }
for package in a a-for-another-platform c; do /bin/mkdir -p node_modules/$package && : > node_modules/$package/package.json; done
/bin/mkdir -p node_modules/.bin && : > node_modules/.bin/node && /bin/cp package-lock.json node_modules/.package-lock.json
`;
const PYTHON = `#!/bin/sh
case "$*" in
  *version_info*) /bin/cat "$FAKES/python-version" ;;
  *ensurepip*) [ ! -f "$FAKES/no-venv" ] ;;
  *"-m venv"*) echo "venv" >> "$FAKES/calls"; /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python" ;;
  *"-m pip"*) echo "pip $*" >> "$FAKES/calls"; [ -f "$FAKES/pip-fails" ] && { /bin/cat "$FAKES/pip-fails" >&2; exit 1; }; true ;;
esac
`;
const LOCK = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/a': { integrity: 'sha512-a' },
    'node_modules/a-for-another-platform': { integrity: 'sha512-b', optional: true },
  },
};

let folder: string;
let project: string;
let fakes: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-test-'));
  project = join(folder, 'project');
  fakes = join(folder, 'fakes');
  for (const dir of ['project/rehearsal/emulator', 'project/scripts', 'fakes/bin']) {
    mkdirSync(join(folder, dir), { recursive: true });
  }
  write(join(project, 'package-lock.json'), JSON.stringify(LOCK));
  write(join(project, 'rehearsal/emulator/requirements.txt'), 'emulator==1');
  write(join(project, 'scripts/statelint-requirements.txt'), 'validator==1');
  write(join(project, 'scripts/zizmor-requirements.txt'), 'linter==1');
  write(join(fakes, 'python-version'), '3.12.1\n');
  program('npm', NPM);
  program('python3', PYTHON);
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string) {
  writeFileSync(path, text);
}

function program(name: string, text: string) {
  write(join(fakes, 'bin', name), text);
  chmodSync(join(fakes, 'bin', name), 0o755);
}

function environment(more: Record<string, string>) {
  return { PATH: join(fakes, 'bin'), FAKES: fakes, ...more };
}

const call = useFunctionOf(resolve(import.meta.dirname, '../../../scripts/setup.mjs'), 'setUp');

async function setUp(more: Record<string, string> = {}) {
  const { lines, error } = await call({ options: { root: project }, env: environment(more) });
  return {
    status: error ? 1 : 0,
    stdout: lines.join('\n'),
    stderr: error ? `${error.name}: ${error.message}` : '',
  };
}

/** The programs that were called, by the first words of their arguments. */
function calls() {
  if (!existsSync(join(fakes, 'calls'))) return [];
  const lines = readFileSync(join(fakes, 'calls'), 'utf8').trim().split('\n');
  return lines.map((line) => line.replace(/^pip .*/, 'pip').replace(/^npm ci .*/, 'npm ci'));
}

describe('a fresh clone', () => {
  it('gets its npm packages and its Python environment, hashes required and nothing built', async () => {
    expect(await setUp()).toMatchObject({ status: 0, stderr: '' });
    expect(calls()).toEqual(['npm ci', 'venv', 'pip']);
    const pip = readFileSync(join(fakes, 'calls'), 'utf8').split('\n')[2];
    expect(pip).toContain('--require-hashes --no-deps --only-binary :all:');
  });

  it('gets all of it, and a reason when it fails, whatever NODE_ENV or `npm start --silent` says to npm', async () => {
    await setUp();
    const [npm] = readFileSync(join(fakes, 'calls'), 'utf8').split('\n');
    expect(npm).toContain('--include=dev --include=optional --loglevel=warn');
  });

  it('is left alone when it is set up', async () => {
    await setUp();
    expect(await setUp()).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(calls()).toHaveLength(3);
  });

  it('is set up once when two start at the same time', async () => {
    write(join(fakes, 'npm-slow'), '');
    const both = [0, 1].map(() => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', SET_UP, project], {
        env: environment({}),
      });
      let said = '';
      child.stdout.on('data', (data) => {
        said += data;
        if (said.includes('Waiting for another set-up')) write(join(fakes, 'npm-go-on'), '');
      });
      return new Promise((done) => child.once('close', (code) => done(code)));
    });
    expect(await Promise.all(both)).toEqual([0, 0]);
    expect(calls()).toEqual(['npm ci', 'venv', 'pip']);
  });
});

describe('what was set up before', () => {
  it('is installed again when the lock file asks for another package', async () => {
    await setUp();
    const more = { packages: { ...LOCK.packages, 'node_modules/c': { integrity: 'sha512-c' } } };
    write(join(project, 'package-lock.json'), JSON.stringify(more));
    expect((await setUp()).status).toBe(0);
    expect(calls()).toEqual(['npm ci', 'venv', 'pip', 'npm ci']);
  });

  it('is installed again when a package is not there any more', async () => {
    await setUp();
    rmSync(join(project, 'node_modules/a'), { recursive: true });
    expect((await setUp()).status).toBe(0);
    expect(calls()).toEqual(['npm ci', 'venv', 'pip', 'npm ci']);
  });

  it('is installed again when a package has other contents', async () => {
    await setUp();
    const other = { packages: { ...LOCK.packages, 'node_modules/a': { integrity: 'sha512-A' } } };
    write(join(project, 'package-lock.json'), JSON.stringify(other));
    await setUp();
    expect(calls()).toEqual(['npm ci', 'venv', 'pip', 'npm ci']);
  });

  it.each([
    'rehearsal/emulator/requirements.txt',
    'scripts/statelint-requirements.txt',
    'scripts/zizmor-requirements.txt',
  ])('gets a new environment when %s changes', async (file) => {
    await setUp();
    write(join(project, file), 'something==2');
    await setUp();
    expect(calls()).toEqual(['npm ci', 'venv', 'pip', 'venv', 'pip']);
  });

  it('is made again when it was interrupted half-way', async () => {
    write(join(fakes, 'pip-fails'), 'killed');
    expect((await setUp()).status).toBe(1);
    expect(existsSync(join(project, '.venv/bin/python'))).toBe(true);
    rmSync(join(fakes, 'pip-fails'));
    expect((await setUp()).status).toBe(0);
    expect(calls()).toEqual(['npm ci', 'venv', 'pip', 'venv', 'pip']);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends npm, however long it would tidy up, and gives the lock back on %s',
    async (signal) => {
      write(join(fakes, 'npm-slow'), '');
      const child = spawn(process.execPath, ['--input-type=module', '-e', SET_UP, project], {
        env: environment({}),
      });
      let said = '';
      child.stderr.on('data', (data) => {
        said += data;
      });
      const closed = new Promise((done) => child.once('close', (code) => done(code)));
      await until('npm to be called', async () => calls().length > 0 || undefined, SOON);
      child.kill(signal);
      expect(await closed).toBe(1);
      expect(said).toContain('SetUpInterrupted');
      const npm = Number(readFileSync(join(fakes, 'npm-pid'), 'utf8'));
      await until('npm to end', async () => !isRunning(npm) || undefined, SOON);
      expect(existsSync(join(project, '.rehearsal/set-up.lock'))).toBe(false);
    },
  );

  it('takes over the lock of a process that is gone', async () => {
    mkdirSync(join(project, '.rehearsal'));
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    write(join(project, '.rehearsal/set-up.lock'), String(gone));
    expect((await setUp()).status).toBe(0);
    expect(existsSync(join(project, '.rehearsal/set-up.lock'))).toBe(false);
  });
});

describe('what is missing is named, with what to do', () => {
  it('no Python at all', async () => {
    rmSync(join(fakes, 'bin/python3'));
    const { status, stderr } = await setUp();
    expect(status).toBe(1);
    expect(stderr).toContain('Python 3.10 or later is required, and none was found');
    expect(stderr).toContain('PYTHON=/path/to/python3');
  });

  it('a Python that is too old', async () => {
    write(join(fakes, 'python-version'), '3.9.18\n');
    const { status, stderr } = await setUp();
    expect(status).toBe(1);
    expect(stderr).toContain('Python 3.10 or later is required, but python3 is 3.9.18');
  });

  it('a newer Python under another name is used instead', async () => {
    write(join(fakes, 'python-version'), '3.9.18\n');
    program('python3.11', PYTHON.replace('/bin/cat "$FAKES/python-version"', 'echo 3.11.9'));
    expect(await setUp()).toMatchObject({ status: 0, stdout: expect.stringContaining('Python 3.11.9') });
  });

  it('PYTHON wins, and is not replaced by another when it is too old', async () => {
    program('mine', PYTHON.replace('/bin/cat "$FAKES/python-version"', 'echo 3.8.0'));
    const { status, stderr } = await setUp({ PYTHON: join(fakes, 'bin/mine') });
    expect(status).toBe(1);
    expect(stderr).toContain(`PYTHON=${join(fakes, 'bin/mine')} is 3.8.0`);
  });

  it('PYTHON names something that is no Python', async () => {
    program('mine', '#!/bin/sh\nexit 0\n');
    const { status, stderr } = await setUp({ PYTHON: join(fakes, 'bin/mine') });
    expect(status).toBe(1);
    expect(stderr).toContain(`PYTHON=${join(fakes, 'bin/mine')} is not a working Python.`);
  });

  it('a Python without its venv module', async () => {
    write(join(fakes, 'no-venv'), '');
    const { status, stderr } = await setUp();
    expect(status).toBe(1);
    expect(stderr).toContain('apt-get install python3.12-venv');
  });

  it('npm', async () => {
    rmSync(join(fakes, 'bin/npm'));
    expect(await setUp()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('npm is not on the PATH'),
    });
  });

  it.each([
    ['npm-fails', 'npm error code ENOTFOUND', 'npm ci cannot reach the npm registry: connect to the network'],
    [
      'pip-fails',
      'Temporary failure in name resolution',
      'cannot reach the Python package index: connect to',
    ],
    ['npm-fails', 'npm error code EINTEGRITY', 'npm ci failed:\nnpm error code EINTEGRITY'],
    [
      'pip-fails',
      'THESE PACKAGES DO NOT MATCH THE HASHES',
      'failed:\nTHESE PACKAGES DO NOT MATCH THE HASHES',
    ],
  ])('%s with "%s"', async (file, says, expected) => {
    write(join(fakes, file), says);
    const { status, stderr } = await setUp();
    expect(status).toBe(1);
    expect(stderr).toContain('SetUpError');
    expect(stderr).toContain(expected);
  });

  it('a Node that is too old', () => {
    const asked = `import { checkNode } from '${SETUP}'; checkNode('20.0.0'); checkNode('18.20.4');`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', asked], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain('Node 18.20.4 is too old: install Node 20 or later');
  });
});
