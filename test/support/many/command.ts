/** A command that plays what is the same again by the same seed: many of them, or one alone that prints its story. */
import { parseArgs } from 'node:util';
import { Hits, type Kinds } from './hits.ts';
import { type Played, playMany } from './play-many.ts';

const MOST_LISTED = 20;

export interface Command<Fault extends string, Phase extends string> {
  /** What is played, in the plural, which is the name of the npm script, too. */
  readonly things: string;
  readonly usualCount: number;
  /** From so many on, each fault must have been met in each phase by so many. */
  readonly judged: { readonly from: number; readonly leastHits: number };
  /** How many a core plays before it reports them. */
  readonly share: number;
  readonly kinds: Kinds<Fault, Phase>;
  /** URL of the `Playable`. */
  readonly module: string;
  /** Plays one, and reports its story line by line. @throws when something was violated */
  readonly report: (seed: number, line: (text: string) => void) => Promise<void>;
}

interface Asked {
  readonly count: number;
  readonly from: number;
  readonly untilViolated: boolean;
}

/** @returns whether all was as it must be */
export async function runCommand<Fault extends string, Phase extends string>(
  command: Command<Fault, Phase>,
  args: readonly string[],
): Promise<boolean> {
  const asked = readArguments(command, args);
  return 'seed' in asked ? await reportOne(asked.seed, command) : await tellMany(asked, command);
}

function readArguments(
  { things, usualCount }: Pick<Command<string, string>, 'things' | 'usualCount'>,
  args: readonly string[],
): { readonly seed: number } | Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string', default: '0' },
      seed: { type: 'string' },
      'until-violated': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const { seed, from, 'until-violated': untilViolated } = values;
  const [count = `${usualCount}`] = positionals;
  const numbers = [count, from, ...(seed === undefined ? [] : [seed])];
  if (positionals.length > 1 || numbers.some((text) => !/^\d{1,9}$/.test(text)))
    throw new Error(
      `Expected npm run ${things} -- [COUNT] [--from SEED] [--until-violated] | --seed SEED, in whole numbers, and not ${args.join(' ')}.`,
    );
  return seed === undefined
    ? { count: Number(count), from: Number(from), untilViolated }
    : { seed: Number(seed) };
}

async function reportOne(
  seed: number,
  { report }: Pick<Command<string, string>, 'report'>,
): Promise<boolean> {
  try {
    await report(seed, (text) => console.log(text));
    console.log(`seed ${seed}: nothing violated`);
    return true;
  } catch (error) {
    console.log((error as Error).message);
    return false;
  }
}

async function tellMany<Fault extends string, Phase extends string>(
  asked: Asked,
  { things, share, module, kinds, judged }: Command<Fault, Phase>,
): Promise<boolean> {
  let tenths = 0;
  let listed = 0;
  const progress = ({ count, failed }: Played) => {
    for (const { seed, why } of failed.slice(listed, MOST_LISTED)) console.log(lineOf(seed, why));
    listed = failed.length;
    const now = Math.floor((10 * count) / asked.count);
    if (now > tenths) console.log(`${count} of ${asked.count} ${things}, ${failed.length} violated`);
    tenths = now;
  };
  const { counts, failed, count } = await playMany({ ...asked, share, module, progress });
  const hits = new Hits(kinds);
  hits.merge(counts as ReadonlyMap<`${Fault}|${Phase}`, number>);
  console.log(`\n${hits.table()}\n`);
  for (const { seed, why } of failed.slice(0, MOST_LISTED)) console.log(lineOf(seed, why));
  if (failed.length > 0) console.log(`\`npm run ${things} -- --seed N\` prints the story of one.`);
  const rare = count < judged.from ? [] : hits.below(judged.leastHits);
  for (const cell of rare)
    console.log(`${cell.replace('|', ' in phase ')}: fewer than ${judged.leastHits} hits`);
  console.log(`${count} ${things}, ${failed.length} violated`);
  return failed.length === 0 && rare.length === 0;
}

function lineOf(seed: number, why: string): string {
  return `seed ${seed}: ${why.split('\n\n')[0]}`;
}
