/** An app's plan: its migrations as synth makes them, and what a snapshot says of each. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { accountOf, type MigrationSettings } from '../lambdas/migration/contract/settings.ts';
import { displayName } from '../lambdas/shared/contract/dns-names.ts';
import { commandOf, pathOf } from '../rehearsal/snapshot/file-kind.ts';
import { HOSTED_ZONE } from '../rehearsal/snapshot/kinds/route53.ts';
import { openSnapshot } from '../rehearsal/snapshot/open.ts';
import { type Problem, SnapshotRefused } from '../rehearsal/snapshot/problem.ts';
import type { Snapshot } from '../rehearsal/snapshot/snapshot.ts';
import { migrationsIn, type PlannedMigration } from './app/migrations.ts';
import { synthesise } from './app/synthesise.ts';
import { assess, assessAlone } from './assess/assess.ts';
import { READER, startOfflineAccount } from './offline/account.ts';
import { overlapsOf } from './overlaps.ts';
import { type MigrationPlan, PLAN_SCHEMA, type PlanDocument } from './plan-document.ts';
import type { PlanRequest } from './request.ts';

/** No plan can be made of what was asked for; the message says why, and what to do. */
export class PlanRefused extends Error {
  override readonly name = 'PlanRefused';
}

export interface PlanOptions {
  /** The folder of the app. */
  readonly cwd: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** @throws ConfigurationRefused, AppFailed, SnapshotRefused, PlanRefused */
export async function planOf(request: PlanRequest, options: PlanOptions): Promise<PlanDocument> {
  // First: what is wrong there is seen at once, and a synthesis takes seconds.
  const snapshot =
    request.snapshot === '' ? undefined : await openSnapshot(resolve(options.cwd, request.snapshot));
  const migrations = await migrationsOf(request, options);
  const planned: MigrationPlan[] = [];
  for (const migration of migrations) planned.push(await planMigration(migration, snapshot, options.now));
  return {
    schema: PLAN_SCHEMA,
    plannedAt: new Date(options.now).toISOString(),
    snapshot: request.snapshot,
    migrations: planned,
    overlaps: overlapsOf(migrations.map(({ settings }) => settings)),
  };
}

async function migrationsOf(
  { app, stack }: PlanRequest,
  { cwd, signal }: PlanOptions,
): Promise<readonly PlannedMigration[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-'));
  try {
    const stacks = await synthesise({ app, cwd, folder, signal });
    const all = migrationsIn(stacks);
    const found = all.filter((each) => stack === '' || each.stack === stack);
    if (found.length > 0) return found;
    throw new PlanRefused(
      nothingFound(
        app,
        stack,
        stacks.map(({ name }) => name),
        all,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function nothingFound(
  app: string,
  stack: string,
  stacks: readonly string[],
  all: readonly PlannedMigration[],
): string {
  const names = [...new Set(all.map((each) => each.stack))];
  if (names.length === 0)
    return `No stack of \`${app}\` has a migration; it has ${stacks.join(', ') || 'no stack'}.`;
  return `\`${app}\` has no migration in a stack ${stack}. Stacks with a migration: ${names.join(', ')}.`;
}

async function planMigration(
  { stack, settings }: PlannedMigration,
  snapshot: Snapshot | undefined,
  now: number,
): Promise<MigrationPlan> {
  if (!snapshot) return { stack, settings, ...assessAlone(settings, now) };
  const missing = zonesMissing(settings, snapshot);
  if (missing.length > 0) throw new SnapshotRefused(snapshot.folder, missing);
  const account = await startOfflineAccount(snapshot, settings, now);
  try {
    return { stack, settings, ...(await assess(settings, { url: account.url, accessKey: READER, now })) };
  } finally {
    await account.stop();
  }
}

/** A zone of the configuration that the snapshot lacks would look like one that Route 53 lacks. */
function zonesMissing({ zones, account }: MigrationSettings, snapshot: Snapshot): readonly Problem[] {
  const there = new Set(snapshot.all(HOSTED_ZONE).flatMap(({ names = [] }) => names));
  return zones
    .filter(({ id }) => !there.has(id))
    .map(({ id, name, role }) => {
      const place = { account: role ? accountOf(role) : account, names: [id] };
      return {
        file: pathOf(HOSTED_ZONE, place),
        at: '',
        words: `missing: the configuration has the zone ${displayName(name)}`,
        command: commandOf(HOSTED_ZONE, place),
      };
    });
}
