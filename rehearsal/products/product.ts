import type { SynthesisedStack } from '../app/synthesise.ts';
import type { AccountEvidence, Check } from '../checks/check.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { Home } from '../estate/home.ts';
import type { UnusedException } from '../gateway/index.ts';
import type { ExecutionHistory } from '../report/histories.ts';
import type { SceneRecord } from '../report/scene-record.ts';
import type { Patch } from '../snapshot/patch-file.ts';
import type { LentRole } from '../stage/accounts.ts';
import type { AroundFunctions } from '../stage/around-functions.ts';
import type { AwsClients } from '../stage/aws-clients.ts';
import type { Closers } from '../stage/closers.ts';
import type { SceneSetting, StagedScene } from '../stage/staged-scene.ts';
import type { Imports } from '../values/imports.ts';
import type { WorldFolder } from '../worlds/world-folder.ts';

/**
 * What is rehearsed: a stack of the app with the world around it. The offline AWS, its clock and the people are the
 * same for all.
 * @typeParam T what the configuration and the accounts say of it @typeParam G what a scenario may begin with @typeParam S where it is played @typeParam E what its checks look at
 */
export interface Product<T, G, S extends StagedScene, E extends AccountEvidence> extends AroundFunctions {
  readonly home: Home;
  /** Names the stack's machines and functions. */
  readonly machines: string;
  /** What is said before anything is played, a line each: all that is made up. */
  readonly notes: readonly string[];
  /** What none of its scenarios can do without, and this machine has not. */
  readonly lacks?: string | undefined;
  /** What its stack's deployment reads of others. */
  readonly imports: Imports;
  /** @param planted in its accounts */
  estateWith(planted: readonly Patch[]): Promise<T>;
  /** Rehearsed milliseconds that somebody waits for something at most: see the director. */
  readonly longestWait?: number;
  /** What is in the account before the app is deployed. */
  prepare(emulator: Emulator, clients: AwsClients, setting: Pick<SceneSetting, 'now'>): Promise<void>;
  /** Makes a fresh world in place of the one before, which is closed by then. @param given undefined: everything is healthy */
  setScene(given: G | undefined, setting: SceneSetting): Promise<S>;
  /** Puts what another app's template makes in the scene's world there, once it is deployed. */
  furnish?(stack: SynthesisedStack): Promise<void>;
  /** Looks at the scene before anybody acts; what it returns looks again when all is over. */
  witness(scene: S, clients: AwsClients): Promise<(account: AccountEvidence) => Promise<E>>;
  /** True after every scenario. */
  readonly always: readonly Check<E>[];
  /** Roles of other accounts that functions assume. */
  readonly lentRoles?: readonly LentRole[];
  /** What roles may have though no scenario needs it, and why. */
  readonly mayBeUnused: readonly UnusedException[];
  /** What it came to in numbers, as lines of the summary. */
  figures(evidence: E): readonly string[];
  /** What happened in its world over time. */
  record(evidence: E, histories: readonly ExecutionHistory[]): SceneRecord;
  /** Its dashboards' graphs of what was rehearsed, an SVG; undefined without any. */
  picture?(evidence: E): string | undefined;
  /** What the live view shows of the scene now, as lines. @param width characters that a line may have */
  body(scene: S, width: number): readonly string[];
  /** What is said when all was played, a line each: what scenarios don't show. @param options of the command, as to what is rehearsed */
  conclusions?(options: readonly string[]): readonly string[];
  /** How to look into the world from outside, as lines: shell commands. */
  endpoints(scene: S): readonly string[];
}

/** Where a product keeps what it needs, and what ends that. */
export interface Backstage {
  /** A temporary folder. */
  readonly folder: string;
  readonly log: (line: string) => void;
  readonly closers: Closers;
  /** Which is deployed. */
  readonly stack: SynthesisedStack;
  /** What is around it. */
  readonly world: WorldFolder;
  /** Planted in the world of every scenario. */
  readonly patches: readonly Patch[];
}

/** Makes what a product needs before the offline AWS starts. */
export type OpenProduct<T, G, S extends StagedScene, E extends AccountEvidence> = (
  backstage: Backstage,
) => Promise<Product<T, G, S, E>>;
