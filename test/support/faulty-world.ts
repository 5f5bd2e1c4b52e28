/**
 * The zones, the journal and the copy of the before-image as processes really have them: each call waits for its turn,
 * may be the last of its process, may be sent once more later, its answer may be lost, and the service may be away. All
 * by a seeded random.
 */
import { NamedError } from '../../lambdas/shared/domain/named-error.ts';
import type { Change } from '../../lambdas/shared/domain/record-set.ts';
import type { BeforeImageCopy } from '../../lambdas/shared/ports/before-image-copy.ts';
import type { Journal } from '../../lambdas/shared/ports/journal.ts';
import type { SwapResult, Zone } from '../../lambdas/shared/ports/zone.ts';
import type { Route53Engine } from '../../rehearsal/route53/index.ts';
import { Crash, EngineZone } from './engine-zone.ts';
import type { Turns } from './turns.ts';

/** All are probabilities. */
export interface Faults {
  /** That a call is the last of its process. */
  readonly crash: number;
  /** That an accepted swap's answer is lost. */
  readonly lostAnswer: number;
  /** That a sent batch is sent once more, later. */
  readonly lateRetry: number;
}

/** Which services can't be asked at the moment. */
export interface Outages {
  zones: boolean;
  journal: boolean;
  copy: boolean;
}

export interface FaultyWorldOptions {
  readonly engine: Route53Engine;
  readonly journal: Journal;
  readonly copy: BeforeImageCopy;
  readonly turns: Turns;
  readonly random: () => number;
  readonly faults: Faults;
  readonly outages: Outages;
  /** Lets time pass at each call. */
  readonly tick: () => void;
  readonly log: string[];
}

/** What one process asks. Once it is killed, nothing that it asks for happens any more. */
export class FaultyProcess {
  killed = false;
  readonly journal: Journal;
  readonly copy: BeforeImageCopy;
  readonly #actor: string;
  readonly #options: FaultyWorldOptions;

  constructor(actor: string, options: FaultyWorldOptions) {
    this.#actor = actor;
    this.#options = options;
    this.journal = this.#faulty(options.journal, 'journal');
    this.copy = this.#faulty(options.copy, 'copy');
  }

  zone(zoneId: string): Zone {
    const { engine, random, faults } = this.#options;
    const zone = new EngineZone(engine, zoneId);
    return {
      read: async (names) => {
        await this.#call('read', 'zones');
        return zone.read(names);
      },
      readAll: async () => {
        await this.#call('readAll', 'zones');
        return zone.readAll();
      },
      isInSync: async (changeId) => {
        await this.#call('isInSync', 'zones');
        return zone.isInSync(changeId);
      },
      swap: async (changes, comment) => {
        if (!this.killed && random() < faults.lateRetry) this.#sendLater(zoneId, changes, comment);
        await this.#call('swap', 'zones');
        const result = await zone.swap(changes, comment);
        this.#mayCrash('after swap');
        return this.#mayLose(result);
      },
    };
  }

  #faulty<Port extends object>(port: Port, service: keyof Outages): Port {
    return new Proxy<Port>(port, {
      get: (target, property) => {
        const method = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          await this.#call(String(property), service);
          const result = await method.apply(target, args);
          this.#mayCrash(`after ${String(property)}`);
          return result;
        };
      },
    });
  }

  /** The same batch once more, from a paused process or a late retry of the network's. */
  #sendLater(zoneId: string, changes: readonly Change[], comment: string): void {
    const { turns, engine, random, log } = this.#options;
    turns.start(async () => {
      for (let wait = Math.floor(random() * 30); wait >= 0; wait--) await turns.turn();
      const result = await new EngineZone(engine, zoneId).swap(changes, comment);
      log.push(`late batch: ${result.accepted ? 'accepted' : 'refused'}`);
    });
  }

  async #call(what: string, service: keyof Outages): Promise<void> {
    if (this.killed) throw new Crash(what);
    const { turns, tick, outages } = this.#options;
    await turns.turn();
    tick();
    this.#mayCrash(what);
    if (outages[service]) throw new NamedError('TransientFailure', `${service} are away`);
  }

  #mayCrash(at: string): void {
    const { random, faults, log } = this.#options;
    if (random() >= faults.crash) return;
    this.killed = true;
    log.push(`${this.#actor}: killed at ${at}`);
    throw new Crash(at);
  }

  #mayLose(result: SwapResult): SwapResult {
    const { random, faults } = this.#options;
    if (!result.accepted || random() >= faults.lostAnswer) return result;
    return { accepted: false, messages: ['but it already exists'] };
  }
}
