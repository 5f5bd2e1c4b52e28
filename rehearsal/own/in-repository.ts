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
export function cdkProgram(_cwd: string): string | undefined {
  return join(OWN_FOLDER, 'node_modules/.bin/cdk');
}
