import { type Access, clientsFor } from './clients.ts';
import { type Ended, follow, start } from './follow.ts';
import { rollBackInWords } from './roll-back-text.ts';
import { findMigration, type Wanted } from './stack.ts';
import { CommandFailed, EXIT } from './trouble.ts';

/** Needs nothing but the machine: neither the function Status, nor that the stack is of the same version. */
export async function rollBack(
  input: { readonly reason?: string },
  { wait, ...where }: Wanted & Access & { readonly wait: boolean },
  say: (line: string) => void,
): Promise<number> {
  const { cloudFormation, sfn } = clientsFor(where);
  const deployed = await findMigration(cloudFormation, where);
  say(`Starts ${deployed.migration}-RollBack with ${JSON.stringify(input)}`);
  const execution = await start(sfn, deployed.rollBack, input);
  say(`Execution ${execution}. It continues until legacy serves, also if this command ends.`);
  if (!wait) return EXIT.unfinished;
  return outcome(await follow(sfn, execution, rollBackInWords, say), say);
}

/** By the state that the machine ends in. */
const ENDS: Readonly<Record<string, readonly [words: string, exitCode: number]>> = {
  LegacyServes: ['Rolled back: legacy serves.', EXIT.done],
  NothingToRollBack: [
    'There is nothing to roll back: no record is changed, or legacy serves already.',
    EXIT.done,
  ],
  Joined: ['Another execution is at this rollback. It continues until legacy serves.', EXIT.unfinished],
  HandedOn: ['Another execution continues this rollback until legacy serves.', EXIT.unfinished],
};

function outcome({ status, state, error, cause }: Ended, say: (line: string) => void): number {
  if (status !== 'SUCCEEDED')
    throw new CommandFailed(`Not rolled back (${status}). ${error}: ${cause}`, EXIT.refused);
  const [words, exitCode] = ENDS[state] ?? [
    `The rollback has ended in ${state || 'a state that may not be read'}. Check whether legacy serves.`,
    EXIT.unfinished,
  ];
  say(exitCode === EXIT.done ? words : `${words} See: npx kops-cutover status --watch`);
  return exitCode;
}
