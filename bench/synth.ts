/** Synth of the app against an empty app with as many resources, each in a process of its own, interleaved. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, type Row, ratioRow } from './row.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const ROUNDS = 5;

export function synthRows(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  try {
    synth('bin/cutover.ts', folder, {});
    const template = JSON.parse(readFileSync(join(folder, 'Shop.template.json'), 'utf8'));
    const resources = String(Object.keys(template.Resources).length);
    const times = { app: [] as number[], empty: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      times.app.push(synth('bin/cutover.ts', folder, {}));
      times.empty.push(synth('bench/empty-app.ts', folder, { RESOURCES: resources }));
    }
    return [
      ratioRow(
        `synth / an empty app with ${resources} resources`,
        median(times.app),
        median(times.empty),
        1.3,
      ),
    ];
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
