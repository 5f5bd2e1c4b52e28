// Builds the etcds of which Python has no package, each from a Go module of this project.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { SetUpError } from './set-up-error.mjs';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = 'rehearsal/etcd/servers';
const CACHE = 'node_modules/.cache/kops-cutover/etcd';
const REQUIRED = /^require go\.etcd\.io\/etcd\/server\/v3 v(\S+)$/m;
const LOOKS_FOR_A_MODULE = /^go: (downloading|finding) /;

/**
 * Builds what is missing; does nothing, quickly, when all is there. Without Go nothing can be built, and nothing is.
 * @param {{ log: (line: string) => void, root?: string, minors?: readonly string[] }} options `root` is the project's folder;
 * `minors` are the versions that are wanted, as `3.6`: by default all that there is a module of
 * @returns {Promise<{ built: { version: string, program: string }[], missing: { version: string, reason: string }[] }>}
 * @throws {SetUpError} when `CI` is set, Go is there and an etcd cannot be built
 */
export async function setUpEtcd({ log, root = PROJECT, minors = readdirSync(join(root, MODULES)) }) {
  const go = versionOfGo();
  const servers = minors.toSorted().map((minor) => serverOf(root, minor, go));
  if (go === undefined) return { built: [], missing: servers.map(withoutGo) };
  const failures = new Map();
  const buildMissing = async () => {
    for (const server of servers.filter((each) => !isThere(each))) {
      const failure = await build(server, log);
      if (failure !== undefined) failures.set(server, failure);
    }
  };
  // The lock of the whole set-up: npm would remove the cache while something is built into it.
  if (!servers.every(isThere)) await withLock(join(root, '.rehearsal'), log, buildMissing);
  return {
    built: servers.filter(isThere).map(({ version, program }) => ({ version, program })),
    missing: [...failures].map(([{ version }, reason]) => ({ version, reason })),
  };
}

function withoutGo({ version }) {
  return { version, reason: 'no Go on the PATH to build it' };
}

function versionOfGo() {
  const { status, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Where the etcd of a module is, or will be: another module, or another Go, makes another one. */
function serverOf(root, minor, go) {
  const folder = join(root, MODULES, minor);
  const hash = createHash('sha256').update(`${go}\n`);
  for (const file of ['go.mod', 'go.sum', 'main.go']) hash.update(readFileSync(join(folder, file)));
  const version = REQUIRED.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))?.[1];
  if (version === undefined) throw new SetUpError(`${folder}/go.mod requires no version of etcd`);
  const cache = join(root, CACHE);
  return {
    folder,
    version,
    cache,
    program: join(cache, `etcd-${version}-${hash.digest('hex').slice(0, 16)}`),
  };
}

function isThere({ program }) {
  return existsSync(program);
}

/** @returns {Promise<string | undefined>} why it failed */
async function build({ version, folder, cache, program }, log) {
  log(`Building etcd ${version}: a minute or two, only once …`);
  // Go's own temporary files are put here, too: whatever a build that was killed has left goes with the next one.
  const draft = join(cache, 'draft');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const args = ['build', '-mod=readonly', '-trimpath', '-o', join(draft, 'etcd'), '.'];
  const { status, output } = await runGo(args, folder, draft);
  if (status === 0) renameSync(join(draft, 'etcd'), program);
  rmSync(draft, { recursive: true, force: true });
  if (status === 0) return undefined;
  if (process.env.CI) throw new SetUpError(`go build of etcd ${version} failed:\n${output}`);
  const lines = output.split('\n').filter((line) => !LOOKS_FOR_A_MODULE.test(line));
  return `go build failed: ${lines.at(-1) || `it ended with ${status}`}`;
}

/** In this process's own group: whoever kills that has nothing left. */
function runGo(args, cwd, temporary) {
  // Neither a C compiler nor a workspace around the project changes what is built.
  const env = { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOTMPDIR: temporary };
  const child = spawn('go', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => done({ status: code ?? signal, output: output.trim() }));
  });
}
