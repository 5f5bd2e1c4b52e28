import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const PROJECT = resolve(import.meta.dirname, '../..');
const PYTHON = join(PROJECT, '.venv/bin/python');
const STARTS_WITHIN_MS = 60_000;
const KEPT_LOG_LINES = 40;

export interface EmulatorOptions {
  /** Asked for its next event before time jumps: `POST <worldUrl>/advance`, see world.py. */
  readonly worldUrl?: string;
  /** Where functions send all their AWS calls; without it, to the emulator itself. */
  readonly gatewayUrl?: string;
  readonly account: string;
  readonly region: string;
  /** When the rehearsal's time begins; without it, now. */
  readonly startTime?: Date;
  /** More of the environment that functions inherit. */
  readonly functionEnvironment?: Readonly<Record<string, string>>;
  /** An existing folder; the emulator makes one of its own in it and removes it at the end. */
  readonly tmpDir: string;
  readonly log: (line: string) => void;
}

export interface Invocation {
  readonly requestId: string;
  readonly function: string;
  /** The access key of the function's role. */
  readonly key: string;
  readonly parked: boolean;
}

export interface ClockStatus {
  /** Milliseconds since the epoch, on the rehearsal's clock. */
  readonly now: number;
  /** How many milliseconds that is ahead of real time. */
  readonly offset: number;
  /** How many waits with a due time are pending, and when the first is due (ms). */
  readonly pending: number;
  readonly next: number | null;
  /** How many activities are working now. */
  readonly busy: number;
  readonly held: boolean;
  /** Why the world could not be asked for its next event, if so: time runs normally meanwhile. */
  readonly worldError: string | null;
}

export interface RehearsalClock {
  /** Milliseconds since the epoch, on the rehearsal's clock. */
  now(): number;
  status(): Promise<ClockStatus>;
  /** Keeps time from jumping until `release` was called as often. */
  hold(): Promise<void>;
  release(): Promise<void>;
  /** Lets time jump although this function (by request id or by its role's access key) is in flight. */
  park(which: { requestId: string } | { key: string }): Promise<Invocation>;
  unpark(which: { requestId: string } | { key: string }): Promise<Invocation>;
}

export interface EventEntry {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
  readonly resources?: readonly string[];
}

export interface AuthorizeRequest {
  readonly accessKeyId: string;
  readonly action: string;
  readonly resource: string;
  /** Condition keys with all their values. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

export interface AuthorizeDecision {
  readonly allowed: boolean;
  /** In plain words: which role, which action, and the condition that isn't met. */
  readonly reason: string;
  /** The role's ARN (or the user's, or the root's); null for an unknown key. */
  readonly principal: string | null;
  /** The function whose role's key it is; null if it's no function's. */
  readonly function: string | null;
}

export interface ExecutionView {
  readonly executionArn: string;
  readonly machine: string;
  readonly name: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly started: string;
  readonly stopped: string | null;
  /** The state it is in, or ended in, and since when; null before the first. */
  readonly state: string | null;
  readonly entered: string | null;
  readonly error: string | null;
  readonly cause: string | null;
}

export interface RoleView {
  readonly role: string;
  readonly functions: readonly string[];
  readonly policies: readonly { readonly name: string; readonly document: object }[];
}

export interface DeployedAlarm {
  readonly name: string;
  readonly arn: string;
  readonly type: 'metric' | 'composite';
  readonly stack: string;
  readonly logicalId: string;
  /** As in the template, with every reference resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Emulator {
  readonly url: string;
  /** Of the emulator's process; it leads a process group with every function that runs. */
  readonly pid: number;
  readonly clock: RehearsalClock;
  /** What a process needs to have the rehearsal's time, for Node.js processes started beside the functions. */
  readonly clockEnvironment: Readonly<Record<string, string>>;
  /** Settles only if the emulator ends by itself: with the reason and the last lines of its log. */
  readonly died: Promise<EmulatorDied>;
  putEvents(entries: readonly EventEntry[]): Promise<{ eventIds: string[] }>;
  authorize(request: AuthorizeRequest): Promise<AuthorizeDecision>;
  executions(): Promise<ExecutionView[]>;
  roles(): Promise<RoleView[]>;
  /** The alarms that stacks have made: the emulator doesn't judge them. */
  alarms(): Promise<DeployedAlarm[]>;
  /** Makes a symmetric KMS key with this id, as if it had always been there; the API gives a random one. */
  makeKey(keyId: string): Promise<{ arn: string }>;
  inFlight(): Promise<Invocation[]>;
  /** Where functions that start from now on send all their AWS calls: a gateway that needed the emulator first. */
  sendFunctionsTo(gatewayUrl: string): Promise<void>;
  /** Ends the emulator and all functions, and removes its folder. */
  stop(): Promise<void>;
}

/** The emulator ended although nobody stopped it. */
export class EmulatorDied extends Error {
  override readonly name = 'EmulatorDied';
}

