import { type Command, InvalidArgumentError } from 'commander';
import type { DecisionName } from '../../lambdas/migration/contract/holds.ts';
import type { Access } from './clients.ts';
import type { ShowOptions } from './show.ts';
import type { Wanted, WantedMasters } from './stack.ts';

type Where = Wanted & Access;

/** The commands about what is deployed. Each is loaded when it is asked for, and AWS's clients with it. */
export function addControl(all: Command): void {
  showing(
    ofMigration(all, 'status', 'show how the migration is: step, share, alarms, and who must decide'),
  ).action((options: Where & ShowOptions) =>
    end(async () => (await import('./show-migration.ts')).showMigration(options, { say, warn })),
  );
  showing(
    on(
      all,
      'masters',
      'show the masters: who is replaced, the lease, a roll, and what needs an answer',
    ).option('--masters <name>', 'needed if the stack keeps those of several clusters'),
  ).action((options: WantedMasters & Access & ShowOptions) =>
    end(async () => (await import('./show-masters.ts')).showMasters(options, { say, warn })),
  );
  answering(all, 'promote', 'continue a migration that is on hold')
    .option('--to-end', 'with the last step, past those between')
    .action(({ toEnd, ...options }: Answering & { readonly toEnd?: true }) =>
      decided(toEnd ? 'promoteToEnd' : 'promote', options),
    );
  answering(all, 'extend', 'wait longer, and judge or ask again then').action((options: Answering) =>
    decided('extend', options),
  );
  answering(all, 'retry', 'judge again now').action((options: Answering) => decided('retry', options));
  answering(all, 'skip-down', 'go back to the share of an earlier step')
    .requiredOption('--to <percent>', 'the share', share)
    .action(({ to, ...options }: Answering & { readonly to: number }) => decided('skipDown', options, to));
  ofMigration(all, 'abort', 'end a migration that is on hold, and roll it back')
    .requiredOption('--reason <text>', 'why; it is kept')
    .action((options: Answering) => decided('abort', options));
  ofMigration(all, 'rollback', 'roll back, whatever the migration does, and wait until legacy serves')
    .option('--reason <text>', 'why; it is kept')
    .option('--no-wait', 'only start it')
    .action(({ reason, ...options }: Where & { readonly reason?: string; readonly wait: boolean }) =>
      end(async () =>
        (await import('./roll-back.ts')).rollBack(reason === undefined ? {} : { reason }, options, say),
      ),
    );
}

function on(all: Command, name: string, about: string): Command {
  return all
    .command(name)
    .description(about)
    .option('--stack <name>', 'needed if the account has several that fit in this region')
    .option('--region <region>', 'by default that of AWS_REGION or of the profile')
    .option('--profile <name>', 'of the AWS configuration; by default that of AWS_PROFILE');
}

function ofMigration(all: Command, name: string, about: string): Command {
  return on(all, name, about).option('--migration <name>', 'needed if the stack has several');
}

function showing(command: Command): Command {
  return command
    .option('--watch', 'look again and again, until it is over or you press Ctrl-C', false)
    .option('--every <seconds>', 'between two looks', seconds, 10)
    .option('--json', 'one JSON document; with --watch one a line', false);
}

/** A day: a timer of Node that is set for more than 24 days ends at once. */
const MOST_SECONDS = 86_400;

function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= MOST_SECONDS))
    throw new InvalidArgumentError(`Expected seconds, 1 to ${MOST_SECONDS}.`);
  return value;
}

type Answering = Where & { readonly reason: string; readonly hold?: string };

function answering(all: Command, name: string, about: string): Command {
  return ofMigration(all, name, about)
    .requiredOption('--reason <text>', 'why; it is kept')
    .option('--hold <id>', 'what is answered: the id in the message, or in status; without it you are asked');
}

function decided(decision: DecisionName, { reason, ...options }: Answering, to?: number): Promise<void> {
  const made = { decision, ...(to !== undefined && { to }), reason };
  return end(async () => (await import('./decide.ts')).decide(made, options, say));
}

function share(text: string): number {
  const digits = text.replace(/%$/, '').trim();
  const value = Number(digits);
  if (digits === '' || !(value >= 0 && value < 100))
    throw new InvalidArgumentError('Expected a share, 0 to 100.');
  return value;
}

async function end(command: () => Promise<number>): Promise<void> {
  const { CommandFailed, inPlainWords } = await import('./trouble.ts');
  try {
    process.exitCode = await command();
  } catch (error) {
    const told = inPlainWords(error);
    if (!(told instanceof CommandFailed)) throw told;
    warn(told.message);
    process.exitCode = told.exitCode;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}
