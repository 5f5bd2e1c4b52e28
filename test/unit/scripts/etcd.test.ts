import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ETCD_MINORS } from '../../../rehearsal/etcd/index.ts';
import { until } from '../../../rehearsal/etcd/until.ts';
import { useFunctionOf } from '../../support/es-module.ts';
import { isRunning } from '../../support/processes.ts';

/** Real milliseconds in which what a machine does at once is done, however busy it is. */
const SOON = 30_000;

const ROOT = resolve(import.meta.dirname, '../../..');
const MODULES = join(ROOT, 'rehearsal/etcd/servers');
const SET_UP = `import { setUpEtcd } from '${pathToFileURL(join(ROOT, 'scripts/etcd.mjs')).href}';
const [root, ...minors] = process.argv.slice(1);
try {
  console.log(JSON.stringify(await setUpEtcd({ root, log: console.error, ...(minors.length > 0 && { minors }) })));
} catch (error) {
  console.error(error.name + ': ' + error.message);
  process.exitCode = 1;
}`;

// What the stand-in is asked is kept in `calls`; its answers are set by files of the same folder.
const GO = `#!/bin/sh
[ "$1" = version ] && exec /bin/cat "$FAKES/go-version"
echo $$ > "$FAKES/go-pid"
echo "$PWD" >> "$FAKES/calls"
: > "$GOTMPDIR/work-of-go"
[ -f "$FAKES/go-slow" ] && while [ -d "$FAKES" ] && [ ! -f "$FAKES/go-on" ]; do /bin/sleep 0.02; done
[ -f "$FAKES/go-fails" ] && { /bin/cat "$FAKES/go-fails" >&2; exit 1; }
for word; do [ "$before" = -o ] && echo "$PWD" > "$word"; before=$word; done
`;

let folder: string;
let project: string;
let fakes: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etcd-set-up-test-'));
  project = join(folder, 'project');
  fakes = join(folder, 'fakes');
  mkdirSync(join(fakes, 'bin'), { recursive: true });
  module('3.6', '3.6.16');
  module('3.7', '3.7.3');
  writeFileSync(join(fakes, 'go-version'), 'go version go1.26.8 linux/amd64\n');
  writeFileSync(join(fakes, 'bin/go'), GO);
  chmodSync(join(fakes, 'bin/go'), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

function module(minor: string, version: string, sum = 'sum') {
  const own = join(project, 'rehearsal/etcd/servers', minor);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'go.mod'), `module m\n\nrequire go.etcd.io/etcd/server/v3 v${version}\n`);
  writeFileSync(join(own, 'go.sum'), sum);
  writeFileSync(join(own, 'main.go'), 'package main');
}

const args = (...minors: string[]) => ['--input-type=module', '-e', SET_UP, project, ...minors];
const environment = (more: Record<string, string> = {}) => ({
  PATH: join(fakes, 'bin'),
  FAKES: fakes,
  ...more,
});

interface Outcome {
  readonly built: readonly { version: string; program: string }[];
  readonly missing: readonly { version: string; reason: string }[];
}

const call = useFunctionOf<Outcome>(join(ROOT, 'scripts/etcd.mjs'), 'setUpEtcd');

async function setUp(...minors: string[]): Promise<Outcome> {
  const options = { root: project, ...(minors.length > 0 && { minors }) };
  const { result, error } = await call({ options, env: environment() });
  if (!result) throw new Error(error?.message);
  return result;
}

