import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MastersSettings } from '../../lambdas/masters/contract/settings.ts';
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { mastersIn, type SynthesisedMasters } from '../../rehearsal/app/masters/masters.ts';
import { migrationsIn, type SynthesisedMigration } from '../../rehearsal/app/migration/migrations.ts';
import { synthesise } from '../../rehearsal/app/synthesise.ts';
import { meant } from '../../rehearsal/text/meant.ts';
import { type Deployed, deployedIn } from './deployed.ts';

/** A migration of an app, as its functions get it. */
export interface PlannedMigration {
  readonly stack: string;
  readonly settings: MigrationSettings;
  readonly deployed: Deployed;
  readonly synthesised: SynthesisedMigration;
}

export interface PlannedMasters {
  readonly stack: string;
  readonly settings: MastersSettings;
  readonly synthesised: SynthesisedMasters;
}

export interface AppOptions {
  /** The folder of the app. */
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** What an app deploys of this project. */
export interface App {
  /** How it is started. */
  readonly command: string;
  /** The names of all stacks. */
  readonly stacks: readonly string[];
  readonly migrations: readonly PlannedMigration[];
  readonly masters: readonly PlannedMasters[];
}

/** An app has nothing of what was asked for; the message says what it has. */
export class NothingInApp extends Error {
  override readonly name = 'NothingInApp';
}

/** @throws ConfigurationRefused, AppFailed */
export async function appOf(command: string, { cwd, signal }: AppOptions): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-'));
  try {
    const stacks = await synthesise({ app: command, cwd, folder, signal });
    return {
      command,
      stacks: stacks.map(({ name }) => name),
      migrations: migrationsIn(stacks).map((synthesised) => ({
        stack: synthesised.stack.name,
        settings: synthesised.settings,
        deployed: deployedIn(synthesised.stack, synthesised.scope),
        synthesised,
      })),
      masters: mastersIn(stacks).map((synthesised) => ({
        stack: synthesised.stack.name,
        settings: synthesised.settings,
        synthesised,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Kind = 'migrations' | 'masters';
const CALLED: Readonly<Record<Kind, string>> = { migrations: 'migration', masters: 'masters' };

/**
 * The parts of one stack, or of all.
 * @param stack '' for all
 * @param kinds of which at least one must be there
 * @throws NothingInApp
 */
export function partsOf(app: App, stack: string, ...kinds: readonly Kind[]): Pick<App, Kind> {
  const isAsked = (each: { readonly stack: string }): boolean => stack === '' || each.stack === stack;
  const found = { migrations: app.migrations.filter(isAsked), masters: app.masters.filter(isAsked) };
  if (kinds.some((kind) => found[kind].length > 0)) return found;
  const fitting = [...new Set(kinds.flatMap((kind) => app[kind].map((each) => each.stack)))];
  throw new NothingInApp(nothingFound(app, stack, fitting, kinds.map((kind) => CALLED[kind]).join(' or ')));
}

function nothingFound(
  { command, stacks }: App,
  stack: string,
  fitting: readonly string[],
  what: string,
): string {
  if (fitting.length === 0)
    return `No stack of \`${command}\` has a ${what}; it has ${stacks.join(', ') || 'no stack'}.`;
  const hint = meant(stack, fitting);
  return `\`${command}\` has no ${what} in a stack ${stack}${hint || '.'} Stacks with a ${what}: ${fitting.join(', ')}.`;
}
