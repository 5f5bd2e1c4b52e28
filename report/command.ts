/** `npm run report`: a readiness report, a closing report or a rehearsal as a page for the browser. */

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { called } from '#own';
import { wrongArguments } from '../rehearsal/text/wrong-arguments.ts';
import { startedIn } from '../rehearsal/tools/started-in.ts';
import { pageOf, ReportRefused } from './read.ts';
import { HELP, parseRequest, type Request } from './request.ts';

const EXIT = { done: 0, refused: 1, wrongArgument: 2 } as const;

/** @returns the exit code */
export function main(args: readonly string[]): number {
  const request = parseRequest(args);
  switch (request.kind) {
    case 'help':
      process.stdout.write(`${HELP}\n`);
      return EXIT.done;
    case 'wrong':
      process.stderr.write(`${wrongArguments(request.problems, called('report', '--help'))}\n`);
      return EXIT.wrongArgument;
    case 'page':
      return write(request);
  }
}

function write({ file, out }: Extract<Request, { kind: 'page' }>): number {
  const page = out || file.replace(/(\.json)?$/, '.html');
  try {
    const text = pageOf(resolve(startedIn(), file), file);
    writeFileSync(resolve(startedIn(), page), text);
  } catch (error) {
    const isOfFiles = error instanceof Error && 'code' in error;
    if (!(error instanceof ReportRefused) && !isOfFiles) throw error;
    const words = isOfFiles
      ? `${page}: the page can't be written: ${error.message}. Give another path by --out.`
      : error.message;
    process.stderr.write(`${words}\n`);
    return EXIT.refused;
  }
  process.stdout.write(`Open ${page} in a browser.\n`);
  return EXIT.done;
}
