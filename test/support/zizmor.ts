import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ZIZMOR = join(import.meta.dirname, '../../.venv/bin/zizmor');

/** Leaves the tests out on platforms for which there is no linter, and says so. */
export function describeWorkflows(name: string, tests: () => void): void {
  if (existsSync(ZIZMOR)) describe(name, tests);
  else describe.skip(`${name} (not run: no zizmor for this platform)`, tests);
}

/** What zizmor finds in workflows, or in a folder that has some; offline, so it asks GitHub nothing. */
export function findingsIn(path: string): readonly string[] {
  const options = ['--offline', '--no-progress', '--strict-collection', '--persona', 'pedantic'];
  const { stdout, stderr, status } = spawnSync(ZIZMOR, [...options, '--format', 'json', path], {
    encoding: 'utf8',
  });
  // Without findings it ends with 0, with some between 11 and 14, and with anything else it has judged nothing.
  if (status !== 0 && !(status && status >= 11 && status <= 14)) return [`ended with ${status}: ${stderr}`];
  return (JSON.parse(stdout) as { ident: string }[]).map(({ ident }) => ident);
}
