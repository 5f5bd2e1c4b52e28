/** Rules of the protocol that are broken on purpose: random histories alone must notice. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ALL_MUTANTS } from '../mutants/all.ts';
import { inCopiedTree, withMutant } from '../mutants/copied-tree.ts';
import type { Mutant } from '../mutants/mutant.ts';

const MOST_HISTORIES = 30_000;

/** Of all mutants those that histories can meet; the others are about what they don't play, such as notifications. */
export function brokenRules(): readonly Mutant[] {
  return ALL_MUTANTS.filter(({ inHistories }) => inHistories);
}

/** @returns whether each was caught within 30,000 histories */
export function breakRules(mutants: readonly Mutant[]): Promise<boolean> {
  return inCopiedTree((copy) => {
    const lived = mutants.filter((mutant) => !isCaught(mutant, copy));
    console.log(`${mutants.length - lived.length} of ${mutants.length} broken rules caught`);
    return lived.length === 0;
  });
}

function isCaught(mutant: Mutant, copy: string): boolean {
  const main = join(copy, 'test/histories/main.ts');
  const { status, stdout, stderr } = withMutant(copy, mutant, () =>
    spawnSync(process.execPath, [main, `${MOST_HISTORIES}`, '--until-violated'], { encoding: 'utf8' }),
  );
  const first = /^seed \d+: .*$/m.exec(stdout)?.[0];
  // What ended otherwise has played nothing.
  if (status !== 0 && first === undefined)
    throw new Error(`${mutant.what}: the histories ended with ${status}:\n${stderr}`);
  const name = `invariant ${mutant.invariant}: ${mutant.what}`;
  console.log(first === undefined ? `SURVIVED ${name}` : `caught   ${name}\n         ${first}`);
  return first !== undefined;
}
