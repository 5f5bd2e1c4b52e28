/** What is rehearsed: the shop, or an app that somebody brings, in its world. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppRefused, type Asked, theOne } from './app/choose.ts';
import { mastersIn, type SynthesisedMasters } from './app/masters/masters.ts';
import { migrationsIn, type SynthesisedMigration } from './app/migration/migrations.ts';
import { nestedIn, requirePartition } from './app/rehearsable.ts';
import { type AppCommand, synthesise } from './app/synthesise.ts';
import type { Rehearsed } from './request.ts';
import { SHOP_APP, SHOP_WORLD } from './shop/shop.ts';
import { askedAgain } from './text/asked-again.ts';
import { startedIn } from './tools/started-in.ts';
import { WorldFolder } from './worlds/world-folder.ts';

export interface RehearsedApp {
  readonly asked: Asked;
  /** What of the app is rehearsed, as far as it has any. */
  readonly migration: SynthesisedMigration | undefined;
  readonly masters: SynthesisedMasters | undefined;
  readonly world: WorldFolder;
  /** How that is asked for again, as arguments of the command. */
  readonly options: readonly string[];
  /** Not the made-up shop: what is made up for it is said. */
  readonly isOwn: boolean;
}

interface Options {
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The shop as a test or a measurement deploys it. */
export const SHOP: Rehearsed = { app: '', stack: '', snapshot: '' };

/** @throws AppRefused, AppFailed, ConfigurationRefused */
export async function rehearsedIn(request: Rehearsed, { log, signal }: Options): Promise<RehearsedApp> {
  const isShop = request.app === '';
  const cwd = startedIn();
  const command: AppCommand = isShop ? SHOP_APP : { app: request.app, cwd };
  const asked = { app: command.app, stack: request.stack };
  const stacks = await synthesise({ ...command, folder: assemblyFolder(), log, signal });
  const migration = theOne(migrationsIn(stacks), 'migration', stacks, asked);
  const masters = theOne(mastersIn(stacks), 'cluster whose masters are kept', stacks, asked);
  if (!migration && !masters) {
    const where = request.stack === '' ? `No stack of \`${command.app}\`` : `The stack ${request.stack}`;
    const names = stacks.map(({ name }) => name).join(', ') || 'no stack';
    throw new AppRefused(`${where} has a migration or masters. The app has ${names}.${nestedIn(stacks)}`);
  }
  for (const { stack } of [migration, masters].flatMap((each) => each ?? [])) requirePartition(stack);
  const folder = request.snapshot === '' ? undefined : resolve(cwd, request.snapshot);
  const world = isShop ? SHOP_WORLD : new WorldFolder(folder);
  return { asked, migration, masters, world, isOwn: !isShop, options: askedAgain(request) };
}

/** With the migration of another app of its world in place of its own. @throws AppRefused where the world has none of this name */
export async function anotherOf(
  app: RehearsedApp,
  name: string,
  { log, signal }: Options,
): Promise<RehearsedApp> {
  const command = app.world.otherAppCalled(name);
  const stacks = await synthesise({ ...command, folder: assemblyFolder(), log, signal });
  const asked = { app: command.app, stack: '' };
  return { ...app, asked, migration: theOne(migrationsIn(stacks), 'migration', stacks, asked) };
}

/** Removed in the end, however the process ends. */
function assemblyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-app-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
