/** `npm run plan`: what the migrations of an app would do, and what a snapshot says against them, before anything is deployed. */

import { called } from '#own';
import { AppRefused } from '../rehearsal/app/choose.ts';
import { ConfigurationRefused } from '../rehearsal/app/refused-configuration.ts';
import { AppFailed } from '../rehearsal/app/synthesise.ts';
import { SnapshotRefused } from '../rehearsal/snapshot/problem.ts';
import { Interrupted, Interruption } from '../rehearsal/stage/interruption.ts';
import { wrongArguments } from '../rehearsal/text/wrong-arguments.ts';
import { startedIn } from '../rehearsal/tools/started-in.ts';
import { type Comparison, compare } from './against/changes.ts';
import { PlanRefused, planToCompare } from './against/read-plan.ts';
import { NothingInApp } from './app/app.ts';
import { EXIT, exitCode } from './exit-code.ts';
import { planOf } from './make-plan.ts';
import type { PlanDocument } from './plan-document.ts';
import { asMarkdown, asText } from './report/print.ts';
import { sectionsOf } from './report/sections.ts';
import { HELP, type PlanRequest, parseRequest } from './request.ts';

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const request = parseRequest(args);
  if (request.kind === 'help') {
    process.stdout.write(`${HELP}\n`);
    return EXIT.nothing;
  }
  if (request.kind === 'wrong') {
    process.stderr.write(`${wrongArguments(request.problems, called('plan', '--help'))}\n`);
    return EXIT.error;
  }
  const interruption = new Interruption();
  try {
    return await plan(request, interruption.signal);
  } catch (error) {
    if (interruption.signal.reason instanceof Interrupted) return interruption.signal.reason.exitCode;
    if (!isForPeople(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return EXIT.error;
  } finally {
    interruption.end();
  }
}

async function plan(request: PlanRequest, signal: AbortSignal): Promise<number> {
  const cwd = startedIn();
  const options = { cwd, now: Date.now(), signal };
  const before = request.against === '' ? undefined : await planToCompare(request, options);
  const document = await planOf(request, options);
  const comparison = before && compare(before, document);
  process.stdout.write(written(request, document, comparison));
  return exitCode(document, comparison);
}

function written(
  { format }: PlanRequest,
  document: PlanDocument,
  comparison: Comparison | undefined,
): string {
  if (format === 'json') return `${JSON.stringify({ ...document, ...comparison }, null, 2)}\n`;
  const sections = sectionsOf(document, comparison);
  return format === 'markdown' ? asMarkdown(sections) : asText(sections);
}

function isForPeople(error: unknown): error is Error {
  return (
    error instanceof ConfigurationRefused ||
    error instanceof SnapshotRefused ||
    error instanceof AppFailed ||
    error instanceof PlanRefused ||
    error instanceof NothingInApp ||
    error instanceof AppRefused
  );
}
