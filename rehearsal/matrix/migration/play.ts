/** `npm start -- matrix`: which alarm rolls back which failure, at which step, after how long. */
import { isContradicted } from '../../checks/check.ts';
import { START } from '../../estate/home.ts';
import type { MigrationStage } from '../../products/migration/open-migration.ts';
import type { RehearsedEstate } from '../../products/migration/rehearsed-estate.ts';
import { type Output, rehearseKept } from '../../rehearse-kept.ts';
import { outcomeLines } from '../../report/summary.ts';
import { duration } from '../../text/numbers.ts';
import { bold, green, red } from '../../text/style.ts';
import { quietestOf, type Severity, type Subject } from '../../trials/migration/subject.ts';
import { subjectOf } from '../../trials/migration/subject-of.ts';
import { type Matrix, matrixOf } from './cells.ts';
import { failureInWords } from './lines.ts';
import { type Sample, sampleScenario, samplesOf } from './samples.ts';

export interface MatrixRequest {
  readonly seed: number;
  /** How much of the cluster's requests fails, percent. */
  readonly failing: number;
  /** How many cells are played through the deployed stack. */
  readonly cells: number;
  /** Whether what is wrong with the alarms fails the run. */
  readonly strict: boolean;
  /** What is planted in the world: paths of patches, or names of the world's. */
  readonly patches: readonly string[];
}

export interface Evaluated {
  readonly subject: Subject;
  readonly severity: Severity;
  readonly matrix: Matrix;
}

/** Nothing is deployed. */
export function evaluate(
  { estate, behaviour }: Pick<RehearsedEstate, 'estate' | 'behaviour'>,
  { seed, failing }: Pick<MatrixRequest, 'seed' | 'failing'>,
): Evaluated {
  const subject = subjectOf(estate, behaviour, seed, START);
  const severity = { seed, part: failing / 100, name: quietestOf(subject)?.name ?? '' };
  return { subject, severity, matrix: matrixOf(subject, severity, START) };
}

/** What no scenario could be played without; undefined if there is nothing of the kind. */
export function lackedBy({ subject: { notEvaluated } }: Pick<Evaluated, 'subject'>): string | undefined {
  const refused = [...notEvaluated].flatMap(([name, { isRefused }]) => (isRefused ? [name] : []));
  return refused.length === 0 ? undefined : `alarms that it can evaluate: not ${refused.join(', ')}`;
}

/** Plays some cells with the deployed stack. @returns how many, and in how many the matrix was contradicted */
export async function playSamples(
  stage: MigrationStage,
  { subject, severity, matrix }: Evaluated,
  { seed, cells }: MatrixRequest,
  { say, ...output }: Output,
): Promise<{ readonly played: number; readonly failed: number }> {
  const samples = samplesOf(matrix, subject, cells);
  let failed = 0;
  for (const sample of samples) {
    const scenario = sampleScenario(sample, { subject, severity, at: matrix.at });
    const title = `matrix-${sample.failure}-at-${sample.step.percent}`;
    const words = `${sample.step.percent} %, ${failureInWords(sample.failure, severity)}`;
    const more = () => ({ title: `matrix: ${words}` });
    const { rehearsal, isGood } = await rehearseKept(stage, scenario, { ...output, title, seed, more });
    if (!isGood) failed++;
    const wrong = rehearsal.outcomes.filter(isContradicted);
    say([sampleLine(sample, severity, isGood, rehearsal.took), ...wrong.flatMap(outcomeLines)]);
  }
  return { played: samples.length, failed };
}

function sampleLine({ step, failure }: Sample, severity: Severity, isGood: boolean, took: number): string {
  const verdict = isGood ? green('ok') : red('NO');
  const what = bold(`${step.percent} %, ${failureInWords(failure, severity)}`);
  const how = isGood ? 'it went as the matrix says' : 'it did not go as the matrix says';
  return `${verdict}  ${what}: with the deployed stack ${how} (${duration(took)})`;
}
