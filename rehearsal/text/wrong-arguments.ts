import { red } from './style.ts';

/** What is wrong, and where the usage is. @param help the command that prints it */
export function wrongArguments(problems: readonly string[], help: string): string {
  return [...problems.map(red), `See: ${help}`].join('\n');
}
