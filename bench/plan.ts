/** `npm run plan` of the shop with its snapshot against `cdk synth` of the same app, interleaved. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, type Row, ratioRow } from './row.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const ROUNDS = 3;
const APP = 'node bin/cutover.ts';
const PLAN = ['plan/main.ts', '--app', APP, '--snapshot', 'rehearsal/worlds/shop/snapshot'];
/** As `plan/main.ts` exits where it has made a plan, whatever it found. */
const MADE = [0, 3];

export function planRows(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-plan-'));
  const synth = ['synth', '--app', APP, '--quiet', '--no-notices', '--output', folder];
  const times = { plan: [] as number[], synth: [] as number[] };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      times.synth.push(timeOf(join(PROJECT, 'node_modules/.bin/cdk'), synth, [0]));
      times.plan.push(timeOf(process.execPath, PLAN, MADE));
    }
    return [
      ratioRow(
        'npm run plan of the shop with its snapshot / cdk synth of it',
        median(times.plan),
        median(times.synth),
        2,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @returns milliseconds that the command takes */
function timeOf(command: string, args: readonly string[], expected: readonly (number | null)[]): number {
  const begin = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: PROJECT, encoding: 'utf8' });
  if (!expected.includes(status)) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
  return performance.now() - begin;
}
