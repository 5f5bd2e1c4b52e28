/** The arguments of `npm start -- …`. */
import { called, HAS_SHOP } from '#own';
import { SCENARIOS, type Scenario, SHOWN_FIRST } from './all-scenarios.ts';
import { appAsked } from './app/choose.ts';
import { ETCD_MINORS, type EtcdMinor } from './etcd/index.ts';
import type { MatrixRequest } from './matrix/migration/play.ts';
import { PAIRS } from './preflight/migration/plantings.ts';
import type { PreflightRequest } from './preflight/migration/play.ts';
import type { WantedFiles } from './report/files.ts';
import { meant } from './text/meant.ts';
import { isValue, type Option, type Options, parseWords } from './text/options.ts';
import { USUAL_FAILING } from './trials/migration/subject.ts';

/** What is rehearsed; '' for what nobody has said. */
export interface Rehearsed {
  /** How the app is started: `node bin/prod.ts`. Without it, the shop is. */
  readonly app: string;
  readonly stack: string;
  /** Folder of a snapshot, or of a world. */
  readonly snapshot: string;
}

export type Request =
  | ({
      readonly kind: 'play';
      /** None where nobody has named one: those that are shown first. */
      readonly scenarios: readonly Scenario[];
      readonly seed: number;
      readonly keep: boolean;
      /** Whether mails are shown in full. */
      readonly mails: boolean;
      /** With which of these masters are played, as far as they are there. */
      readonly etcd: readonly EtcdMinor[];
      /** What is planted in the world: paths of patches, or names of the world's. */
      readonly patches: readonly string[];
    } & Rehearsed &
      WantedFiles)
  | ({ readonly kind: 'preflight' } & PreflightRequest & Rehearsed & WantedFiles)
  | ({ readonly kind: 'matrix' } & MatrixRequest & Rehearsed & WantedFiles)
  | { readonly kind: 'list' }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problems: readonly string[] };

export const ALL = 'all';
/** Plays dry runs only, in place of scenarios. */
const PREFLIGHT = 'preflight';
/** Says which alarm rolls back what, in place of playing scenarios. */
const MATRIX = 'matrix';
/** They are played by themselves. */
const WORDS = [PREFLIGHT, MATRIX] as const;
const DEFAULT_SEED = 1;
const DEFAULT_CELLS = 3;

const USES = [
  ['', SHOWN_FIRST.map(({ name }) => name).join(', then ')],
  ['<scenario> …', `play these in this order, migrations first; '${ALL}' plays every scenario`],
  ['--list', 'list the scenarios'],
  [PREFLIGHT, 'a dry run of the world as it is, of each of its faults, and of some pairs of them'],
  [MATRIX, 'which of the alarms rolls back which failure, at which step, after how long'],
]
  .map(([args, what]) => `  ${called('rehearse', args).padEnd(31)}${what}`)
  .join('\n');

export const HELP = `Rehearses a migration, and the replacement of a cluster's masters, on an offline AWS: yours, or those of a made-up shop.

${USES}

  --app <cmd>       rehearse this app in place of the shop's: --app "node bin/prod.ts"
  --stack <name>    this stack of the app, if several have a migration or masters
  --snapshot <dir>  in these accounts (rehearsal/worlds/SPEC.md); without it, what the configuration names is made up

  --seed <n>   make other random choices for clients, resolvers and faults (default ${DEFAULT_SEED})
  --etcd <v>   play masters' scenarios only on etcd ${listed(ETCD_MINORS)}; by default on each available version
  --patch <f>  plant a fault in the world, from a file (rehearsal/worlds/SPEC.md) or by the name of one of the world's;
               again for more.
               With preflight, in place of the world's faults; shows what the dry run finds
  --pairs <p>  with preflight, the pairs of faults that are planted: none, some (default) or all.
               With patches of yours, in place of all of them together
  --failing <p>  with matrix, how much of the cluster's requests fails, percent (default ${USUAL_FAILING})
  --cells <n>    with matrix, how many of its cells are played with the deployed stack, too (default ${DEFAULT_CELLS})
  --strict       with matrix, exit with 3 if a failure is unseen at a step, or an alarm is useless or fires in vain;
                 --junit then has a case for each
  --report <file>  write the report there, too: a page for the browser, in one file
  --json <file>    write all of that as JSON (docs/rehearsal.schema.json)
  --junit <file>   write a test case for each rehearsal, for CI
  --mails      show each mail in full; by default its subject
  --keep       keep the offline account up after the last scenario, until Ctrl-C
  --help       print this text

The report of each run is .rehearsal/runs/<time>/report.html. Beside it are the verdicts, timelines, mails and the product's own
reports. The last five runs are kept.
Exits with 0 if every check passed, 1 if one failed, nothing was played or the rehearsal could not continue, 2 for a wrong
argument, 3 with --strict for what is wrong with the alarms.`;

