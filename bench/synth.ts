/** Synth of the app against one without code that has the same resources, each in a process of its own, interleaved. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, type Row, ratioRow } from './row.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const ROUNDS = 5;

export function synthRows(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  try {
    synth('bin/cutover.ts', folder, {});
    const kept = mkdtempSync(join(folder, 'kept-'));
    const resources = keepTemplates(folder, kept);
    const times = { app: [] as number[], empty: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.app.push(synth('bin/cutover.ts', folder, {}));
      times.empty.push(synth('bench/empty-app.ts', folder, { TEMPLATES: kept }));
    }
    const what = `synth / an app without code that has the same ${resources} resources`;
    return [ratioRow(what, median(times.app), median(times.empty), 1.3)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns how many resources are in them */
function keepTemplates(from: string, to: string): number {
  const files = readdirSync(from).filter((name) => name.endsWith('.template.json'));
  for (const file of files) copyFileSync(join(from, file), join(to, file));
  const counts = files.map(
    (file) => Object.keys(JSON.parse(readFileSync(join(to, file), 'utf8')).Resources).length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function synth(app: string, folder: string, environment: Readonly<Record<string, string>>): number {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [app], {
    cwd: PROJECT,
    env: { ...process.env, ...environment, CDK_OUTDIR: folder },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${app} did not synthesise: ${stderr}`);
  return performance.now() - begin;
}
