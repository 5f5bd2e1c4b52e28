/** Plays a scenario on the stage and looks at what came of it. */

import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { type AccountEvidence, type Check, runChecks } from './checks/check.ts';
import { notPlayedOut } from './checks/not-played-out.ts';
import type { ExecutionView } from './emulator/emulator.ts';
import { type Machine, machineArn } from './estate/home.ts';
import { FaultPlan } from './gateway/index.ts';
import { Person } from './people/person.ts';
import type { StageOf } from './products/open-stage.ts';
import { accountFiguresOf } from './report/account-figures.ts';
import { historiesOf, transitionsIn } from './report/histories.ts';
import type { Rehearsal } from './report/rehearsal.ts';
import { type Playable, titleOf } from './scenarios/scenario.ts';
import type { Actor } from './stage/director.ts';
import { endsEverything } from './stage/ends-everything.ts';
import { observedIn } from './stage/observed.ts';
import type { Situation } from './stage/offline-aws.ts';
import type { Stage } from './stage/stage.ts';
import type { StagedScene } from './stage/staged-scene.ts';
import { Chronicle } from './text/chronicle.ts';
import { Watch } from './watch.ts';

export interface RehearseOptions<S = StagedScene> {
  readonly seed: number;
  /** Called when the scene is set, before anybody acts. */
  readonly onBegin?: (scene: S, chronicle: Chronicle) => void;
  /** Called with the state of the account, again and again. */
  readonly onLook?: (situation: Situation) => void;
}

/** How often the account is looked at while something happens in it, real milliseconds. */
const LOOK_EVERY = 150;

export async function rehearse<T, G extends object, S extends StagedScene, E extends AccountEvidence>(
  stage: StageOf<T, G, S, E>,
  scenario: Playable<string, G, S, E>,
  { seed, onBegin, onLook }: RehearseOptions<S>,
): Promise<Rehearsal> {
  const began = performance.now();
  const { aws, clients, product } = stage;
  const chronicle = new Chronicle(() => aws.now());
  const past = new Set((await aws.look()).executions.map(({ executionArn }) => executionArn));
  const faults = new FaultPlan(seed);
  aws.gateway.useFaults(faults);
  const scene = await stage.setScene(titleOf(scenario), scenario.given, seed, chronicle);
  if (scenario.deploys) await stage.deploys(scenario.deploys.app);
  // Deployments are not part of what is played.
  const firstCall = aws.gateway.calls.size.count;
  const testify = await product.witness(scene, clients);
  onBegin?.(scene, chronicle);
  const brokenOff = await brokenOffIn(() =>
    withWatch(stage, chronicle, onLook, () => playOut(stage, scene, scenario, faults, chronicle)),
  );
  const situation = await aws.look();
  const executions = situation.executions.filter(({ executionArn }) => !past.has(executionArn));
  const histories = await historiesOf(clients.sfn, executions);
  const evidence = await testify({
    situation: { ...situation, executions },
    inputs: await inputsOf(stage, executions),
    transitions: transitionsIn(histories),
    observed: await observedIn(aws.emulator),
    calls: aws.gateway.calls.all().filter(({ number }) => number > firstCall),
  });
  const always = product.always.filter((check) => !scenario.exempt?.includes(check));
  const checks = [...(brokenOff ? [] : [...scenario.checks, ...faultsHappened(faults)]), ...always];
  return {
    scenario,
    seed,
    evidence,
    outcomes: [
      ...(brokenOff ? [notPlayedOut(brokenOff, evidence.situation)] : []),
      ...(await runChecks(checks, evidence)),
    ],
    chronicle,
    account: accountFiguresOf(scene.start, evidence),
    figures: product.figures(evidence),
    histories,
    record: product.record(evidence, histories),
    picture: product.picture?.(evidence),
    took: performance.now() - began,
  };
}

/** Why the scenario was not played to its end: it waits for what never comes, or something in it failed. @throws what ends all scenarios */
async function brokenOffIn(play: () => Promise<void>): Promise<Error | undefined> {
  try {
    await play();
    return undefined;
  } catch (error) {
    if (endsEverything(error)) throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function playOut<S>(
  stage: Stage & { readonly product: { readonly machines: string } },
  scene: S,
  scenario: Pick<Playable<string, never, S, never>, 'when'>,
  faults: FaultPlan,
  chronicle: Chronicle,
): Promise<void> {
  const others: Promise<void>[] = [];
  const actors: Actor<Situation>[] = [];
  const now = () => stage.aws.now();
  const arnOf = (machine: Machine) => machineArn(stage.home, machine, stage.product.machines);
  const person = (actor: Actor<Situation>) => {
    actors.push(actor);
    return new Person(actor, stage.clients, chronicle, { now, arnOf });
  };
  const meanwhile = (who: string, part: (person: Person) => Promise<void>) => {
    const other = stage.aws.director.act(who, (actor) => part(person(actor)));
    // If nothing more happens, it fails beside others that are awaited first.
    other.catch(() => {});
    others.push(other);
  };
  try {
    await stage.aws.director.act('on call', async (actor) => {
      const onCall = person(actor);
      await scenario.when({ onCall, meanwhile, scene, stage, faults, chronicle });
      // What was set off last, a rollback's report for example, belongs to the scenario.
      await onCall.seesAllAtRest();
    });
    await Promise.all(others);
  } catch (error) {
    // Nobody of this scenario acts in the next one.
    for (const actor of actors) actor.leave(error as Error);
    stage.aws.director.giveUp(error as Error);
    await Promise.allSettled(others);
    throw error;
  }
}

async function withWatch(
  stage: Stage,
  chronicle: Chronicle,
  onLook: RehearseOptions['onLook'],
  play: () => Promise<void>,
): Promise<void> {
  const watch = new Watch(chronicle);
  watch.forget(await stage.aws.look());
  // For every observer, and for people before they act: the chronicle shows what they react to before what they do.
  const stop = stage.aws.onLook((situation) => {
    watch.observe(situation);
    onLook?.(situation);
  });
  // The emulator's death ends the play itself; a look that fails then is no news.
  const timer = setInterval(() => void stage.aws.look().catch(() => {}), LOOK_EVERY);
  try {
    await play();
    await stage.aws.look();
  } finally {
    clearInterval(timer);
    stop();
  }
}

async function inputsOf(
  { clients }: Stage,
  executions: readonly ExecutionView[],
): Promise<ReadonlyMap<string, unknown>> {
  const inputs = new Map<string, unknown>();
  for (const { executionArn } of executions) {
    const { input = '{}' } = await clients.sfn.send(new DescribeExecutionCommand({ executionArn }));
    inputs.set(executionArn, JSON.parse(input));
  }
  return inputs;
}

/** A scenario that needs a fault proves nothing if the fault did not happen. */
function faultsHappened(faults: FaultPlan): Check<unknown>[] {
  if (faults.report().length === 0) return [];
  return [{ claim: 'Every planned fault happened', contradictions: () => faults.unfired() }];
}
