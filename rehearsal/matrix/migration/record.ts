/** The matrix as the report has it. */
import type { MatrixResult } from '../../../report/rehearsal/document.ts';
import { FAILURES } from '../../world/failures.ts';
import type { Matrix } from './cells.ts';
import { failureInWords, remarksOn } from './lines.ts';
import type { Severity } from './subject.ts';

export function matrixResult(matrix: Matrix, severity: Severity): MatrixResult {
  return {
    part: severity.part,
    at: new Date(matrix.at).toISOString(),
    steps: matrix.atSteps.map(({ percent }) => percent),
    failures: FAILURES.map((failure) => ({
      failure: failureInWords(failure, severity),
      cells: matrix.cells
        .filter((cell) => cell.failure === failure)
        .map(({ percent, firedBy, harmed, watchedSeconds }) => ({
          percent,
          ...(firedBy && { alarm: firedBy.alarm }),
          seconds: firedBy?.afterSeconds ?? watchedSeconds,
          harmed,
        })),
    })),
    remarks: remarksOn(matrix, severity),
  };
}
