import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { OWN_FOLDER, PACKAGE_FOLDERS, SET_UP_BY } from '#own';
import { killGroup } from '../tools/kill-group.ts';
import { EmulatorDied, type EmulatorOptions } from './types.ts';

const PYTHON = join(OWN_FOLDER, '.venv/bin/python');
const EMULATOR = join(OWN_FOLDER, 'rehearsal/emulator');
const KEPT_LOG_LINES = 40;
/** Passes over no call of a schedule: Q34 in SPEC.md. */
const EVERY_CALL = 'REHEARSAL_EVERY_CALL';

export function requirePython(): void {
  if (existsSync(PYTHON)) return;
  throw new Error(`${PYTHON} is missing: run ${SET_UP_BY}`);
}

/** Starts the launcher in `dir`, leading a process group of its own. */
export function spawnLauncher(options: EmulatorOptions, dir: string, clockFile: string): ChildProcess {
  return spawn(PYTHON, [join(EMULATOR, 'launcher.py')], {
    cwd: dir,
    // Its own process group, so that all functions can be ended with it.
    detached: true,
    // The launcher ends when its standard input closes: also when this process is killed.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environment(options, dir, clockFile),
  });
}

/** Functions inherit the emulator's whole environment, so it gets a clean one. */
function environment(options: EmulatorOptions, dir: string, clockFile: string): Record<string, string> {
  const optional = {
    ...(options.worldUrl && { REHEARSAL_WORLD_URL: options.worldUrl }),
    ...(options.startTime && { REHEARSAL_START_MS: String(options.startTime.getTime()) }),
    ...(options.gatewayUrl && { AWS_ENDPOINT_URL: options.gatewayUrl }),
    ...(options.functionIdleSeconds !== undefined && {
      REHEARSAL_FUNCTION_IDLE_SECONDS: String(options.functionIdleSeconds),
    }),
    ...(process.env[EVERY_CALL] && { [EVERY_CALL]: '1' }),
  };
  return {
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: dir,
    TMPDIR: dir,
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    AUTH: 'true',
    LAMBDA_EXECUTOR: 'local',
    // It counts on the rehearsal's clock, on which days pass: idle functions end by real time (Q39).
    LAMBDA_WARM_TTL_SECONDS: '1000000000',
    MINISTACK_ACCOUNT_ID: options.account,
    MINISTACK_REGION: options.region,
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    PERSIST_STATE: '0',
    STATE_DIR: join(dir, 'state'),
    S3_DATA_DIR: join(dir, 's3'),
    // The functions of CDK's own constructs expect the SDK in the runtime.
    NODE_PATH: PACKAGE_FOLDERS.join(delimiter),
    ...clockEnvironment(clockFile, options.functionPreloads),
    ...optional,
    ...options.functionEnvironment,
  };
}

/** What gives a Node.js process the rehearsal's time, and loads other modules before anything else. */
export function clockEnvironment(
  clockFile: string,
  preloads: readonly string[] = [],
): Record<string, string> {
  const modules = [join(EMULATOR, 'preloaded-clock.cjs'), ...preloads];
  const options = modules.map((module) => `--require ${JSON.stringify(module)}`);
  return { REHEARSAL_CLOCK_FILE: clockFile, NODE_OPTIONS: options.join(' ') };
}

export interface Running {
  readonly died: Promise<EmulatorDied>;
  stop(): Promise<void>;
}

/** Keeps the log's end, tells when the process ends by itself, and ends it with all it started. */
export function supervise(child: ChildProcess, dir: string, log: (line: string) => void): Running {
  const lastLines: string[] = [];
  const keep = (line: string) => {
    lastLines.push(line);
    if (lastLines.length > KEPT_LOG_LINES) lastLines.shift();
    log(line);
  };
  if (child.stderr) createInterface(child.stderr).on('line', keep);
  let stopping = false;
  const endGroup = () => {
    killGroup(child.pid);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', endGroup);
  const closed = new Promise<string>((done) => {
    child.once('error', (error) => done(error.message));
    // Functions that it has left behind would keep its output open.
    child.once('exit', () => killGroup(child.pid));
    child.once('close', (code, signal) => done(signal ? `ended by ${signal}` : `exit code ${code}`));
  });
  const ended = closed.then((how) => {
    process.off('exit', endGroup);
    endGroup();
    return how;
  });
  const died = new Promise<EmulatorDied>((tell) => {
    ended.then((how) => {
      if (!stopping)
        tell(new EmulatorDied(`the emulator died (${how}); its last lines:\n${lastLines.join('\n')}`));
    });
  });
  const stop = async () => {
    stopping = true;
    killGroup(child.pid);
    await ended;
  };
  return { died, stop };
}

/** The port on which the launcher says that it listens. */
export function portOf(child: ChildProcess): Promise<number> {
  return new Promise((done, reject) => {
    if (!child.stdout) return reject(new Error('the emulator has no standard output'));
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{"port"')) done(JSON.parse(line).port);
    });
  });
}
