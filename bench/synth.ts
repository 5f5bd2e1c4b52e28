/** Synth of the app against one without code that has the same resources, each in a process of its own, interleaved. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, type Row, ratioRow } from './row.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const ROUNDS = 5;

export function synthRows(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  try {
    synth('bin/cutover.ts', folder, {});
    const kept = join(folder, 'kept.json');
    copyFileSync(join(folder, 'Shop.template.json'), kept);
    const resources = Object.keys(JSON.parse(readFileSync(kept, 'utf8')).Resources).length;
    const times = { app: [] as number[], empty: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.app.push(synth('bin/cutover.ts', folder, {}));
      times.empty.push(synth('bench/empty-app.ts', folder, { TEMPLATE: kept }));
    }
    const what = `synth / an app without code that has the same ${resources} resources`;
    return [ratioRow(what, median(times.app), median(times.empty), 1.3)];
  } finally {
    rmSync(folder, { recursive: true });
  }
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