/** Starts the offline AWS; resolves when it answers. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  if (!existsSync(PYTHON)) {
    throw new Error(`${PYTHON} is missing: run \`npm start\` or \`npm test\`, they set it up`);
  }
  const dir = mkdtempSync(join(options.tmpDir, 'emulator-'));
  const clockFile = join(dir, 'clock');
  closeSync(openSync(clockFile, 'w'));
  const child = spawn(PYTHON, [join(import.meta.dirname, 'launcher.py')], {
    cwd: dir,
    // Its own process group, so that all functions can be ended with it.
    detached: true,
    // The launcher ends when its standard input closes: also when this process is killed.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environment(options, dir, clockFile),
  });
  const running = supervise(child, dir, options.log);
  try {
    const port = await Promise.race([portOf(child), running.died.then(fail), timeOut()]);
    const url = `http://127.0.0.1:${port}`;
    await request(url, 'GET', 'health');
    return handle(url, child, clockFile, running);
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** Functions inherit the emulator's whole environment, so it gets a clean one. */
function environment(options: EmulatorOptions, dir: string, clockFile: string): Record<string, string> {
  const optional = {
    ...(options.worldUrl && { REHEARSAL_WORLD_URL: options.worldUrl }),
    ...(options.startTime && { REHEARSAL_START_MS: String(options.startTime.getTime()) }),
    ...(options.gatewayUrl && { AWS_ENDPOINT_URL: options.gatewayUrl }),
  };
  return {
    PATH: [join(PROJECT, 'node_modules/.bin'), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: dir,
    TMPDIR: dir,
    LANG: 'C.UTF-8',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    AUTH: 'true',
    LAMBDA_EXECUTOR: 'local',
    // Environments are kept for the whole rehearsal, in which days pass.
    LAMBDA_WARM_TTL_SECONDS: '1000000000',
    MINISTACK_ACCOUNT_ID: options.account,
    MINISTACK_REGION: options.region,
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    PERSIST_STATE: '0',
    STATE_DIR: join(dir, 'state'),
    S3_DATA_DIR: join(dir, 's3'),
    // The functions of CDK's own constructs expect the SDK in the runtime.
    NODE_PATH: join(PROJECT, 'node_modules'),
    ...clockEnvironment(clockFile),
    ...optional,
    ...options.functionEnvironment,
  };
}

function clockEnvironment(clockFile: string): Record<string, string> {
  const preload = join(import.meta.dirname, 'preloaded-clock.cjs');
  return { REHEARSAL_CLOCK_FILE: clockFile, NODE_OPTIONS: `--require ${JSON.stringify(preload)}` };
}

interface Running {
  readonly died: Promise<EmulatorDied>;
  stop(): Promise<void>;
}

/** Keeps the log's end, tells when the process ends by itself, and ends it with all it started. */
function supervise(child: ChildProcess, dir: string, log: (line: string) => void): Running {
  const lastLines: string[] = [];
  const keep = (line: string) => {
    lastLines.push(line);
    if (lastLines.length > KEPT_LOG_LINES) lastLines.shift();
    log(line);
  };
  if (child.stderr) createInterface(child.stderr).on('line', keep);
  let stopping = false;
  const endGroup = () => {
    killGroup(child);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', endGroup);
  const closed = new Promise<string>((done) => {
    child.once('error', (error) => done(error.message));
    // Functions that it has left behind would keep its output open.
    child.once('exit', () => killGroup(child));
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
    killGroup(child);
    await ended;
  };
  return { died, stop };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((done, reject) => {
    if (!child.stdout) return reject(new Error('the emulator has no standard output'));
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{"port"')) done(JSON.parse(line).port);
    });
  });
}

function timeOut(): Promise<never> {
  return new Promise((_, reject) => {
    const late = () => reject(new Error(`the emulator did not answer within ${STARTS_WITHIN_MS / 1000} s`));
    setTimeout(late, STARTS_WITHIN_MS).unref();
  });
}

function fail(died: EmulatorDied): never {
  throw died;
}

function handle(url: string, child: ChildProcess, clockFile: string, running: Running): Emulator {
  const clockFd = openSync(clockFile, 'r');
  const offset = Buffer.alloc(8);
  let stopped: Promise<void> | undefined;
  const post = <T>(path: string, body: object = {}) => request<T>(url, 'POST', path, body);
  return {
    url,
    pid: child.pid ?? 0,
    clock: {
      now: () => {
        readSync(clockFd, offset, 0, 8, 0);
        return Date.now() + offset.readDoubleLE(0);
      },
      status: () => request(url, 'GET', 'clock'),
      hold: async () => void (await post('clock/hold')),
      release: async () => void (await post('clock/release')),
      park: (which) => post('clock/park', which),
      unpark: (which) => post('clock/unpark', which),
    },
    clockEnvironment: clockEnvironment(clockFile),
    died: running.died,
    putEvents: (entries) => post('events', { entries }),
    authorize: (asked) => post('authorize', asked),
    executions: async () =>
      (await request<{ executions: ExecutionView[] }>(url, 'GET', 'executions')).executions,
    roles: async () => (await request<{ roles: RoleView[] }>(url, 'GET', 'roles')).roles,
    sendFunctionsTo: async (url) => void (await post('functions-endpoint', { url })),
    makeKey: (keyId) => post('keys', { keyId }),
    alarms: async () => (await request<{ alarms: DeployedAlarm[] }>(url, 'GET', 'alarms')).alarms,
    inFlight: async () => (await request<{ invocations: Invocation[] }>(url, 'GET', 'in-flight')).invocations,
    stop: () => {
      stopped ??= running.stop().then(() => closeSync(clockFd));
      return stopped;
    },
  };
}

async function request<T>(url: string, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const response = await fetch(`${url}/_rehearsal/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} /_rehearsal/${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}
