/** What reading and judging a kops specification of 5 MiB takes, each time in a process of its own. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { countRow, median, type Row } from './row.ts';

const ROUNDS = 5;
const SHAPES = ['groups', 'values'] as const;

export function specificationRows(): Row[] {
  return SHAPES.map((shape) => {
    const seconds = median(Array.from({ length: ROUNDS }, () => secondsFor(shape)));
    const what = `processor seconds for a specification of 5 MiB (${shape}), read and judged`;
    return countRow(what, `${seconds.toFixed(2)} s`, seconds, 1);
  });
}

function secondsFor(shape: string): number {
  const program = join(import.meta.dirname, 'read-specification.ts');
  return JSON.parse(execFileSync(process.execPath, [program, shape], { encoding: 'utf8' })).seconds;
}
