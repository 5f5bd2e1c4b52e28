/**
 * Plays random histories of migrations, rollbacks, faults and other people's writes.
 *
 * `npm run histories -- 100000` plays so many; `--from 500000` others than those from 0 on; `--until-violated` stops soon
 * after the first violation. `--seed 728` plays one alone and prints its story. `--mutants` breaks rules on purpose, one at a
 * time, and requires that histories notice.
 */
import { KINDS } from '../support/history/faults.ts';
import { play } from '../support/history/play.ts';
import { runCommand } from '../support/many/command.ts';
import { breakRules, brokenRules } from './mutants.ts';

const [, , ...args] = process.argv;
const isGood = args.includes('--mutants')
  ? await breakRules(brokenRules())
  : await runCommand(
      {
        things: 'histories',
        usualCount: 10_000,
        judged: { from: 100_000, leastHits: 100 },
        share: 250,
        kinds: KINDS,
        module: new URL('../support/history/play.ts', import.meta.url).href,
        report: async (seed, line) => {
          const { plan, history } = await play(seed);
          line(JSON.stringify(plan, undefined, 2));
          line(history.log.join('\n'));
        },
      },
      args,
    );
process.exitCode = isGood ? 0 : 1;
