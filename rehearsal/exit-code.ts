import type { MatrixResult } from '../report/rehearsal/document.ts';
import { wrongIn } from '../report/rehearsal/matrix.ts';

/** `alarms`: with `--strict`, what is wrong with them. */
export const EXIT = { passed: 0, failed: 1, wrongArgument: 2, alarms: 3 } as const;

/** @param failed how many rehearsals */
export function exitOf(failed: number, matrix?: MatrixResult): number {
  if (failed > 0) return EXIT.failed;
  return matrix?.strict && wrongIn(matrix).length > 0 ? EXIT.alarms : EXIT.passed;
}
