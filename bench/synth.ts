/**
 * `cdk synth` of the app against that of one without code that has the same templates, interleaved. Both are validated as
 * the CDK does by default.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, type Row, ratioRow } from './row.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const ROUNDS = 5;

export function synthRows(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  try {
    synth([], folder);
    const kept = mkdtempSync(join(folder, 'kept-'));
    const resources = keepTemplates(folder, kept);
    const times = { app: [] as number[], empty: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.app.push(synth([], folder));
      times.empty.push(synth(['--app', `node bench/empty-app.ts ${kept}`], folder));
    }
    const what = `cdk synth / that of an app without code with the same ${resources} resources`;
    return [ratioRow(what, median(times.app), median(times.empty), 1.3)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Copies the templates, without what the CDK adds to those of every app.
 * @returns how many resources they have
 */
function keepTemplates(from: string, to: string): number {
  const files = readdirSync(from).filter((name) => name.endsWith('.template.json'));
  const counts = files.map((file) => {
    const {
      Parameters: _version,
      Rules: _check,
      ...own
    } = JSON.parse(readFileSync(join(from, file), 'utf8'));
    const { CDKMetadata, ...Resources } = own.Resources;
    writeFileSync(join(to, file), JSON.stringify({ ...own, Resources }));
    return Object.keys(Resources).length + (CDKMetadata ? 1 : 0);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** @returns milliseconds that the command takes */
function synth(options: readonly string[], folder: string): number {
  const command = ['synth', '--quiet', '--no-notices', '--output', folder, ...options];
  const begin = performance.now();
  const { status, stderr } = spawnSync(join(PROJECT, 'node_modules/.bin/cdk'), command, {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`cdk ${command.join(' ')} failed: ${stderr}`);
  return performance.now() - begin;
}
