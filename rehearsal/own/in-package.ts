/** Where the project's own files are, and how its commands are called: in the package, whose programs lie in `cli`. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Command } from './command.ts';
import { ProjectRefused } from './project-refused.ts';

export const OWN_FOLDER = join(import.meta.dirname, '..');

export function called(command: Command, args = ''): string {
  return ['npx kops-cutover', command, args].filter((part) => part !== '').join(' ');
}

export function intoFile(command: Command, args: string, file: string): string {
  return `Into a file: npx kops-cutover ${command} … ${args} > ${file}`;
}

/** The CDK's command, as the project has installed it; undefined where it hasn't. @param folder of the project, or below */
export function cdkProgram(folder: string): string | undefined {
  const program = join(folder, 'node_modules/.bin/cdk');
  if (existsSync(program)) return program;
  return dirname(folder) === folder ? undefined : cdkProgram(dirname(folder));
}

/** That of the package with the constructs, which lies beside. */
export function ownCommand(): string {
  const manifest = createRequire(join(OWN_FOLDER, 'package.json')).resolve('kops-cutover/package.json');
  return join(dirname(manifest), 'cli/main.mjs');
}

/** The second is where npm puts what packages share. */
export const PACKAGE_FOLDERS = [join(OWN_FOLDER, 'node_modules'), dirname(OWN_FOLDER)];

export const SET_UP_BY = '`npx kops-cutover rehearse`, it sets it up';

export const HAS_SHOP = false;

export const APP_OPTION = '[--app "node bin/app.ts"]';

export const APP_MISSING =
  'There is no cdk.json with an "app" in this folder. Go to the folder of your project, make one by npx kops-cutover init, or say how the app is started: --app "node bin/app.ts"';

/** That of the project's cdk.json. @throws ProjectRefused */
export function usualApp(cwd: string): string {
  const file = join(cwd, 'cdk.json');
  if (!existsSync(file)) return '';
  const app = appIn(file);
  return typeof app === 'string' ? app : '';
}

function appIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))?.app;
  } catch (error) {
    throw new ProjectRefused(
      `${file} is not JSON: ${(error as Error).message}. Correct it, or say how the app is started: --app "node bin/app.ts"`,
    );
  }
}

export function runsFolder(cwd: string): string {
  return join(cwd, '.rehearsal/runs');
}
