import type { Check, Evidence, MastersEvidence } from '../checks/check.ts';
import type { Chronicle } from '../chronicle.ts';
import type { FaultPlan } from '../gateway/index.ts';
import type { MastersGiven, MastersScene } from '../masters/scene.ts';
import type { Person } from '../people/person.ts';
import type { Given, Scene } from '../stage/scene.ts';
import type { Stage } from '../stage/stage.ts';

/** Somebody's part in a scenario. */
export interface Play<S = Scene> {
  readonly onCall: Person;
  /** Somebody else in the account, who acts at the same time as on call. */
  meanwhile(who: string, part: (person: Person) => Promise<void>): void;
  readonly scene: S;
  readonly stage: Stage;
  readonly faults: FaultPlan;
  readonly chronicle: Chronicle;
}

export interface Variant {
  /** After the scenario's name: `with etcd 3.7.3`. */
  readonly words: string;
  /** Of `npm start`, that plays this one alone. */
  readonly option: string;
}

/** @typeParam G what it may begin with @typeParam S where it is played @typeParam E what its checks look at */
export interface ScenarioOf<Production extends string, G, S, E> {
  readonly of: Production;
  readonly name: string;
  /** One line: what happens. */
  readonly about: string;
  /** Of several ways to play it, this one. */
  readonly variant?: Variant;
  /** What it begins with, where that is not everything doing well. */
  readonly given?: G;
  /** Who does what; ends when there is nothing more to do. */
  readonly when: (play: Play<S>) => Promise<void>;
  /** What is true afterwards, beside what is true after every scenario. */
  readonly checks: readonly Check<E>[];
}

/** The name of what is played, with how. */
export function titleOf({
  name,
  variant,
}: Pick<ScenarioOf<string, never, never, never>, 'name' | 'variant'>): string {
  return variant ? `${name} ${variant.words}` : name;
}

/** Of the shop's migration. */
export type MigrationScenario = ScenarioOf<'migration', Given, Scene, Evidence>;
/** Of the masters of the shop's cluster. */
export type MastersScenario = ScenarioOf<'masters', MastersGiven, MastersScene, MastersEvidence>;
export type Scenario = MigrationScenario | MastersScenario;
