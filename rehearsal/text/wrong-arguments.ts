import { red } from './style.ts';

/** What is wrong, and where the usage is. @param command without arguments: `npm run plan` */
export function wrongArguments(problems: readonly string[], command: string): string {
  return [...problems.map(red), `See: ${command} -- --help`].join('\n');
}
