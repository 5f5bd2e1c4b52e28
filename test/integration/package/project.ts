/** A project of somebody who installs the package: elsewhere, with a home that is empty. */
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

export const REPOSITORY = resolve(import.meta.dirname, '../../..');

export interface Project {
  readonly folder: string;
  write(file: string, text: string): void;
  /** @returns what it printed @throws with all its output when it fails */
  run(program: string, ...args: readonly string[]): string;
  /** @param packages of npm's install, with its options */
  install(...packages: readonly string[]): void;
  /** As `run`, for what asks servers of this process. @param more of the environment */
  start(program: string, args: readonly string[], more: Readonly<Record<string, string>>): Promise<string>;
  remove(): void;
}

/** The Node of these people; by default the one that runs the tests. */
const USER_NODE = process.env.USER_NODE ?? process.execPath;

/** What npm has fetched once, for all these projects. */
const FETCHED = mkdtempSync(join(tmpdir(), 'kops-cutover-npm-'));

/** An empty folder, from which nothing of the repository can be reached but by its absolute path. */
export function emptyProject(): Project {
  const root = mkdtempSync(join(tmpdir(), 'kops-cutover-user-'));
  const folder = join(root, 'project');
  const home = join(root, 'home');
  for (const each of [folder, home]) mkdirSync(each);
  const { npm_config_registry: registry, NODE_EXTRA_CA_CERTS: authorities } = process.env;
  const env = {
    PATH: [join(folder, 'node_modules/.bin'), dirname(USER_NODE), process.env.PATH].join(delimiter),
    HOME: home,
    CI: 'true',
    npm_config_cache: FETCHED,
    npm_config_prefer_offline: 'true',
    ...(registry && { npm_config_registry: registry }),
    ...(authorities && { NODE_EXTRA_CA_CERTS: authorities }),
  };
  const run = (program: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' });
    if (status !== 0)
      throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
    return stdout;
  };
  return {
    folder,
    run,
    install: (...packages) => void run('npm', 'install', '--no-audit', '--no-fund', '--silent', ...packages),
    write: (file, text) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    start: async (program, args, more) => {
      const options = { cwd: folder, env: { ...env, ...more }, maxBuffer: 100_000_000 };
      const { stdout } = await promisify(execFile)(program, args, options);
      return stdout;
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}

/** Paths of tarballs. */
export interface Packages {
  readonly constructs: string;
  readonly rehearsal: string;
}

export function madePackages(): Packages {
  execFileSync(process.execPath, ['scripts/package/main.ts'], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const dist = join(REPOSITORY, 'dist');
  const tarball = (pattern: RegExp): string => {
    const [name, ...others] = readdirSync(dist).filter((file) => pattern.test(file));
    if (!name || others.length > 0) throw new Error(`Expected one ${pattern} in ${dist}`);
    return join(dist, name);
  };
  return {
    constructs: tarball(/^kops-cutover-\d.*\.tgz$/),
    rehearsal: tarball(/^kops-cutover-rehearsal-\d.*\.tgz$/),
  };
}

/** `name@version` of what the repository has installed. */
export function pinned(name: string): string {
  return `${name}@${JSON.parse(readFileSync(join(REPOSITORY, 'node_modules', name, 'package.json'), 'utf8')).version}`;
}

/** TypeScript's compilers, by their major versions. */
export function compilers(): Readonly<Record<'6' | '7', string>> {
  const extractor = createRequire(join(REPOSITORY, 'node_modules/@microsoft/api-extractor/package.json'));
  return {
    6: join(dirname(extractor.resolve('typescript/package.json')), 'bin/tsc'),
    7: join(REPOSITORY, 'node_modules/typescript/bin/tsc'),
  };
}
