import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { called } from '#own';
import { ConfigurationRefused } from '../../rehearsal/app/refused-configuration.ts';
import { AppFailed } from '../../rehearsal/app/synthesise.ts';
import { SnapshotRefused } from '../../rehearsal/snapshot/problem.ts';
import { NothingInApp } from '../app/app.ts';
import { type PlanOptions, planOf } from '../make-plan.ts';
import { PLAN_SCHEMA, type PlanDocument } from '../plan-document.ts';
import type { PlanRequest } from '../request.ts';

/** What a plan was to be compared with is none; the message says why. */
export class PlanRefused extends Error {
  override readonly name = 'PlanRefused';
}

/**
 * The plan that another is compared with: a file, or what the app's plan was at a revision in git.
 * @throws PlanRefused when it is neither
 */
export async function planToCompare(request: PlanRequest, options: PlanOptions): Promise<PlanDocument> {
  const { against } = request;
  if (existsSync(against)) return readPlan(against);
  const { cwd } = options;
  const root = revisionRoot(against, cwd);
  return await atRevision(against, root, cwd, async (there) => {
    const lacking = filesOf(request.app, cwd).filter((file) => !existsSync(resolve(there, file)));
    if (lacking.length > 0)
      throw new PlanRefused(
        `--against ${against}: that revision lacks ${lacking.join(', ')}, so it has no plan of \`${request.app}\`. Name a revision that has it.`,
      );
    const snapshot = request.snapshot === '' ? '' : snapshotFor(request.snapshot, cwd, there);
    try {
      const plan = await planOf({ ...request, snapshot }, { ...options, cwd: there });
      return { ...plan, snapshot: request.snapshot };
    } catch (error) {
      if (!isOfTheRevision(error)) throw error;
      throw new PlanRefused(`--against ${against}: of that revision: ${error.message}`, { cause: error });
    }
  });
}

/** The files among an app's words: `bin/prod.ts` of `node bin/prod.ts`. */
function filesOf(app: string, cwd: string): readonly string[] {
  return app
    .split(/\s+/)
    .filter((word) => word !== '' && statSync(resolve(cwd, word), { throwIfNoEntry: false })?.isFile());
}

/** The revision's own; what git doesn't have is as it is here. */
function snapshotFor(snapshot: string, cwd: string, there: string): string {
  return existsSync(resolve(there, snapshot)) ? snapshot : resolve(cwd, snapshot);
}

function isOfTheRevision(error: unknown): error is Error {
  return (
    error instanceof AppFailed ||
    error instanceof ConfigurationRefused ||
    error instanceof NothingInApp ||
    error instanceof SnapshotRefused
  );
}

function readPlan(path: string): PlanDocument {
  const expected = `expected what \`${called('plan', '--json')}\` prints, with the schema ${PLAN_SCHEMA}`;
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new PlanRefused(`${path}: ${expected}. ${(error as Error).message}`);
  }
  const { schema } = (read ?? {}) as Partial<PlanDocument>;
  if (schema !== PLAN_SCHEMA)
    throw new PlanRefused(`${path}: ${expected}, found ${JSON.stringify(schema) ?? 'none'}.`);
  return read as PlanDocument;
}

function revisionRoot(revision: string, cwd: string): string {
  try {
    git(cwd, 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`);
    return git(cwd, 'rev-parse', '--show-toplevel');
  } catch (error) {
    throw new PlanRefused(`--against ${revision}: there is neither such a file nor such a revision in git.`, {
      cause: error,
    });
  }
}

/** Its dependencies are those of today: to install others for a comparison takes longer than all else. */
async function atRevision<T>(
  revision: string,
  root: string,
  cwd: string,
  use: (cwd: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-'));
  const tree = join(folder, 'tree');
  try {
    git(root, 'worktree', 'add', '--detach', '--quiet', tree, revision);
    const there = join(tree, relative(root, cwd));
    if (existsSync(join(cwd, 'node_modules')))
      symlinkSync(join(cwd, 'node_modules'), join(there, 'node_modules'));
    return await use(there);
  } finally {
    git(root, 'worktree', 'remove', '--force', tree);
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}
