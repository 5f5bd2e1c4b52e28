import { createInterface } from 'node:readline/promises';
import type { DecisionName } from '../../lambdas/migration/contract/holds.ts';
import type { MigrationStatus, StatusDecision } from '../../lambdas/migration/contract/status.ts';
import { statusSchema } from '../../lambdas/migration/runtime/status-schema.ts';
import { ask } from './ask.ts';
import { type Access, clientsFor } from './clients.ts';
import { follow, start } from './follow.ts';
import { findMigration, type Wanted } from './stack.ts';
import { decisionLines } from './status-text.ts';
import { CommandFailed, EXIT } from './trouble.ts';

/** Decide's input, but for the hold. */
export interface Decision {
  readonly decision: DecisionName;
  readonly to?: number;
  readonly reason: string;
}

/** @param hold its id, from the message or from `status`; without it the person is shown the hold, and asked */
export async function decide(
  decision: Decision,
  { hold, ...where }: Wanted & Access & { readonly hold?: string },
  say: (line: string) => void,
): Promise<number> {
  const clients = clientsFor(where);
  const deployed = await findMigration(clients.cloudFormation, where);
  const needsHold = decision.decision !== 'abort';
  const seen = async () => (await ask(clients.lambda, deployed, statusSchema)).status;
  const named = needsHold ? (hold ?? (await confirmed(decision, await seen(), say))) : undefined;
  const input = { ...decision, ...(named !== undefined && { hold: named }) };
  say(`Starts ${deployed.migration}-Decide with ${JSON.stringify(input)}`);
  const ended = await follow(
    clients.sfn,
    await start(clients.sfn, deployed.decide, input),
    () => undefined,
    say,
  );
  if (ended.status !== 'SUCCEEDED')
    throw new CommandFailed(`Refused. ${ended.error}: ${ended.cause}`, EXIT.refused);
  say(`Decided: ${decision.decision}. ${AFTERWARDS[decision.decision]} See: npx kops-cutover status`);
  return EXIT.done;
}

const AFTERWARDS: Readonly<Record<DecisionName, string>> = {
  promote: 'Alarms and legacy are read again; if they allow it, the migration continues.',
  promoteToEnd: 'Alarms and legacy are read again; if they allow it, the last step is next.',
  extend: 'The migration waits longer.',
  retry: 'What asked is done again.',
  skipDown: 'The migration goes back to that step.',
  abort: 'A rollback begins.',
};

/** @returns the id of the hold that the person has seen */
async function confirmed(
  { decision }: Decision,
  { decision: asked, summary }: MigrationStatus,
  say: (line: string) => void,
): Promise<string> {
  if (!asked) throw new CommandFailed(`Nobody must decide. ${summary}`, EXIT.refused);
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new CommandFailed(
      `Give --hold, so that you answer what you have read. The current hold is ${asked.hold}: ${reasonsOf(asked)}`,
    );
  for (const line of decisionLines(asked)) say(line);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`\n${decision}? Type yes: `);
    if (answer.trim().toLowerCase() !== 'yes') throw new CommandFailed('Nothing was decided.');
  } finally {
    terminal.close();
  }
  return asked.hold;
}

function reasonsOf({ reasons }: StatusDecision): string {
  return reasons.join(' ');
}
