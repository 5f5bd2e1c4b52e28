/** Where the project's own files are, and how its commands are called: in the repository. */
import { join } from 'node:path';
import type { Command } from './command.ts';

/** Holds `docs` and `scripts`. */
export const OWN_FOLDER = join(import.meta.dirname, '../..');

/** A command as it is typed. @param args already quoted; '' for none */
export function called(command: Command, args = ''): string {
  const name = command === 'rehearse' ? 'npm start' : `npm run ${command}`;
  return args === '' ? name : `${name} -- ${args}`;
}

/** How to get what a command prints into a file, and nothing else. */
export function intoFile(command: Command, args: string, file: string): string {
  return `Into a file: npm run --silent ${command} -- … ${args} > ${file}. Otherwise npm begins it with two lines of its own.`;
}

/** The CDK's command. */
export function cdkProgram(_folder: string): string | undefined {
  return join(OWN_FOLDER, 'node_modules/.bin/cdk');
}

/** Where functions find the SDK, which Lambda has beside them. */
export const PACKAGE_FOLDERS = [join(OWN_FOLDER, 'node_modules')];

/** The program of the command that people call. */
export function ownCommand(): string {
  return join(OWN_FOLDER, 'cli/main.ts');
}

/** What makes the Python environment if it is missing. */
export const SET_UP_BY = '`npm start` or `npm test`, they set it up';

/** Whether there is the made-up shop, which is rehearsed unless an app is given. */
export const HAS_SHOP = true;

/** How help shows the option of an app's command. */
export const APP_OPTION = '--app "node bin/prod.ts"';

/** What is said if no app is given and none is usual. */
export const APP_MISSING = `--app is missing: how is the app started? For example ${APP_OPTION}`;

/** The app's command, unless one is given; '' if none is usual. */
export function usualApp(_cwd: string): string {
  return '';
}

/** Where what is kept of rehearsals goes. */
export function runsFolder(_cwd: string): string {
  return join(OWN_FOLDER, '.rehearsal/runs');
}