export function listing(): readonly string[] {
  const width = Math.max(...SCENARIOS.map(({ name }) => name.length));
  return [
    ...SCENARIOS.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`),
    '',
    `  ${PREFLIGHT.padEnd(width)}  dry runs: the world as it is, then with each fault of its folder faults, and with two`,
    `  ${MATRIX.padEnd(width)}  which of the alarms rolls back which failure, at which step, after how long`,
  ];
}

const FLAG: Option = { type: 'boolean' };

function taking(isGood: (value: string) => boolean, words: string): Option {
  return { type: 'string', takes: { isGood, words } };
}

const OPTIONS: Options = {
  help: FLAG,
  list: FLAG,
  keep: FLAG,
  mails: FLAG,
  strict: FLAG,
  seed: taking(isSeed, 'a whole number from 0 to 4294967295'),
  etcd: taking(isEtcdMinor, listed(ETCD_MINORS)),
  pairs: taking(isPairs, listed(PAIRS)),
  failing: taking(isPercent, 'a number above 0, up to 100'),
  cells: taking(isFew, 'a whole number from 0 to 50'),
  patch: { ...taking(isValue, 'the path of a patch, or the name of one'), multiple: true },
  app: taking(isValue, 'the command that starts the app'),
  stack: taking(isValue, 'the name of a stack'),
  snapshot: taking(isValue, 'the folder of a snapshot'),
  report: taking(isValue, 'the path of a file'),
  json: taking(isValue, 'the path of a file'),
  junit: taking(isValue, 'the path of a file'),
};

export function parseRequest(args: readonly string[]): Request {
  const { words, has, isGiven, text, texts, ...given } = parseWords(args, OPTIONS);
  const alone = aloneIn(words);
  const { app, problems: ofApp } = appAsked(text('app'), !HAS_SHOP);
  const problems = [
    ...given.problems,
    ...(alone
      ? []
      : words.flatMap((word) => (word === ALL || scenarioOf(word) ? [] : [unknownScenario(word)]))),
    ...(has('strict') && alone !== MATRIX ? ['--strict: it works only with matrix'] : []),
    ...(HAS_SHOP && isGiven('snapshot') && app === ''
      ? ['--snapshot: expected --app, too: which app is rehearsed in these accounts?']
      : []),
  ];
  if (problems.length > 0) return { kind: 'wrong', problems };
  if (has('help')) return { kind: 'help' };
  if (has('list')) return { kind: 'list' };
  if (ofApp.length > 0) return { kind: 'wrong', problems: ofApp };
  const common = {
    seed: Number(text('seed') || DEFAULT_SEED),
    patches: texts('patch'),
    app,
    stack: text('stack'),
    snapshot: text('snapshot'),
    report: text('report'),
    json: text('json'),
    junit: text('junit'),
  };
  if (alone === MATRIX)
    return {
      kind: 'matrix',
      failing: Number(text('failing') || USUAL_FAILING),
      cells: Number(text('cells') || DEFAULT_CELLS),
      strict: has('strict'),
      ...common,
    };
  if (alone === PREFLIGHT)
    return { kind: 'preflight', pairs: PAIRS.find((each) => each === text('pairs')), ...common };
  return {
    kind: 'play',
    scenarios: words.flatMap(chosen),
    keep: has('keep'),
    mails: has('mails'),
    etcd: isGiven('etcd') ? ETCD_MINORS.filter((minor) => minor === text('etcd')) : ETCD_MINORS,
    ...common,
  };
}

/** The word that is played by itself, if nothing is asked for beside it. */
function aloneIn(words: readonly string[]): (typeof WORDS)[number] | undefined {
  return words.length === 1 ? WORDS.find((each) => each === words[0]) : undefined;
}

function chosen(word: string): readonly Scenario[] {
  return word === ALL ? SCENARIOS : [scenarioOf(word) as Scenario];
}

function scenarioOf(name: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name);
}

function isSeed(text: string): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) <= 0xffffffff;
}

function isPairs(text: string): boolean {
  return PAIRS.some((each) => each === text);
}

function isPercent(text: string): boolean {
  return /^\d{1,3}(\.\d+)?$/.test(text) && Number(text) > 0 && Number(text) <= 100;
}

function isFew(text: string): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) <= 50;
}

function isEtcdMinor(text: string): boolean {
  return ETCD_MINORS.some((minor) => minor === text);
}

/** `3.5, 3.6 or 3.7` */
function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function unknownScenario(word: string): string {
  if (WORDS.some((each) => each === word)) return `${word} is played by itself, without scenarios`;
  const names = [...SCENARIOS.map(({ name }) => name), ...WORDS];
  return `there is no scenario ${word}${meant(word, names) || '; --list shows them'}`;
}
