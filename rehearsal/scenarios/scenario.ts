import type { Check } from '../checks/check.ts';
import type { FaultPlan } from '../gateway/index.ts';
import type { Person } from '../people/person.ts';
import type { Patch } from '../snapshot/patch-file.ts';
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

export interface Titled<Product extends string> {
  readonly of: Product;
  readonly name: string;
  /** One line: what happens. */
  readonly about: string;
  /** Of several ways to play it, this one. */
  readonly variant?: Variant;
  /** What is planted in the world before anything else, by the names of its patches. */
  readonly patches?: readonly string[];
  /** What is planted, too, where what it needs isn't there without. */
  readonly helpedBy?: readonly string[];
}

/** What any scenario may begin with. */
export interface Planted {
  /** In the accounts. */
  readonly planted?: readonly Patch[];
}

/** One of the world's. */
export interface OtherApp {
  readonly app: string;
  /** What it has and the usual app lacks: `a freeze in the configuration`. */
  readonly what: string;
}

/** @typeParam G what it may begin with @typeParam S where it is played @typeParam E what its checks look at */
export interface Script<G, S, E> {
  /** What it begins with, unless everything is healthy. */
  readonly given?: G;
  /** Deployed in place of the usual app before anybody acts. */
  readonly deploys?: OtherApp;
  /** Who does what; ends when there is nothing more to do. */
  readonly when: (play: Play<S>) => Promise<void>;
  /** What is true afterwards, beside what is true after every scenario. */
  readonly checks: readonly Check<E>[];
  /** Of what is true after every scenario, what need not be true after this one: it begins with the contrary. */
  readonly exempt?: readonly Check<E>[];
}

/** What a scenario needs, and an estate has not. */
export class Missing {
  /** Says what it needs: `an approval after a step`. */
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }
}

/** A scenario that can be played as it is. */
export type Playable<Product extends string, G, S, E> = Titled<Product> & Script<G, S, E>;

/** One whose script depends on what there is. @typeParam T what is rehearsed */
export interface Fitting<T, G, S, E> {
  readonly scriptFor: (estate: T) => Script<G, S, E> | Missing;
}

export type ScenarioOf<Product extends string, T, G, S, E> = Titled<Product> &
  (Script<G, S, E> | Fitting<T, G, S, E>);

/**
 * A script for what an estate has.
 * @param needs finds it, or says what is missing @param script of what was found
 */
export function needing<T, N, G, S, E>(
  needs: (estate: T) => N | Missing,
  script: (found: N, estate: T) => Script<G, S, E>,
): Fitting<T, G, S, E> {
  return {
    scriptFor: (estate) => {
      const found = needs(estate);
      return found instanceof Missing ? found : script(found, estate);
    },
  };
}

/** Several needs at once. */
export function all<T, N extends object>(
  needs: {
    readonly [K in keyof N]: (estate: T) => N[K] | Missing;
  },
): (estate: T) => N | Missing {
  return (estate) => {
    const found: Partial<N> = {};
    for (const key of Object.keys(needs) as (keyof N)[]) {
      const one = needs[key](estate);
      if (one instanceof Missing) return one;
      found[key] = one;
    }
    return found as N;
  };
}

/** The scenario as it is played on an estate. */
export function playableOn<Product extends string, T, G, S, E>(
  scenario: ScenarioOf<Product, T, G, S, E>,
  estate: T,
): Playable<Product, G, S, E> | Missing {
  if (!('scriptFor' in scenario)) return scenario;
  const { scriptFor, ...titled } = scenario;
  const script = scriptFor(estate);
  return script instanceof Missing ? script : { ...titled, ...script };
}

/** The name of what is played, with how. */
export function titleOf({ name, variant }: Pick<Titled<string>, 'name' | 'variant'>): string {
  return variant ? `${name} ${variant.words}` : name;
}
