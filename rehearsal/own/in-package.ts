/** Where the project's own files are, and how its commands are called: in the package, whose programs lie in `cli`. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from './command.ts';

export const OWN_FOLDER = join(import.meta.dirname, '..');

export function called(command: Command, args = ''): string {
  return ['npx kops-cutover', command, args].filter((part) => part !== '').join(' ');
}

export function intoFile(command: Command, args: string, file: string): string {
  return `Into a file: npx kops-cutover ${command} … ${args} > ${file}`;
}

/** The CDK's command, as the project has installed it; undefined where it hasn't. @param cwd a folder of the project */
export function cdkProgram(cwd: string): string | undefined {
  const parent = dirname(cwd);
  const program = join(cwd, 'node_modules/.bin/cdk');
  if (existsSync(program)) return program;
  return parent === cwd ? undefined : cdkProgram(parent);
}
