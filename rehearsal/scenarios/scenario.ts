import type { Check } from '../checks/check.ts';
import type { FaultPlan } from '../gateway/index.ts';
import type { Person } from '../people/person.ts';
import type { Stage } from '../stage/stage.ts';
import type { Chronicle } from '../text/chronicle.ts';

/** Somebody's part in a scenario. */
export interface Play<S> {
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
export interface ScenarioOf<Product extends string, G, S, E> {
  readonly of: Product;
  readonly name: string;
  /** One line: what happens. */
  readonly about: string;
  /** Of several ways to play it, this one. */
  readonly variant?: Variant;
  /** What it begins with, unless everything is healthy. */
  readonly given?: G;
  /** Who does what; ends when there is nothing more to do. */
  readonly when: (play: Play<S>) => Promise<void>;
  /** What is true afterwards, beside what is true after every scenario. */
  readonly checks: readonly Check<E>[];
  /** Of what is true after every scenario, what need not be true after this one: it begins with the contrary. */
  readonly exempt?: readonly Check<E>[];
}

/** The name of what is played, with how. */
export function titleOf({
  name,
  variant,
}: Pick<ScenarioOf<string, never, never, never>, 'name' | 'variant'>): string {
  return variant ? `${name} ${variant.words}` : name;
}
