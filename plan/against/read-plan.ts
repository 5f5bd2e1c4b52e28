import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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
  const root = revisionRoot(against, options.cwd);
  return await atRevision(against, root, options.cwd, (cwd) => planOf(request, { ...options, cwd }));
}

function readPlan(path: string): PlanDocument {
  const expected = `expected what \`npm run plan -- --json\` prints, with the schema ${PLAN_SCHEMA}`;
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
