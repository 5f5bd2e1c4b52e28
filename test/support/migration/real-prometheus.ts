/** A real Prometheus (Debian's package `prometheus`) on a free port of the loopback interface. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../../rehearsal/tools/free-port.ts';
import { installed } from '../../../rehearsal/tools/installed.ts';

const PROGRAMS = ['prometheus', 'promtool'].map((name) => installed(name));

/** Describes tests with a real Prometheus where there is one; elsewhere it is said that they are not run. */
export function describeWithPrometheus(name: string, tests: () => void): void {
  if (PROGRAMS.every((program) => program !== undefined)) describe(name, tests);
  else describe.skip(`${name} (not run: no Prometheus)`, tests);
}

export interface RealPrometheus {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param samples in OpenMetrics' text format, with the time of each */
export async function startRealPrometheus(samples: string): Promise<RealPrometheus> {
  const [prometheus = '', promtool = ''] = PROGRAMS;
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-test-'));
  const [input, data, config] = ['samples.txt', 'data', 'prometheus.yml'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(input, samples);
  writeFileSync(config, 'scrape_configs: []\n');
  execFileSync(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', input, data], { stdio: 'pipe' });
  const port = await freePort();
  const child = spawn(
    prometheus,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=10y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.format=json',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'exit');
  const said: string[] = [];
  const ready = Promise.withResolvers<void>();
  createInterface(child.stderr).on('line', (line) => {
    said.push(line);
    if (line.includes('Server is ready to receive web requests')) ready.resolve();
  });
  const stop = async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const failed = ended.then(() => {
    throw new Error(`Prometheus ended:\n${said.join('\n')}`);
  });
  // It may end when nobody waits for it any more.
  failed.catch(() => undefined);
  await Promise.race([ready.promise, failed]);
  return { url: `http://127.0.0.1:${port}`, stop };
}