/** The modules that Go was to build, in order. */
function builds(): readonly string[] {
  const calls = join(fakes, 'calls');
  if (!existsSync(calls)) return [];
  const lines = readFileSync(calls, 'utf8').trim().split('\n');
  return lines.map((line) => line.replace(/^.*\//, ''));
}

const versions = (outcome: readonly { version: string }[]) => outcome.map(({ version }) => version);
const programOf = ({ built }: Outcome, version: string) =>
  built.find((each) => each.version === version)?.program ?? '';
const cached = () => readdirSync(join(project, 'node_modules/.cache/kops-cutover/etcd'));

describe('where Go is', () => {
  it('every etcd is built once, each from its own module', async () => {
    const outcome = await setUp();
    expect(versions(outcome.built)).toEqual(['3.6.16', '3.7.3']);
    expect(readFileSync(programOf(outcome, '3.7.3'), 'utf8')).toMatch(/servers\/3\.7\n$/);
    expect(await setUp()).toEqual(outcome);
    expect(builds()).toEqual(['3.6', '3.7']);
    expect(cached()).toHaveLength(2);
  });

  it('only what is requested is built', async () => {
    expect(versions((await setUp('3.7')).built)).toEqual(['3.7.3']);
    expect(builds()).toEqual(['3.7']);
  });

  it('another module makes another etcd, and only of that one', async () => {
    const before = await setUp();
    module('3.7', '3.7.3', 'another sum');
    const after = await setUp();
    expect(builds()).toEqual(['3.6', '3.7', '3.7']);
    expect(programOf(after, '3.6.16')).toBe(programOf(before, '3.6.16'));
    expect(programOf(after, '3.7.3')).not.toBe(programOf(before, '3.7.3'));
  });

  it('another Go makes all of them anew', async () => {
    await setUp();
    writeFileSync(join(fakes, 'go-version'), 'go version go1.27.0 linux/amd64\n');
    await setUp();
    expect(builds()).toEqual(['3.6', '3.7', '3.6', '3.7']);
  });

  it('two that start at the same time build once', async () => {
    writeFileSync(join(fakes, 'go-slow'), '');
    const both = [0, 1].map(() => {
      const child = spawn(process.execPath, args(), { env: environment() });
      let said = '';
      child.stderr.on('data', (data) => {
        said += data;
        if (said.includes('Waiting for another set-up')) writeFileSync(join(fakes, 'go-on'), '');
      });
      return new Promise((done) => child.once('close', (code) => done(code)));
    });
    expect(await Promise.all(both)).toEqual([0, 0]);
    expect(builds()).toEqual(['3.6', '3.7']);
  });

  it('a build that was killed leaves nobody, and nothing after the next one', async () => {
    writeFileSync(join(fakes, 'go-slow'), '');
    const child = spawn(process.execPath, args(), { env: environment(), detached: true, stdio: 'ignore' });
    const closed = new Promise((done) => child.once('close', done));
    await until('the build', async () => builds().length > 0 || undefined, SOON);
    process.kill(-(child.pid as number), 'SIGKILL');
    await closed;
    const go = Number(readFileSync(join(fakes, 'go-pid'), 'utf8'));
    await until('Go to end', async () => !isRunning(go) || undefined, SOON);
    expect(cached()).toEqual(['draft']);
    expect(readdirSync(join(project, 'rehearsal/etcd/servers/3.6'))).toEqual(['go.mod', 'go.sum', 'main.go']);
    rmSync(join(fakes, 'go-slow'));
    expect(versions((await setUp()).built)).toEqual(['3.6.16', '3.7.3']);
    expect(cached()).toHaveLength(2);
  });
});

describe('what cannot be built is missing', () => {
  it('without Go', async () => {
    rmSync(join(fakes, 'bin/go'));
    const reason = 'no Go on the PATH to build it';
    expect(await setUp()).toEqual({
      built: [],
      missing: [
        { version: '3.6.16', reason },
        { version: '3.7.3', reason },
      ],
    });
  });

  it('for the reason that Go gives in the end, and is tried again the next time', async () => {
    writeFileSync(join(fakes, 'go-fails'), 'go: downloading x v1\ngo: no such host\ngo: downloading y v1\n');
    const { built, missing } = await setUp('3.6');
    expect(built).toEqual([]);
    expect(missing).toEqual([{ version: '3.6.16', reason: 'go build failed: go: no such host' }]);
    expect(cached()).toEqual([]);
    rmSync(join(fakes, 'go-fails'));
    expect(versions((await setUp('3.6')).built)).toEqual(['3.6.16']);
  });

  it('but fails in CI where Go is, with all that Go said', () => {
    const inCi = () =>
      spawnSync(process.execPath, args(), { env: environment({ CI: 'true' }), encoding: 'utf8' });
    writeFileSync(join(fakes, 'go-fails'), 'go: one\ngo: two\n');
    expect(inCi()).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('SetUpError: go build of etcd 3.6.16 failed:\ngo: one\ngo: two'),
    });
    rmSync(join(fakes, 'bin/go'));
    expect(inCi()).toMatchObject({ status: 0, stdout: expect.stringContaining('"built":[]') });
  });
});

describe('the modules of the project', () => {
  it('are there for every version but the oldest, which Python has', () => {
    expect(readdirSync(MODULES)).toEqual(ETCD_MINORS.slice(1));
  });

  it.each(ETCD_MINORS.slice(1))(
    '%s requires one exact version, by its sums, from nowhere in particular',
    (minor) => {
      const [mod, sum] = ['go.mod', 'go.sum'].map((file) => readFileSync(join(MODULES, minor, file), 'utf8'));
      expect(mod).toMatch(
        new RegExp(`^require go\\.etcd\\.io/etcd/server/v3 v${minor.replace('.', '\\.')}\\.\\d+$`, 'm'),
      );
      expect(mod).not.toMatch(/^\s*(replace|exclude|toolchain)|:\/\//m);
      expect(sum).toContain('go.etcd.io/etcd/server/v3 ');
      expect(sum).not.toContain('://');
    },
  );
});
