import { spawnSync } from 'node:child_process';

/** What the check needs beside Node, and the argument by which each says its version. */
const TOOLS = { spin: '-V', gcc: '--version' } as const;

/** What is missing, and how to get it; undefined when everything is there. */
export function missingTools(env: NodeJS.ProcessEnv): string | undefined {
  const missing = Object.entries(TOOLS)
    .filter(([tool, version]) => spawnSync(tool, [version], { env }).error !== undefined)
    .map(([tool]) => tool);
  if (missing.length === 0) return undefined;
  return [
    `The models were not checked: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
    'Debian, Ubuntu: apt-get install spin gcc libc6-dev. macOS: brew install spin, with the command-line tools of Xcode.',
    'Elsewhere: https://spinroot.com/spin/Man/README.html and any C compiler named gcc.',
  ].join('\n');
}
