/**
 * The zones, the journal and the copy of the before-image as processes really have them: each call waits for its turn, may be the last of its
 * process, may be sent once more later, and its answer may be lost. All by a seeded random.
 */
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

export interface FaultyWorldOptions {
  readonly engine: Route53Engine;
  readonly journal: Journal;
  readonly copy: BeforeImageCopy;
  readonly turns: Turns;
  readonly random: () => number;
  readonly faults: Faults;
  /** Lets time pass at each call. */
  readonly tick: () => void;
  readonly log: string[];
}

export class FaultyWorld {
  readonly #options: FaultyWorldOptions;

  constructor(options: FaultyWorldOptions) {
    this.#options = options;
  }

  zone(actor: string, zoneId: string): Zone {
    const { engine, random, faults } = this.#options;
    const zone = new EngineZone(engine, zoneId);
    return {
      read: async (names) => {
        await this.#call(actor, 'read');
        return zone.read(names);
      },
      isInSync: async (changeId) => {
        await this.#call(actor, 'isInSync');
        return zone.isInSync(changeId);
      },
      swap: async (changes, comment) => {
        if (random() < faults.lateRetry) this.#sendLater(zoneId, changes, comment);
        await this.#call(actor, 'swap');
        const result = await zone.swap(changes, comment);
        this.#mayCrash(actor, 'after swap');
        return this.#mayLose(result);
      },
    };
  }

  journal(actor: string): Journal {
    return this.#faulty(actor, this.#options.journal);
  }

  copy(actor: string): BeforeImageCopy {
    return this.#faulty(actor, this.#options.copy);
  }

  #faulty<Port extends object>(actor: string, port: Port): Port {
    return new Proxy<Port>(port, {
      get: (target, property) => {
        const method = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          await this.#call(actor, String(property));
          const result = await method.apply(target, args);
          this.#mayCrash(actor, `after ${String(property)}`);
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

  async #call(actor: string, what: string): Promise<void> {
    await this.#options.turns.turn();
    this.#options.tick();
    this.#mayCrash(actor, what);
  }

  #mayCrash(actor: string, at: string): void {
    const { random, faults, log } = this.#options;
    if (random() >= faults.crash) return;
    log.push(`${actor}: killed at ${at}`);
    throw new Crash(at);
  }

  #mayLose(result: SwapResult): SwapResult {
    const { random, faults } = this.#options;
    if (!result.accepted || random() >= faults.lostAnswer) return result;
    return { accepted: false, messages: ['but it already exists'] };
  }
}
