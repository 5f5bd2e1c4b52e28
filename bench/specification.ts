/** What a kops specification of 5 MiB takes of VerifyCluster: time and memory, each time in a process of its own. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { countRow, median, type Row } from './row.ts';

const ROUNDS = 5;
/** Many instance groups; as many small values as fit. */
const SHAPES = ['groups', 'values'] as const;

interface Taken {
  readonly seconds: number;
  readonly mebibytes: number;
}

export function specificationRows(): Row[] {
  return SHAPES.flatMap((shape) => {
    const rounds = Array.from({ length: ROUNDS }, () => taken(shape));
    const seconds = median(rounds.map((round) => round.seconds));
    const mebibytes = Math.max(...rounds.map((round) => round.mebibytes));
    const what = `a specification of 5 MiB (${shape}), read and judged`;
    return [
      countRow(`processor seconds for ${what}`, `${seconds.toFixed(2)} s`, seconds, 1),
      countRow(`MiB at the peak for ${what}`, `${mebibytes.toFixed(0)} MiB`, mebibytes, 256),
    ];
  });
}

function taken(shape: string): Taken {
  const program = join(import.meta.dirname, 'read-specification.ts');
  return JSON.parse(execFileSync(process.execPath, [program, shape], { encoding: 'utf8' }));
}
