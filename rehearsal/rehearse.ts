/** Plays a scenario on the stage and looks at what came of it. */
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';

import { alwaysAnswered, familiesTogether, neverAllZero, noRequestLost } from './checks/always.ts';
import { allCallsAllowed, someCallsJudged } from './checks/calls.ts';
import { type Check, type CheckOutcome, type Evidence, runChecks } from './checks/check.ts';
import { nothingRuns, nothingToldTwice } from './checks/executions.ts';
import { recordsInZones } from './checks/zone-listing.ts';
import { neighboursUntouched } from './checks/zones.ts';
import { Chronicle } from './chronicle.ts';
import type { ExecutionView } from './emulator/emulator.ts';
import { FaultPlan } from './gateway/index.ts';
import { Person } from './people/person.ts';
import { type Figures, figuresOf } from './report/figures.ts';
import { transitionsOf } from './report/transitions.ts';
import type { Scenario } from './scenarios/scenario.ts';
import type { Situation } from './stage/offline-aws.ts';
import type { Scene } from './stage/scene.ts';
import type { Stage } from './stage/stage.ts';
import { Watch } from './watch.ts';

/** True after every scenario. */
const ALWAYS: readonly Check[] = [
  neighboursUntouched,
  alwaysAnswered,
  noRequestLost,
  familiesTogether,
  neverAllZero,
  allCallsAllowed,
  someCallsJudged,
  nothingRuns,
  nothingToldTwice,
];

export interface Rehearsal {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly evidence: Evidence;
  readonly outcomes: readonly CheckOutcome[];
  readonly chronicle: Chronicle;
  readonly figures: Figures;
  /** Milliseconds of real time. */
  readonly took: number;
}

export interface RehearseOptions {
  readonly seed: number;
  /** Told when the scene is set, before anybody acts. */
  readonly onBegin?: (scene: Scene, chronicle: Chronicle) => void;
  /** Told what the account looks like, again and again. */
  readonly onLook?: (situation: Situation) => void;
}

/** How often the account is looked at while something happens in it, real milliseconds. */
const LOOK_EVERY = 150;

export async function rehearse(
  stage: Stage,
  scenario: Scenario,
  { seed, onBegin, onLook }: RehearseOptions,
): Promise<Rehearsal> {
  const began = performance.now();
  const chronicle = new Chronicle(() => stage.aws.now());
  const past = new Set((await stage.aws.look()).executions.map(({ executionArn }) => executionArn));
  const firstCall = stage.aws.gateway.calls.size.count;
  const faults = new FaultPlan(seed);
  stage.aws.gateway.useFaults(faults);
  const scene = await stage.setScene(scenario.given ?? {}, seed, chronicle);
  const before = await recordsInZones(stage.clients.route53, scene.zoneIds);
  onBegin?.(scene, chronicle);
  await withWatch(stage, chronicle, onLook, () => playOut(stage, scene, scenario, faults, chronicle));
  const situation = await stage.aws.look();
  const executions = situation.executions.filter(({ executionArn }) => !past.has(executionArn));
  const evidence: Evidence = {
    scene,
    before,
    after: await recordsInZones(stage.clients.route53, scene.zoneIds),
    situation: { ...situation, executions },
    inputs: await inputsOf(stage, executions),
    transitions: await transitionsOf(stage.clients.sfn, executions),
    calls: stage.aws.gateway.calls.all().filter(({ number }) => number > firstCall),
  };
  const outcomes = await runChecks([...scenario.checks, ...faultsHappened(faults), ...ALWAYS], evidence);
  const figures = figuresOf(evidence);
  return { scenario, seed, evidence, outcomes, chronicle, figures, took: performance.now() - began };
}

async function playOut(
  stage: Stage,
  scene: Scene,
  scenario: Scenario,
  faults: FaultPlan,
  chronicle: Chronicle,
): Promise<void> {
  const others: Promise<void>[] = [];
  const now = () => stage.aws.now();
  const meanwhile = (who: string, part: (person: Person) => Promise<void>) => {
    others.push(
      stage.aws.director.act(who, (actor) => part(new Person(actor, stage.clients, chronicle, now))),
    );
  };
  await stage.aws.director.act('on call', async (actor) => {
    const onCall = new Person(actor, stage.clients, chronicle, now);
    await scenario.when({ onCall, meanwhile, scene, stage, faults, chronicle });
    // What was set off last, a rollback's report for example, belongs to the scenario.
    await onCall.seesAllAtRest();
  });
  await Promise.all(others);
}

async function withWatch(
  stage: Stage,
  chronicle: Chronicle,
  onLook: RehearseOptions['onLook'],
  play: () => Promise<void>,
): Promise<void> {
  const watch = new Watch(chronicle);
  watch.forget(await stage.aws.look());
  // Whoever looks, also the people before they act: what they react to is told before what they do.
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

/** A scenario that rests on a fault has shown nothing when the fault did not happen. */
function faultsHappened(faults: FaultPlan): Check[] {
  if (faults.report().length === 0) return [];
  return [{ claim: 'Every planned fault happened', contradictions: () => faults.unfired() }];
}
