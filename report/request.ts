/** The arguments of the command `report`. */
import { called } from '#own';
import { isValue, parseWords } from '../rehearsal/text/options.ts';
import { WHAT_CAN_BE_SHOWN } from './read.ts';

export type Request =
  | {
      readonly kind: 'page';
      readonly file: string;
      /** Where the page is put; '' for beside the file. */
      readonly out: string;
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

export const HELP = `Turns a report into a page for the browser, in one file that loads nothing.

  ${called('report', '<file.json> [--out <file.html>]')}

  --out <file>  where the page is put (default: beside the report, with .html in place of .json)
  --help        print this text

<file.json> is ${WHAT_CAN_BE_SHOWN}.
The migration's reports are in the report bucket: aws s3 cp s3://<bucket>/<migration>/<execution>/readiness.json .
Those of a rehearsal are in its folder: .rehearsal/runs/<time>/<rehearsal>/reports/`;

const OPTIONS = {
  out: { type: 'string', takes: { isGood: isValue, words: 'the path of a file' } },
  help: { type: 'boolean' },
} as const;

export function parseRequest(args: readonly string[]): Request {
  const { words, has, text, ...given } = parseWords(args, OPTIONS);
  if (has('help')) return { kind: 'help' };
  const [file = '', ...others] = words;
  const problems = [
    ...given.problems,
    ...(file === '' ? [`the report is missing: expected the JSON of ${WHAT_CAN_BE_SHOWN}`] : []),
    ...others.map((word) => `${word}: expected one report only`),
  ];
  return problems.length > 0 ? { kind: 'wrong', problems } : { kind: 'page', file, out: text('out') };
}
