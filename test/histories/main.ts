/**
 * Plays random histories of migrations, rollbacks, faults and other people's writes.
 *
 * `npm run histories -- 100000` plays so many; `--from 500000` others than those from 0 on; `--until-violated` stops soon
 * after the first violation. `--seed 728` plays one alone and tells its story. `--mutants` breaks rules on purpose, one at a
 * time, and requires that histories notice.
 */
import { parseArgs } from 'node:util';
import { play } from '../support/history/play.ts';
import { breakRules, brokenRules } from './mutants.ts';
import { type Played, type Playing, playMany } from './play-many.ts';

const USAGE = 'npm run histories -- [COUNT] [--from SEED] [--until-violated] | --seed SEED | --mutants';
const USUAL_COUNT = '10000';
/** From so many histories on, each fault must have been met so often in each phase. */
const JUDGED_FROM = 100_000;
const LEAST_HITS = 100;
const MOST_LISTED = 20;

const asked = readArguments();
process.exitCode = (await answer()) ? 0 : 1;

/** @returns whether all was as it must be */
async function answer(): Promise<boolean> {
  if (asked === 'mutants') return breakRules(brokenRules());
  return 'seed' in asked ? tellOne(asked.seed) : tellMany(asked);
}

function readArguments(): 'mutants' | { readonly seed: number } | Playing {
  const { values, positionals } = parseArgs({
    options: {
      from: { type: 'string', default: '0' },
      seed: { type: 'string' },
      mutants: { type: 'boolean', default: false },
      'until-violated': { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const { seed, from, mutants, 'until-violated': untilViolated } = values;
  const [count = USUAL_COUNT] = positionals;
  const numbers = [count, from, ...(seed === undefined ? [] : [seed])];
  if (positionals.length > 1 || numbers.some((text) => !/^\d{1,9}$/.test(text)))
    throw new Error(`Expected ${USAGE}, in whole numbers, and not ${process.argv.slice(2).join(' ')}.`);
  if (mutants) return 'mutants';
  return seed === undefined
    ? { count: Number(count), from: Number(from), untilViolated }
    : { seed: Number(seed) };
}

async function tellOne(seed: number): Promise<boolean> {
  try {
    const { plan, history } = await play(seed);
    console.log(JSON.stringify(plan, undefined, 2));
    console.log(history.log.join('\n'));
    console.log(`seed ${seed}: nothing violated`);
    return true;
  } catch (error) {
    console.log((error as Error).message);
    return false;
  }
}

async function tellMany(playing: Playing): Promise<boolean> {
  let tenths = 0;
  const progress = ({ count, failed }: Played) => {
    const now = Math.floor((10 * count) / playing.count);
    if (now > tenths) console.log(`${count} of ${playing.count} histories, ${failed.length} violated`);
    tenths = now;
  };
  const played = await playMany({ ...playing, progress });
  const { hits, failed, count } = played;
  console.log(`\n${hits.table()}\n`);
  for (const { seed, why } of failed.slice(0, MOST_LISTED))
    console.log(`seed ${seed}: ${why.split('\n\n')[0]}`);
  if (failed.length > 0) console.log('`npm run histories -- --seed N` tells the story of one.');
  const rare = count < JUDGED_FROM ? [] : hits.below(LEAST_HITS);
  for (const cell of rare) console.log(`${cell.replace('|', ' in phase ')}: fewer than ${LEAST_HITS} hits`);
  console.log(`${count} histories, ${failed.length} violated`);
  return failed.length === 0 && rare.length === 0;
}
