/**
 * The offline AWS: the emulator, the gateway in front of it, and the world behind both. They need each other, so
 * what one asks of another is only asked when all are there.
 */
import { type Emulator, type ExecutionView, startEmulator } from '../emulator/emulator.ts';
import { type Home, START } from '../estate/home.ts';
import { type Authorize, type Gateway, startGateway } from '../gateway/index.ts';
import { HOUR } from '../world/minutes.ts';
import type { AroundFunctions } from './around-functions.ts';
import { ROOT_KEY } from './aws-clients.ts';
import type { Closers } from './closers.ts';
import { Director } from './director.ts';
import { failedEnds } from './failed-ends.ts';
import { type Mail, Mailbox } from './mailbox.ts';
import type { StagedScene } from './staged-scene.ts';
import { startWorldServer } from './world-server.ts';

/** The function that EventBridge Scheduler calls; see Scheduler in the emulator's SPEC. */
const SCHEDULED = 'Watch';
/** For so long calls of it may be passed over, as in rehearsal/emulator/unchanged.py. */
const LONGEST_PASSED = 6 * HOUR;

/** What can be seen of the account at a moment. */
export interface Situation {
  readonly now: number;
  readonly executions: readonly ExecutionView[];
  readonly mails: readonly Mail[];
  /** What was published for a chat. */
  readonly chat: readonly string[];
}

/** @param tmpDir an existing folder @param log gets what the tools write */
export interface OfflineAwsOptions {
  readonly product: AroundFunctions & { readonly home: Home; readonly longestWait?: number };
  readonly tmpDir: string;
  readonly log: (line: string) => void;
}

export class OfflineAws {
  readonly director: Director<Situation>;
  readonly mailbox: Mailbox;
  readonly #lookers = new Set<(situation: Situation) => void>();
  #emulator: Emulator | undefined;
  #gateway: Gateway | undefined;
  #scene: StagedScene | undefined;

  private constructor(longestWait = Number.POSITIVE_INFINITY) {
    const now = () => this.now();
    this.mailbox = new Mailbox(now);
    this.director = new Director<Situation>({
      now,
      look: () => this.look(),
      wrong: ({ executions }) => failedEnds(executions),
      longestWait,
      putEvents: async (events) => void (await this.emulator.putEvents(events)),
    });
  }

  /** Starts everything; what was started is handed to `closers`, also when a part fails. */
  static async start(options: OfflineAwsOptions, closers: Closers): Promise<OfflineAws> {
    const aws = new OfflineAws(options.product.longestWait);
    await aws.#startEmulator(options, closers);
    await aws.#startGateway(options, closers);
    closers.add(() => aws.#scene?.close());
    return aws;
  }

  get emulator(): Emulator {
    return present(this.#emulator, 'the emulator');
  }

  get gateway(): Gateway {
    return present(this.#gateway, 'the gateway');
  }

  /** The rehearsal's time, epoch milliseconds. */
  now(): number {
    return this.emulator.clock.now();
  }

  async look(): Promise<Situation> {
    const executions = await this.emulator.executions();
    const situation = { now: this.now(), executions, mails: this.mailbox.mails, chat: this.mailbox.chat };
    for (const listener of this.#lookers) listener(situation);
    return situation;
  }

  /** Calls `listener` with whatever anybody sees of the account; the returned function stops that. */
  onLook(listener: (situation: Situation) => void): () => void {
    this.#lookers.add(listener);
    return () => this.#lookers.delete(listener);
  }

  /** Puts a world in the place of the one before. */
  async replaceScene<S extends StagedScene>(make: () => Promise<S>): Promise<S> {
    await this.#scene?.close();
    this.#scene = undefined;
    const scene = await make();
    this.#scene = scene;
    this.director.direct(scene.simulation);
    this.mailbox.empty();
    return scene;
  }

  async #startEmulator({ product, tmpDir, log }: OfflineAwsOptions, closers: Closers): Promise<void> {
    const worldServer = await startWorldServer({
      // While it starts, the emulator asks before it has said that it is there.
      advance: async (until) => (this.#emulator ? this.director.advance(until) : until),
      version: () => this.#version(),
      mail: (envelope) => this.mailbox.receive(envelope),
    });
    closers.add(() => worldServer.stop());
    const emulator = await startEmulator({
      worldUrl: worldServer.url,
      ...product.home,
      startTime: new Date(START),
      functionEnvironment: product.functionEnvironment,
      functionPreloads: product.functionPreloads,
      tmpDir,
      log,
    });
    closers.add(() => emulator.stop());
    this.#emulator = emulator;
  }

  /** Null where the world is not known, and where a fault may be due before the clock asks again. */
  #version(): string | null {
    const now = this.#emulator?.clock.now() ?? 0;
    const hit = this.#gateway?.faults.mayHit(SCHEDULED, now, now + LONGEST_PASSED) ?? true;
    return hit ? null : (this.director.version() ?? null);
  }

  async #startGateway({ product, log }: OfflineAwsOptions, closers: Closers): Promise<void> {
    const { emulator } = this;
    const now = () => this.now();
    const gateway = await startGateway({
      emulatorUrl: emulator.url,
      account: product.home.account,
      authorize: authorizeBy(emulator),
      rootAccessKeyIds: [ROOT_KEY],
      clock: { now },
      log,
      onPark: async ({ accessKeyId }) => void (await emulator.clock.park({ key: accessKeyId })),
      onUnpark: async ({ accessKeyId }) => void (await emulator.clock.unpark({ key: accessKeyId })),
      services: product.services({
        now,
        catchUp: () => this.director.catchUp(),
        awsUrl: () => this.gateway.url,
      }),
      ...(product.resources && { compute: product.resources }),
      ...(product.webAclOf && { webAclOf: product.webAclOf }),
    });
    closers.add(() => gateway.stop());
    this.#gateway = gateway;
    await emulator.sendFunctionsTo(gateway.url);
  }
}

function present<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new Error(`${what} was asked before it was there`);
  return part;
}

function authorizeBy(emulator: Emulator): Authorize {
  return async ({ accessKeyId, action, resource, context }) => {
    const lists = Object.fromEntries(Object.entries(context).map(([key, value]) => [key, [value].flat()]));
    const answer = await emulator.authorize({ accessKeyId, action, resource, context: lists });
    return { ...answer, principal: answer.principal ?? '', function: answer.function ?? '' };
  };
}
