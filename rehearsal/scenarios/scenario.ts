import type { Check } from '../checks/check.ts';
import type { Chronicle } from '../chronicle.ts';
import type { FaultPlan } from '../gateway/index.ts';
import type { Person } from '../people/person.ts';
import type { Given, Scene } from '../stage/scene.ts';
import type { Stage } from '../stage/stage.ts';

/** Somebody's part in a scenario. */
export interface Play {
  readonly onCall: Person;
  /** Somebody else in the account, who acts at the same time as on call. */
  meanwhile(who: string, part: (person: Person) => Promise<void>): void;
  readonly scene: Scene;
  readonly stage: Stage;
  readonly faults: FaultPlan;
  readonly chronicle: Chronicle;
}

export interface Scenario {
  readonly name: string;
  /** One line: what happens. */
  readonly about: string;
  /** What it begins with, where that is not the shop doing well. */
  readonly given?: Given;
  /** Who does what; ends when there is nothing more to do. */
  readonly when: (play: Play) => Promise<void>;
  /** What is true afterwards, beside what is true after every scenario. */
  readonly checks: readonly Check[];
}
