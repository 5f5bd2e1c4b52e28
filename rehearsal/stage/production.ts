import type { AccountEvidence, Check } from '../checks/check.ts';
import type { Resources } from '../compute/index.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { ServiceHandler, UnusedException } from '../gateway/index.ts';
import type { AwsClients } from './aws-clients.ts';
import type { SceneSetting, StagedScene } from './staged-scene.ts';

/** Whatever it is about: as far as the offline AWS needs to know. */
export type AnyProduction = Pick<
  Production<never, StagedScene, AccountEvidence>,
  'functionEnvironment' | 'functionPreloads' | 'services' | 'resources'
>;

/** What the stage hands to whoever plays AWS's services on it. */
export interface ServiceSetting {
  readonly now: () => number;
  /** Brings the scene up to the clock: nobody is told of a world that is behind. */
  readonly catchUp: () => void;
}

/**
 * What is rehearsed: a stack of the app with the world around it. The offline AWS, its clock and the people are the
 * same for all.
 * @typeParam G what a scenario may begin with @typeParam S where it is played @typeParam E what its checks look at
 */
export interface Production<G, S extends StagedScene, E extends AccountEvidence> {
  /** Of the stack in the app of `bin/`. */
  readonly stackName: string;
  /** What functions get in their environment, and load before anything else. */
  readonly functionEnvironment: Readonly<Record<string, string>>;
  readonly functionPreloads: readonly string[];
  /** Services that the world answers for; the emulator does for all others. */
  services(setting: ServiceSetting): Readonly<Record<string, ServiceHandler>>;
  /** The instances that policies are judged on, if there are any. */
  readonly resources?: () => Resources;
  /** What is in the account before the app is deployed. */
  prepare(emulator: Emulator, clients: AwsClients, setting: Pick<SceneSetting, 'now'>): Promise<void>;
  /** Makes a fresh world in place of the one before, which is closed by then. @param given undefined: all is well */
  setScene(given: G | undefined, setting: SceneSetting): Promise<S>;
  /** Looks at the scene before anybody acts; what it returns looks again when all is over. */
  witness(scene: S, clients: AwsClients): Promise<(account: AccountEvidence) => Promise<E>>;
  /** True after every scenario. */
  readonly always: readonly Check<E>[];
  /** What roles may have though no scenario needs it, and why. */
  readonly mayBeUnused: readonly UnusedException[];
  /** What it came to in numbers, as lines of the summary. */
  figures(evidence: E): readonly string[];
  /** What the live view shows of the scene now. */
  body(scene: S): readonly string[];
  /** How to look into the world from outside, as lines: shell commands. */
  endpoints(scene: S): readonly string[];
}
