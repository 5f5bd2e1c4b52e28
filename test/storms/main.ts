/**
 * Plays termination storms over masters, in virtual time.
 *
 * `npm run storms -- 2000` plays so many; `--from 5000` others than those from 0 on; `--until-violated` stops soon after the
 * first violation. `--seed 728` plays one alone and prints its story.
 */
import { runCommand } from '../support/many/command.ts';
import { KINDS } from '../support/storm/faults.ts';
import { stormOf } from '../support/storm/plan.ts';
import { playPlan } from '../support/storm/play.ts';

const [, , ...args] = process.argv;
const isGood = await runCommand(
  {
    things: 'storms',
    usualCount: 200,
    judged: { from: 2000, leastHits: 50 },
    share: 10,
    kinds: KINDS,
    module: new URL('../support/storm/play.ts', import.meta.url).href,
    report: async (seed, line) => {
      line(JSON.stringify(stormOf(seed), undefined, 2));
      await playPlan(stormOf(seed), line);
    },
  },
  args,
);
process.exitCode = isGood ? 0 : 1;
