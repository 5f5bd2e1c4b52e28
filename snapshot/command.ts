/** `npm run snapshot`: reads what an app's configuration names in AWS, for the plan and the rehearsal. */

import { resolve } from 'node:path';
import { called } from '#own';
import { type App, appOf, NothingInApp, partsOf } from '../plan/app/app.ts';
import { ConfigurationRefused } from '../rehearsal/app/refused-configuration.ts';
import { AppFailed } from '../rehearsal/app/synthesise.ts';
import { SnapshotRefused } from '../rehearsal/snapshot/problem.ts';
import { Interrupted, Interruption } from '../rehearsal/stage/interruption.ts';
import { wrongArguments } from '../rehearsal/text/wrong-arguments.ts';
import { startedIn } from '../rehearsal/tools/started-in.ts';
import { rolesAssumed } from './aws/identify.ts';
import { commandsFor } from './commands.ts';
import { policyFor } from './policy.ts';
import { ShownProgress } from './progress.ts';
import { redactFolder } from './redact/folder.ts';
import {
  type CommandsRequest,
  HELP,
  type PolicyRequest,
  parseRequest,
  type Request,
  type TakeRequest,
} from './request.ts';
import { run } from './run.ts';
import { inOneLine, SnapshotNotTaken } from './source/trouble.ts';
import { Turns } from './source/turns.ts';
import { type TerraformFile, terraformFiles } from './terraform.ts';
import { type SynthesisedParts, unsettled } from './wanted/settled.ts';
import { type Deployed, wantedBy } from './wanted/wanted.ts';

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const request = parseRequest(args);
  if (request.kind === 'help') {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  if (request.kind === 'wrong') {
    process.stderr.write(`${wrongArguments(request.problems, called('snapshot', '--help'))}\n`);
    return 1;
  }
  const interruption = new Interruption();
  try {
    await carryOut(request, interruption.signal);
    return 0;
  } catch (error) {
    if (interruption.signal.reason instanceof Interrupted) return interruption.signal.reason.exitCode;
    process.stderr.write(`${forPeople(error).message}\n`);
    return 1;
  } finally {
    interruption.end();
  }
}

type Order = Exclude<Request, { readonly kind: 'help' | 'wrong' }>;

async function carryOut(request: Order, signal: AbortSignal): Promise<void> {
  const cwd = startedIn();
  if (request.kind === 'redact') {
    const changed = redactFolder(resolve(cwd, request.folder));
    process.stdout.write(`${changed.length === 0 ? 'Nothing to hide.' : changed.join('\n')}\n`);
    return;
  }
  // First: what is wrong there is seen at once, and a synthesis takes seconds.
  const terraform = request.kind === 'take' ? terraformFiles(request.terraform, cwd) : [];
  const parts = deployedBy(await appOf(request.app, { cwd, signal }), request);
  if (request.kind === 'policy') printPolicy(unsettled(parts), request);
  else if (request.kind === 'commands') await printCommands(parts, request, cwd);
  else await take(parts, request, { cwd, terraform, signal });
}

async function printCommands(
  parts: SynthesisedParts,
  { out, profiles, profile }: CommandsRequest,
  cwd: string,
): Promise<void> {
  const own = { byAccount: profiles, general: profile };
  const lines = await commandsFor(parts, resolve(cwd, out), Date.now(), own);
  process.stdout.write(`${lines.length === 0 ? `# Nothing is left to do for ${out}.` : lines.join('\n')}\n`);
}

function deployedBy(app: App, { stack }: Pick<TakeRequest, 'stack'>): SynthesisedParts {
  const { migrations, masters } = partsOf(app, stack, 'migrations', 'masters');
  return {
    migrations: migrations.map(({ synthesised }) => synthesised),
    masters: masters.map(({ synthesised }) => synthesised),
  };
}

function printPolicy(deployed: Deployed, { account, profiles }: PolicyRequest): void {
  const accounts = wantedBy(deployed);
  const names = accounts.map((each) => each.account).join(', ');
  const chosen = accounts.filter((each) => account === '' || each.account === account);
  const [first, ...others] = chosen;
  if (!first)
    throw new SnapshotNotTaken(`The configuration names nothing of account ${account}, but of ${names}.`);
  if (others.length > 0)
    throw new SnapshotNotTaken(`Each account has its policy. Say which with --account: ${names}.`);
  const isHome = first.regions.length > 0;
  const assumed = isHome ? rolesAssumed(accounts, { byAccount: profiles, general: '' }) : [];
  process.stdout.write(`${JSON.stringify(policyFor(first, assumed), null, 2)}\n`);
}

interface TakeSetting {
  readonly cwd: string;
  readonly terraform: readonly TerraformFile[];
  readonly signal: AbortSignal;
}

async function take(
  parts: SynthesisedParts,
  request: TakeRequest,
  { cwd, terraform, signal }: TakeSetting,
): Promise<void> {
  const progress = new ShownProgress(process.stderr, Date.now);
  const turns = new Turns(parts.migrations.map(({ settings: { route53 } }) => route53.requests.perSecond));
  const folder = resolve(cwd, request.out);
  await run(parts, request, {
    folder,
    now: Date.now,
    asking: { pace: (service) => turns.take(service), signal },
    terraform,
    progress,
    say: (line) => progress.say(line),
  });
  progress.say(`The snapshot is in ${request.out}.`);
}

function forPeople(error: unknown): Error {
  const known = [ConfigurationRefused, SnapshotRefused, AppFailed, NothingInApp, SnapshotNotTaken];
  if (known.some((each) => error instanceof each)) return error as Error;
  const told = inOneLine(error);
  if (!told) throw error;
  return told;
}
