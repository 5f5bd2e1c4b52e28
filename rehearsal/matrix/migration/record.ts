/** The matrix as the report has it. */
import type { MatrixCell, MatrixResult } from '../../../report/rehearsal/document.ts';
import type { Severity } from '../../trials/migration/subject.ts';
import { FAILURES } from '../../world/failures.ts';
import type { Cell, Matrix } from './cells.ts';
import { failureInWords, remarksOn } from './lines.ts';

export function matrixResult(matrix: Matrix, severity: Severity, strict: boolean): MatrixResult {
  return {
    part: severity.part,
    at: new Date(matrix.at).toISOString(),
    steps: matrix.atSteps.map(({ percent }) => percent),
    failures: FAILURES.map((failure) => ({
      failure: failureInWords(failure, severity),
      cells: matrix.cells.filter((cell) => cell.failure === failure).map(cellResult),
    })),
    remarks: remarksOn(matrix, severity),
    ...(strict && { strict }),
  };
}

function cellResult({ percent, firedBy, harmed, watchedSeconds, draws }: Cell): MatrixCell {
  return {
    percent,
    ...(firedBy && { alarm: firedBy.alarm }),
    seconds: firedBy?.afterSeconds ?? watchedSeconds,
    harmed,
    ...drawsResult(draws),
  };
}

/** Only if it is more than the one number says. */
function drawsResult({
  of,
  fired,
  alarms,
  seconds,
  harmed,
  areAlike,
}: Cell['draws']): Pick<MatrixCell, 'draws'> {
  if ((areAlike && alarms.length < 2) || !seconds || !harmed) return {};
  return { draws: { of, fired, alarms, seconds, harmed } };
}
