import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import {
  clockEnvironment,
  portOf,
  type Running,
  requirePython,
  spawnLauncher,
  supervise,
} from './process.ts';
import type {
  EmulatedHealthCheck,
  Emulator,
  EmulatorDied,
  EmulatorOptions,
  ExecutionView,
  Invocation,
  LogMetricFilter,
  RoleView,
  SavedLogQuery,
} from './types.ts';

export * from './types.ts';

const STARTS_WITHIN_MS = 60_000;

/** Starts the offline AWS; resolves when it answers. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  requirePython();
  const dir = mkdtempSync(join(options.tmpDir, 'emulator-'));
  const clockFile = join(dir, 'clock');
  closeSync(openSync(clockFile, 'w'));
  const child = spawnLauncher(options, dir, clockFile);
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
    resourceTypes: async () => (await request<{ types: string[] }>(url, 'GET', 'resource-types')).types,
    healthChecks: async () =>
      (await request<{ healthChecks: EmulatedHealthCheck[] }>(url, 'GET', 'health-checks')).healthChecks,
    dashboards: async () =>
      (await request<{ dashboards: Record<string, string> }>(url, 'GET', 'dashboards')).dashboards,
    logQueries: async () => (await request<{ queries: SavedLogQuery[] }>(url, 'GET', 'log-queries')).queries,
    metricFilters: async () =>
      (await request<{ filters: LogMetricFilter[] }>(url, 'GET', 'metric-filters')).filters,
    logLines: async (group) =>
      (await post<{ lines: string[] | null }>('log-lines', { group })).lines ?? undefined,
    executions: async () =>
      (await request<{ executions: ExecutionView[] }>(url, 'GET', 'executions')).executions,
    forgetExecutions: async () => (await post<{ forgotten: number }>('executions/forget')).forgotten,
    roles: async () => (await request<{ roles: RoleView[] }>(url, 'GET', 'roles')).roles,
    sendFunctionsTo: async (url) => void (await post('functions-endpoint', { url })),
    confirmEmails: async (topicArn) =>
      (await post<{ confirmed: number }>('subscriptions/confirm', { topicArn })).confirmed,
    beginByHand: async () => void (await post('by-hand/begin')),
    undoByHand: async () => void (await post('by-hand/undo')),
    limitFunctions: async (limit) => void (await post('concurrency', limit)),
    putKeys: (keys) => post('keys', { keys }),
    giveSecretArns: async (arns) => void (await post('secrets/arns', { arns })),
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
